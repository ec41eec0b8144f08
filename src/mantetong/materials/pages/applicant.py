"""The applicant's checklist: what is asked for, what has come in, what is the matter with it; upload, order, delete and undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.operations import note_desk_look
from mantetong.cases.queries import FilingCard, filing_card, filing_for
from mantetong.materials import operations, queries
from mantetong.materials.access import may_change_papers
from mantetong.materials.checklist import slot_of
from mantetong.materials.errors import PaperError
from mantetong.materials.operations.restoring import restore_paper
from mantetong.materials.pages.wording import file_slot
from mantetong.materials.queries.removed import removed_papers
from mantetong.materials.safety.errors import EmptyFile, UnsafeFile
from mantetong.web.access import signed_in
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment, wants_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import FileSlot

# How long a deletion is offered to be undone. The row itself stays.
_UNDO = timedelta(hours=1)
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class SlotsPage:
    """The checklist, or one place of it. `missing_in_all` counts what is still to come in the whole of it."""

    title: str
    reference: str
    slots: tuple[FileSlot, ...]
    missing_in_all: int
    is_whole: bool
    back_url: str = ""


@signed_in
def slots(request: Request, reference: str) -> HttpResponseBase:
    """The whole checklist, as a page or as a panel of another page."""
    filing = _seen(request, reference)
    return page_or_fragment(request, "materials/slots", _page(request, filing))


@signed_in
def slot(request: Request, reference: str, code: str) -> HttpResponseBase:
    """One place of the checklist by itself."""
    filing = _seen(request, reference)
    return page_or_fragment(request, "materials/slots", _page(request, filing, only=code))


@signed_in
def slot_papers(request: Request, reference: str, code: str) -> HttpResponseBase:
    """The papers of one place, asked again while they are being checked and read."""
    return _answered(request, _seen(request, reference), code)


def _seen(request: Request, reference: str) -> FilingCard:
    """The filing; that somebody of the desk looked is written down, outside an assignment for a purpose."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    if request.actor.is_staff and filing.account_id != request.actor.account_id:
        note_desk_look(filing=filing, by=request.actor, kind="FILING", reference=reference, why=_("看材料清单"), at=at)
    return filing


@signed_in
@require_POST
def upload(request: Request, reference: str, code: str) -> HttpResponseBase:
    """Take one or several files. What can be taken is kept; what cannot is named with a reason beside the place it was meant for."""
    filing = _changeable(request, reference)
    faults = _taken(request, filing, code)
    if faults:
        words = "".join(fault.words for fault in faults)
        name = "materials/slot_papers" if wants_fragment(request) else "materials/slots"
        page = _page(request, filing, only=code, error=words)
        response = page_or_fragment(request, name, page, status=faults[0].status)
        response["X-Error-Code"] = faults[0].code
        return response
    return _answered(request, filing, code)


@signed_in
@require_POST
def remove(request: Request, key: str) -> HttpResponseBase:
    """Take a paper out of its place; `turned` says that the newest paper there is the same one turned, and takes its position."""
    at = now_of(request)
    paper = queries.paper_for(viewer=request.actor, key=key, at=at)
    filing = filing_card(paper.filing_id)
    if not may_change_papers(request.actor, filing):
        raise Http404
    if request.POST.get("turned"):
        keys = _keys(filing, paper.slot)
        operations.reorder(filing_id=filing.id, slot=paper.slot, keys=_moved(keys, keys[-1], by=keys.index(key) - len(keys) + 1))
    operations.remove_paper(paper_id=paper.id, by=request.actor, at=at)
    return _answered(request, filing, paper.slot)


@signed_in
@require_POST
def order(request: Request, reference: str, code: str) -> HttpResponseBase:
    """Put the papers of a place in order: one moved by a place (`paper`, `move` up or down), or all by name (`keys`)."""
    filing = _changeable(request, reference)
    keys = _keys(filing, code)
    if request.POST.get("keys"):
        keys = tuple(request.POST["keys"].split(","))
    elif request.POST.get("paper") in keys:
        keys = _moved(keys, request.POST["paper"], by=-1 if request.POST.get("move") == "up" else 1)
    operations.reorder(filing_id=filing.id, slot=code, keys=keys)
    return _answered(request, filing, code)


@signed_in
@require_POST
def restore(request: Request, reference: str) -> HttpResponseBase:
    """Undo a deletion."""
    filing = _changeable(request, reference)
    code = restore_paper(filing_id=filing.id, key=request.POST.get("paper", ""), at=now_of(request))
    return _answered(request, filing, code)


def _changeable(request: Request, reference: str) -> FilingCard:
    filing = filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not may_change_papers(request.actor, filing):
        raise Http404
    return filing


def _keys(filing: FilingCard, code: str) -> tuple[str, ...]:
    return tuple(paper.key for paper in queries.papers_of(filing.id) if paper.slot == code)


def _moved(keys: tuple[str, ...], key: str, *, by: int) -> tuple[str, ...]:
    rest = [one for one in keys if one != key]
    place = max(0, min(len(rest), keys.index(key) + by))
    return (*rest[:place], key, *rest[place:])


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
    if only == _OTHER:  # what fits no place of the checklist has one, where somebody asks for it
        checklist = (*checklist, slot_of(filing, code=_OTHER, on=day_of(now_of(request))))
    states = [state for state in queries.slots_state(filing_id=filing.id, slots=checklist) if not state.slot.made_here]
    may_change = may_change_papers(request.actor, filing)
    removed = removed_papers(filing_id=filing.id, since=now_of(request) - _UNDO) if may_change else ()
    return SlotsPage(
        title=_("上传材料"),
        reference=filing.reference,
        slots=tuple(
            file_slot(state, reference=filing.reference, may_change=may_change, removed=removed, error=error if only else "")
            for state in states
            if only in ("", state.slot.code)
        ),
        missing_in_all=len(queries.missing_slots(filing_id=filing.id, slots=[state.slot for state in states])),
        is_whole=not only,
    )


def _answered(request: Request, filing: FilingCard, code: str) -> HttpResponseBase:
    """What has changed in the place, or for a plain form the page it stood on."""
    if wants_fragment(request):
        return page_or_fragment(request, "materials/slot_papers", _page(request, filing, only=code))
    return redirect(_back(request, filing))


def _back(request: Request, filing: FilingCard) -> str:
    """The page the form stood on, when it is one of ours."""
    asked = request.POST.get("next", "") or request.headers.get("Referer", "")
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("materials:slots", args=[filing.reference])
