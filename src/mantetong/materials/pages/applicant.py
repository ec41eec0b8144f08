"""The applicant's checklist: what is asked for, what has come in, what is the matter with it; upload and delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.queries import FilingCard, filing_card, filing_for
from mantetong.materials import operations, queries
from mantetong.materials.access import may_change_papers
from mantetong.materials.errors import PaperError
from mantetong.materials.pages.wording import file_slot
from mantetong.materials.safety.errors import EmptyFile, UnsafeFile
from mantetong.web.access import signed_in
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import FileSlot


@dataclass(frozen=True, slots=True)
class SlotsPage:
    """The checklist. `refresh_url` is empty once nothing waits to be read; `missing` counts what is still to come."""

    title: str
    reference: str
    slots: tuple[FileSlot, ...]
    missing: int
    refresh_url: str
    back_url: str = ""


@signed_in
def slots(request: Request, reference: str) -> HttpResponseBase:
    """The whole checklist, as a page or as a panel of another page."""
    filing = filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    return page_or_fragment(request, "materials/slots", _page(request, filing))


@signed_in
def slot(request: Request, reference: str, code: str) -> HttpResponseBase:
    """One place of the checklist by itself."""
    filing = filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    return page_or_fragment(request, "materials/slots", _page(request, filing, only=code))


@signed_in
@require_POST
def upload(request: Request, reference: str, code: str) -> HttpResponseBase:
    """Take one or several files. What can be taken is kept; what cannot is named with a reason beside the place it was meant for."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    if not may_change_papers(request.actor, filing):
        raise Http404
    faults = _taken(request, filing, code)
    if faults:
        words = "".join(fault.words for fault in faults)
        page = _page(request, filing, only=code, error=words)
        response = page_or_fragment(request, "materials/slots", page, status=faults[0].status)
        response["X-Error-Code"] = faults[0].code
        return response
    if request.headers.get("HX-Request"):
        return page_or_fragment(request, "materials/slots", _page(request, filing, only=code))
    return redirect(_back(request, filing))


@signed_in
@require_POST
def remove(request: Request, key: str) -> HttpResponseBase:
    """Take a paper out of its place."""
    at = now_of(request)
    paper = queries.paper_for(viewer=request.actor, key=key, at=at)
    filing = filing_card(paper.filing_id)
    if not may_change_papers(request.actor, filing):
        raise Http404
    operations.remove_paper(paper_id=paper.id, by=request.actor, at=at)
    if request.headers.get("HX-Request"):
        return page_or_fragment(request, "materials/slots", _page(request, filing, only=paper.slot))
    return redirect(_back(request, filing))


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    status: int
    words: str


def _taken(request: Request, filing: FilingCard, code: str) -> list[_Fault]:
    """Take every file sent; what could not be taken."""
    files: Sequence[UploadedFile] = request.FILES.getlist("file")  # type: ignore[type-arg]
    if not files:
        words = _("还没有选择文件。请先拍照或选择文件，再点“上传”。")
        return [_Fault("NO_FILE", HTTPStatus.UNPROCESSABLE_ENTITY, words)]
    faults = []
    for file in files:
        try:
            _take(request, filing, code, file)
        except (UnsafeFile, PaperError) as problem:
            sentence = sentence_for(problem.code, {"most": getattr(problem, "most", "")})
            words = f"{file.name}：{sentence.what}{sentence.why}{sentence.now}"
            faults.append(_Fault(problem.code, sentence.status, words))
    return faults


def _take(request: Request, filing: FilingCard, code: str, file: UploadedFile) -> None:  # type: ignore[type-arg]
    if not file.size:
        raise EmptyFile
    operations.receive_paper(
        filing_id=filing.id, slot=code, name=file.name or "", content=file.read(), by=request.actor, at=now_of(request)
    )


def _page(request: Request, filing: FilingCard, *, only: str = "", error: str = "") -> SlotsPage:
    checklist = queries.checklist_of(filing, on=day_of(now_of(request)))
    states = queries.slots_state(filing_id=filing.id, slots=checklist)
    may_change = may_change_papers(request.actor, filing)
    shown = [state for state in states if not state.slot.made_here and only in ("", state.slot.code)]
    waiting = any(not state.is_settled for state in shown)
    here = (
        reverse("materials:slot", args=[filing.reference, only]) if only else reverse("materials:slots", args=[filing.reference])
    )
    return SlotsPage(
        title=_("上传材料"),
        reference=filing.reference,
        slots=tuple(
            file_slot(state, reference=filing.reference, may_change=may_change, error=error if only else "") for state in shown
        ),
        missing=len(queries.missing_slots(filing_id=filing.id, slots=[state.slot for state in shown])),
        refresh_url=here if waiting else "",
    )


def _back(request: Request, filing: FilingCard) -> str:
    """The page the form stood on, when it is one of ours."""
    asked = request.POST.get("next", "") or request.headers.get("Referer", "")
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("materials:slots", args=[filing.reference])
