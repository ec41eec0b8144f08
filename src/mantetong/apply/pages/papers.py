"""The checklist, and the page where the papers go in slot by slot."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.apply import operations
from mantetong.apply.earlier import EarlierPapers, earlier_papers_of
from mantetong.apply.pages.road import back_url, next_url, progress_words, url_of
from mantetong.apply.pages.signing import send_code_quietly
from mantetong.apply.queries import draft_for, is_signed
from mantetong.apply.questions import FORM, PAPERS
from mantetong.domain.policy import Slot
from mantetong.materials.operations.refusals import REFUSALS
from mantetong.policies.queries import hotline_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import Hotline


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """What has to be got ready for the diseases chosen."""

    title: str
    slots: tuple[Slot, ...]
    region_name: str
    hotline: Hotline | None
    back_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    """One panel per slot, served by the room of materials; what was handed in earlier and can be used again."""

    title: str
    reference: str
    earlier: tuple[EarlierPapers, ...]
    notes: tuple[str, ...]
    region_name: str
    hotline: Hotline | None
    back_url: str
    next_url: str
    goes_to_form: bool
    progress: str


@citizen
def checklist(request: Request, reference: str) -> HttpResponseBase:
    """The list appears as soon as the disease is chosen (JQ-08)."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    page = ChecklistPage(
        title=_("需要准备这些材料"),
        slots=draft.slots,
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
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
        earlier=earlier_papers_of(draft),
        notes=tuple(note.value for note in draft.policy.material_notes),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=back_url(draft, PAPERS),
        next_url=next_url(draft, PAPERS),
        goes_to_form=draft.makes_form and not is_signed(draft),
        progress=progress_words(draft, PAPERS),
    )
    return page_or_fragment(request, "apply/papers", page)


@citizen
@require_POST
def to_form(request: Request, reference: str) -> HttpResponseBase:
    """On to the signature; the code for it is on its way while the form is read."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    was_sent = send_code_quietly(draft)
    return redirect(f"{url_of(draft, FORM)}{'?sent=1' if was_sent else ''}")


@citizen
@require_POST
def reuse(request: Request, reference: str, slot: str) -> HttpResponseBase:
    """Take the papers of an earlier filing for this place, as they were offered."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    offered = next((one for one in earlier_papers_of(draft) if one.slot == slot), None)
    if offered is None:
        raise Http404
    try:
        operations.reuse_earlier(draft=draft, offered=offered)
    except REFUSALS as refused:
        words = sentence_for(refused.code, vars(refused))
        messages.warning(request, f"{words.what}{words.why}{words.now}")
        return redirect(url_of(draft, PAPERS), status=HTTPStatus.SEE_OTHER)
    return redirect(f"{url_of(draft, PAPERS)}#slot-{slot}")
