"""A helping camera, as whoever holds it sees it: one place to put pages into. Nobody is named, nothing is shown of what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply import operations
from mantetong.apply.errors import CodeTriedTooOften, LinkOver
from mantetong.apply.operations import OpenLink
from mantetong.apply.pages.asking import address_of
from mantetong.apply.queries import slot_behind
from mantetong.domain.policy import Slot
from mantetong.materials.operations.refusals import REFUSALS
from mantetong.materials.queries import takes_pictures
from mantetong.policies.queries import hotline_of
from mantetong.web.access import public
from mantetong.web.clock import now_of
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import Hotline


class DigitsForm(PlainForm):
    """The six digits somebody was told."""

    code = NarrowedField(
        label=gettext_lazy("六位数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请填写申请人告诉您的六位数字。")},
    )


@dataclass(frozen=True, slots=True)
class DigitsPage:
    """One question."""

    title: str
    hint: str
    form: DigitsForm
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class CameraPage:
    """The place; how many pages were taken just now, and what is wrong with those that were not.

    `keeps_whole` says that pictures come here which print's size would spoil. `after_url` is where the camera check goes on, with the number of pages it has sent.
    """

    title: str
    slot: Slot
    until: datetime
    taken: int
    faults: tuple[str, ...]
    is_one: bool
    keeps_whole: bool
    after_url: str
    hotline: Hotline | None
    back_url: str = ""


@public
def digits(request: Request) -> HttpResponseBase:
    """Type the digits, go to the place."""
    form = DigitsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token = operations.link_by_code(code=form.cleaned_data["code"], address=address_of(request), at=now_of(request))
        except LinkOver as over:
            words = sentence_for(over.code)
            form.add_error("code", f"{words.what}{words.why}{words.now}")
        else:
            return redirect("apply:camera", token)
    page = DigitsPage(_("帮家人拍材料"), _("输入申请人手机上显示的六位数字。不用登录。"), form)
    return page_or_fragment(request, "apply/digits", page, status=422 if request.method == "POST" else 200)


@public
def camera(request: Request, token: str) -> HttpResponseBase:
    """Put pages into the one place. Nothing comes back but that they have arrived."""
    at = now_of(request)
    link = operations.link_by_token(token=token, at=at)
    operations.note_opened(link=link, address=address_of(request), at=at)
    if request.method != "POST":
        taken = request.GET.get("taken", "")
        return _page(request, link, taken=int(taken) if taken.isdecimal() and len(taken) < 4 else 0, faults=())  # noqa: PLR2004
    files: Sequence[UploadedFile] = request.FILES.getlist("file")  # type: ignore[type-arg]
    if not files:
        return _page(request, link, taken=0, faults=(_("还没有选照片。请先拍照或选择文件，再点“上传”。"),))
    faults = tuple(fault for file in files if (fault := _fault_of(request, link, file, at)))
    if faults:
        return _page(request, link, taken=len(files) - len(faults), faults=faults)
    response = redirect("apply:camera", token)
    response["Location"] += f"?taken={len(files)}"
    return response


def _fault_of(request: Request, link: OpenLink, file: UploadedFile, at: datetime) -> str:  # type: ignore[type-arg]
    """What is wrong with a file, in words; empty when it was taken."""
    try:
        operations.take_through_link(link=link, name=file.name or "", content=file.read(), address=address_of(request), at=at)
    except (CodeTriedTooOften, *REFUSALS) as refused:
        words = sentence_for(refused.code, vars(refused))
        return f"{file.name}：{words.what}{words.why}{words.now}"
    return ""


def _page(request: Request, link: OpenLink, *, taken: int, faults: tuple[str, ...]) -> HttpResponseBase:
    slot, policy = slot_behind(filing_id=link.filing_id, slot=link.slot, at=now_of(request))
    page = CameraPage(
        title=_("帮家人拍：%(name)s") % {"name": slot.name},
        slot=slot,
        until=link.expires_at,
        taken=taken,
        faults=faults,
        is_one=slot.pages == 1,
        keeps_whole=takes_pictures(slot),
        after_url=f"{request.path}?taken=",
        hotline=hotline_of(policy),
    )
    response = page_or_fragment(
        request, "apply/camera", page, status=HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    )
    response["Referrer-Policy"] = "same-origin"  # the address is the key; the form needs its origin
    response["Cache-Control"] = "private, no-store"
    return response
