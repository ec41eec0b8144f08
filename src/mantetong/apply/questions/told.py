"""What we hold and why is told (PIPL 34, 35); only extras are consented to, and each can be taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mantetong.apply.answers import keep_answer
from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question
from mantetong.people.operations import give_consent, withdraw_consent

WORDING = "2026-11"

EXTRAS = {
    "REMIND_RENEWAL": _("待遇快到期时，提前发短信提醒我续办"),
    "REUSE_PAPERS": _("下次申请时，可以直接用这次的证件照片"),
}


class ToldForm(forms.Form):
    """I have read it; and the extras I want."""

    read = forms.BooleanField(label=_("我知道了"), error_messages={"required": _("请看完上面的说明，再勾选“我知道了”。")})
    extras = forms.MultipleChoiceField(
        label=_("还可以为您做的（可选，随时能取消）"),
        choices=list(EXTRAS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    return ToldForm(data, initial={"read": draft.answered("told"), "extras": draft.answers.get("told", [])})


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    assert draft.by.account_id is not None  # noqa: S101  the page is for citizens
    for extra in EXTRAS:
        change = give_consent if extra in answer["extras"] else withdraw_consent
        terms = {"version": WORDING} if extra in answer["extras"] else {}
        change(account_id=draft.by.account_id, what=extra, at=draft.at, person_id=draft.filing.person_id, **terms)
    keep_answer(filing_id=draft.filing.id, question="told", value=answer["extras"], at=draft.at)


def _tell(draft: Draft) -> str:
    chosen = [str(EXTRAS[extra]) for extra in draft.answers.get("told", []) if extra in EXTRAS]
    return "；".join(chosen) or str(_("没有选可选项"))


TOLD = Question(
    code="told",
    title=_("我们会用到您的哪些信息"),
    hint="",
    make_form=_form,
    keep=_keep,
    tell=_tell,
    template="apply/told",
)
