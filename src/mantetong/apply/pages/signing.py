"""The application form: read it, sign it with a finger (or a typed name), confirm with a fresh code."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply import operations
from mantetong.apply.draft import Draft
from mantetong.apply.operations.signature_image import SignatureUnreadable
from mantetong.apply.pages.road import back_url, next_url, progress_words
from mantetong.apply.pages.unsent import keep_unsent
from mantetong.apply.queries import draft_for, is_signed
from mantetong.apply.questions import FORM
from mantetong.people.operations import (
    AskedTooOften,
    CodeExpired,
    CodeWrong,
    NoTelephone,
    TooManyTries,
    ask_confirmation_code,
)
from mantetong.people.queries import account_card, person_card, person_of_account
from mantetong.policies.queries import hotline_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.forms import NarrowedField
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import Hotline

_STILL_ON_ITS_WAY = 60  # seconds within which a second code is refused: the first one counts


class SignForm(forms.Form):
    """The signature, drawn or typed, and the code sent to the telephone."""

    signature = forms.CharField(label=gettext_lazy("手写签名"), widget=forms.HiddenInput, required=False)
    typed = forms.CharField(
        label=gettext_lazy("不方便手写时，输入姓名代替签名"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("手写了就不用填这里"),
    )
    code = NarrowedField(
        label=gettext_lazy("短信验证码"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("请填写短信里的6位验证码。没有收到时，请先点“发送验证码”。")},
    )

    def __init__(self, *args: Any, names: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean(self) -> dict[str, Any]:
        """One of the two gestures; a typed name must be the signer's own."""
        given = super().clean() or {}
        if not given.get("signature") and not given.get("typed"):
            self.add_error("typed", _("还没有签名。请在方框里手写签名，或者在这里输入姓名。"))
        if given.get("typed") and "".join(given["typed"].split()) not in {"".join(name.split()) for name in self.names}:
            self.add_error("typed", _("输入的姓名和申请人、代办人都不一致。请输入申请人的姓名。"))
        return given


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form's facts, the way to its PDF, and the signature."""

    title: str
    form_title: str
    form: SignForm
    pdf_url: str
    region_name: str
    hotline: Hotline | None
    back_url: str
    next_url: str
    progress: str
    masked_phone: str
    code_was_sent: bool
    is_signed: bool
    was_changed: bool
    others_url: str


def _page(draft: Draft, form: SignForm, *, sent: bool) -> FormPage:
    account = account_card(draft.by.account_id or 0)
    return FormPage(
        title=_("核对申请表并签名"),
        form_title=draft.policy.form.value.title,
        form=form,
        pdf_url=reverse("apply:form-pdf", args=[draft.filing.reference]),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=back_url(draft, FORM),
        next_url=next_url(draft, FORM),
        progress=progress_words(draft, FORM),
        masked_phone=account.masked_phone if account else "",
        code_was_sent=sent,
        is_signed=is_signed(draft),
        was_changed=draft.filing.signed_at is not None and not is_signed(draft),
        others_url=reverse("apply:other-ways", args=[draft.filing.reference]),
    )


def _signers(draft: Draft) -> frozenset[str]:
    """The applicant; and who files for them, under their own name."""
    filer = person_of_account(draft.by.known_id)
    return frozenset({person_card(draft.filing.person_id).name} | ({filer.name} if filer else set()))


def send_code_quietly(draft: Draft) -> bool:
    """Send the code for the signature unless one was sent a moment ago; False where none can be sent now."""
    try:
        ask_confirmation_code(account_id=draft.by.known_id, purpose="SIGN", at=draft.at)
    except AskedTooOften as error:
        return error.seconds <= _STILL_ON_ITS_WAY
    except NoTelephone:
        return False
    return True


def _send_code(request: Request, draft: Draft) -> HttpResponseBase:
    form = SignForm(
        initial={"signature": request.POST.get("signature", ""), "typed": request.POST.get("typed", "")}, names=_signers(draft)
    )
    try:
        ask_confirmation_code(account_id=draft.by.account_id or 0, purpose="SIGN", at=draft.at)
    except AskedTooOften as error:
        refused = SignForm(request.POST, names=_signers(draft))
        words = sentence_for(error.code, vars(error))
        refused.add_error("code", f"{words.what}{words.why}{words.now}")
        return page_or_fragment(request, "apply/form", _page(draft, refused, sent=True), status=429)
    return page_or_fragment(request, "apply/form", _page(draft, form, sent=True))


@keep_unsent
@citizen
def form(request: Request, reference: str) -> HttpResponseBase:
    """Show, send the code, sign. What was drawn or typed stays when the code is wrong."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    if request.method != "POST":
        return page_or_fragment(request, "apply/form", _page(draft, SignForm(names=_signers(draft)), sent="sent" in request.GET))
    if request.POST.get("do") == "send":
        return _send_code(request, draft)
    signing = SignForm(request.POST, names=_signers(draft))
    if signing.is_valid() and _sign(draft, signing):
        return redirect(next_url(draft, FORM))
    return page_or_fragment(request, "apply/form", _page(draft, signing, sent=True), status=422)


def _sign(draft: Draft, signing: SignForm) -> bool:
    given = signing.cleaned_data
    try:
        operations.sign_form(draft=draft, drawn=given["signature"], typed=given["typed"].strip(), code=given["code"])
    except (CodeWrong, CodeExpired, TooManyTries) as error:
        words = sentence_for(error.code, vars(error))
        signing.add_error("code", f"{words.what}{words.why}{words.now}")
    except SignatureUnreadable:
        signing.add_error("typed", _("没有看清签名。请在方框里再写一遍，或者在这里输入姓名。"))
    else:
        return True
    return False


@citizen
def form_pdf(request: Request, reference: str) -> HttpResponseBase:
    """The unsigned form, made afresh from the answers."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    response = HttpResponse(operations.make_form(draft=draft), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="form.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
