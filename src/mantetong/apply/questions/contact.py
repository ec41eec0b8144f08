"""How to reach the person: telephone (known from the sign-in) and address for the post."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question, keep
from mantetong.cases.operations import note_particulars
from mantetong.domain.identity import NotAMobileNumber, parse_mobile
from mantetong.people.queries import phone_of_account
from mantetong.web.forms import NarrowedField


class ContactForm(forms.Form):
    """A mobile number, and an address if the certificate should come by post."""

    phone = NarrowedField(
        label=gettext_lazy("手机号码"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("请填写手机号码。有进展时要用它通知您。")},
    )
    address = forms.CharField(
        label=gettext_lazy("通信地址"),
        help_text=gettext_lazy("需要邮寄纸质材料时用，可以不填。"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def clean_phone(self) -> str:
        """Eleven digits, however typed."""
        try:
            return parse_mobile(self.cleaned_data["phone"])
        except NotAMobileNumber as error:
            raise forms.ValidationError(_("手机号码不对。应当是11位数字，以1开头。请再检查一遍。")) from error


def _known_phone(draft: Draft) -> str:
    return (phone_of_account(draft.by.account_id) if draft.by.account_id else None) or ""


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    known = draft.filing.phone or _known_phone(draft)
    return ContactForm(data, initial={"phone": known, "address": draft.filing.address})


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    note_particulars(filing_id=draft.filing.id, at=draft.at, phone=answer["phone"], address=answer["address"])
    keep(draft, "contact", dict(answer))


def _tell(draft: Draft) -> str:
    address = draft.filing.address or str(_("没有填写通信地址（需要邮寄纸质材料的请填上）"))
    return f"{draft.filing.phone}，{address}"


CONTACT = Question(
    code="contact",
    title=gettext_lazy("怎么联系您？"),
    hint=gettext_lazy("办理有进展时发短信告诉您，短信里不会写病名。"),
    make_form=_form,
    keep=_keep,
    tell=_tell,
    is_known=lambda draft: draft.answered("contact"),  # kept when the draft was opened: the number one has signed in with
)
