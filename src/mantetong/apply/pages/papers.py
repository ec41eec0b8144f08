"""The checklist, and the page where the papers go in slot by slot."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply.pages.road import back_url, next_url, progress_words
from mantetong.apply.queries import draft_for
from mantetong.apply.questions import PAPERS
from mantetong.domain.policy import Slot
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """What has to be got ready for the diseases chosen."""

    title: str
    slots: tuple[Slot, ...]
    region_name: str
    back_url: str
    next_url: str
    may_start_without: bool = True


@dataclass(frozen=True, slots=True)
class PapersPage:
    """One panel per slot, served by the room of materials."""

    title: str
    reference: str
    slots: tuple[Slot, ...]
    notes: tuple[str, ...]
    region_name: str
    back_url: str
    next_url: str
    progress: str


@citizen
def checklist(request: Request, reference: str) -> HttpResponseBase:
    """The list appears as soon as the disease is chosen (JQ-08)."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    page = ChecklistPage(
        title=_("需要准备这些材料"),
        slots=draft.slots,
        region_name=draft.policy.name,
        back_url=reverse("apply:question", args=[reference, "disease"]),
        next_url=next_url(draft, "disease"),
    )
    return page_or_fragment(request, "apply/checklist", page)


@citizen
def papers(request: Request, reference: str) -> HttpResponseBase:
    """Item by item (NC-15); the form made here has its own page."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    page = PapersPage(
        title=_("上传材料"),
        reference=reference,
        slots=tuple(slot for slot in draft.slots if not slot.made_here),
        notes=tuple(note.value for note in draft.policy.material_notes),
        region_name=draft.policy.name,
        back_url=back_url(draft, PAPERS),
        next_url=next_url(draft, PAPERS),
        progress=progress_words(draft, PAPERS),
    )
    return page_or_fragment(request, "apply/papers", page)
