"""Signing otherwise: on paper, with a thumbprint, by voice, before a clerk. One page to choose, one page each."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply import operations
from mantetong.apply.draft import Draft
from mantetong.apply.errors import RecordingUnreadable
from mantetong.apply.models import Gesture
from mantetong.apply.operations import Sheet
from mantetong.apply.pages.road import next_url
from mantetong.apply.pages.signing import send_code_quietly
from mantetong.apply.queries import draft_for
from mantetong.apply.questions import FORM
from mantetong.materials.operations.refusals import REFUSALS
from mantetong.people.operations import CodeExpired, CodeWrong, TooManyTries
from mantetong.people.queries import account_card, person_card
from mantetong.policies.queries import hotline_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import Hotline

WAYS = {"paper": Gesture.PAPER, "thumbprint": Gesture.THUMBPRINT}
_MOST_SHEETS = 10


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class SheetsField(forms.FileField):
    """The pages of one signed form."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[type-arg]
        """Every file, each judged like one."""
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(SheetsField, self).clean(one, initial) for one in (files or [None])][:_MOST_SHEETS]


class PaperForm(PlainForm):
    """Photographs of the form signed on paper; with a thumbprint also who stood by."""

    sheets = SheetsField(
        label=gettext_lazy("签好的申请表照片或扫描件"),
        help_text=gettext_lazy("每一页都要拍到，可以一次选几张。"),
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/heic,application/pdf", "multiple": True}),
        error_messages={
            "required": gettext_lazy("还没有选照片。请把签好的申请表拍下来，再选上。"),
            "empty": gettext_lazy("这张照片是空的。请重新拍一张。"),
        },
    )
    witness = forms.CharField(
        label=gettext_lazy("按手印时谁在旁边"), help_text=gettext_lazy("写姓名，例如儿子、村干部的姓名。"), max_length=60
    )

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if way != "thumbprint":
            del self.fields["witness"]


class VoiceForm(PlainForm):
    """A recording, and the code sent to the telephone."""

    recording = forms.FileField(
        label=gettext_lazy("录音"),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
        error_messages={
            "required": gettext_lazy("还没有录音。请点“选择文件”，用手机的录音机录一段。"),
            "empty": gettext_lazy("这段录音是空的。请重新录一段。"),
        },
    )
    code = NarrowedField(
        label=gettext_lazy("短信验证码"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("请填写短信里的6位验证码。没有收到时，请先点“发送验证码”。")},
    )


@dataclass(frozen=True, slots=True)
class WaysPage:
    """Which ways there are."""

    title: str
    region_name: str
    hotline: Hotline | None
    back_url: str
    ways: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperWayPage:
    """Print, sign, photograph."""

    title: str
    form: PaperForm
    is_thumbprint: bool
    pdf_url: str
    blank_url: str
    region_name: str
    hotline: Hotline | None
    back_url: str


@dataclass(frozen=True, slots=True)
class VoiceWayPage:
    """What to say, and the recording."""

    title: str
    form: VoiceForm
    to_say: str
    pdf_url: str
    masked_phone: str
    code_was_sent: bool
    region_name: str
    hotline: Hotline | None
    back_url: str


@dataclass(frozen=True, slots=True)
class CounterWayPage:
    """Six digits for the clerk."""

    title: str
    code: str
    region_name: str
    hotline: Hotline | None
    back_url: str
    next_url: str


def _back(draft: Draft, step: str = "other-ways") -> str:
    return reverse(f"apply:{step}", args=[draft.filing.reference])


@citizen
def ways(request: Request, reference: str) -> HttpResponseBase:
    """Choose another way to sign."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    page = WaysPage(
        title=_("换一种签名方式"),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=_back(draft, "form"),
        ways=(
            (_("签在纸上"), _("下载申请表，打印、签字，再拍照上传。"), _on_paper_url(draft, "paper")),
            (
                _("按手印"),
                _("不会写字的，在打印的申请表上按手印，由一位家人或村（居）干部在旁边证明。"),
                _on_paper_url(draft, "thumbprint"),
            ),
            (_("录音"), _("把申请表读给本人听，本人说一句话，录下来就行。"), _back(draft, "by-voice")),
            (_("到窗口"), _("到医保窗口，由工作人员当面见证，不用写字。"), _back(draft, "at-counter")),
        ),
    )
    return page_or_fragment(request, "apply/ways", page)


def _on_paper_url(draft: Draft, way: str) -> str:
    return reverse("apply:on-paper", args=[draft.filing.reference, way])


@citizen
def on_paper(request: Request, reference: str, way: str) -> HttpResponseBase:
    """Take the form signed or thumbprinted on paper."""
    if way not in WAYS:
        raise Http404
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    form = PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ()), way=way)
    if request.method == "POST" and form.is_valid() and _signed_on_paper(draft, form, way):
        return redirect(next_url(draft, FORM))
    page = PaperWayPage(
        title=_("按手印") if way == "thumbprint" else _("签在纸上"),
        form=form,
        is_thumbprint=way == "thumbprint",
        pdf_url=reverse("apply:form-pdf", args=[reference]),
        blank_url=reverse("policies:blank-form", args=[draft.policy.code]),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=_back(draft),
    )
    return page_or_fragment(request, "apply/on_paper", page, status=_status(request))


def _signed_on_paper(draft: Draft, form: PaperForm, way: str) -> bool:
    given: Sequence[UploadedFile] = form.cleaned_data["sheets"]  # type: ignore[type-arg]
    sheets = [Sheet(one.name or "", one.read()) for one in given]
    try:
        operations.sign_on_paper(draft=draft, sheets=sheets, gesture=WAYS[way], witness=form.cleaned_data.get("witness", ""))
    except REFUSALS as refused:
        _say(form, "sheets", refused)
        return False
    return True


@citizen
def by_voice(request: Request, reference: str) -> HttpResponseBase:
    """Take a recorded voice; the code says that it is the account's own doing."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    if request.method == "POST" and request.POST.get("do") == "send":
        return _voice_page(request, draft, VoiceForm(), sent=send_code_quietly(draft))
    form = VoiceForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _signed_by_voice(draft, form):
        return redirect(next_url(draft, FORM))
    return _voice_page(request, draft, form, sent=request.method == "POST" or "sent" in request.GET)


def _signed_by_voice(draft: Draft, form: VoiceForm) -> bool:
    given = form.cleaned_data
    try:
        operations.sign_by_voice(draft=draft, recording=given["recording"].read(), code=given["code"])
    except (CodeWrong, CodeExpired, TooManyTries) as error:
        _say(form, "code", error)
    except (RecordingUnreadable, *REFUSALS) as error:
        _say(form, "recording", error)
    else:
        return True
    return False


def _voice_page(request: Request, draft: Draft, form: VoiceForm, *, sent: bool) -> HttpResponseBase:
    account = account_card(draft.by.known_id)
    name = person_card(draft.filing.person_id).name
    page = VoiceWayPage(
        title=_("录音确认"),
        form=form,
        to_say=_("我是%(name)s，申请表已经读给我听了，内容是真的，我同意提交。") % {"name": name},
        pdf_url=reverse("apply:form-pdf", args=[draft.filing.reference]),
        masked_phone=account.masked_phone if account else "",
        code_was_sent=sent,
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=_back(draft),
    )
    return page_or_fragment(request, "apply/by_voice", page, status=_status(request) if form.is_bound else HTTPStatus.OK)


@citizen
def at_counter(request: Request, reference: str) -> HttpResponseBase:
    """Six digits to show to the clerk, for an hour. Asked for by a press of a button, so that looking at the page makes none."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    code = ""
    if request.method == "POST":
        code = operations.show_witness_code(filing_id=draft.filing.id, at=draft.at)
    page = CounterWayPage(
        title=_("到窗口见证"),
        code=code,
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=_back(draft),
        next_url=reverse("apply:resume", args=[reference]),
    )
    return page_or_fragment(request, "apply/at_counter", page)


def _say(form: forms.Form, field: str, error: Exception) -> None:
    words = sentence_for(getattr(error, "code", ""), vars(error))
    form.add_error(field, f"{words.what}{words.why}{words.now}")


def _status(request: Request) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
