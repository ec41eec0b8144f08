"""The desk's side of corrections: what waits for an answer."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.roles import Role
from mantetong.people import operations
from mantetong.people.queries import CorrectionCard, corrections_open, person_card
from mantetong.people.rights_forms import CorrectionAnswerForm
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_moment

ANSWERING = (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction in the queue."""

    name: str
    asked: str
    url: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """The queue, oldest first."""

    title: str
    lines: tuple[CorrectionLine, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One correction to answer."""

    title: str
    name: str
    id_number: str
    wrong: str
    right: str
    form: CorrectionAnswerForm
    back_url: str


@staff(*ANSWERING)
def corrections(request: Request) -> HttpResponseBase:
    """What waits."""
    lines = tuple(
        CorrectionLine(
            person_card(one.person_id).masked_name, chinese_moment(one.asked_at), reverse("people:desk-correction", args=[one.id])
        )
        for one in corrections_open(region=request.actor.region)
    )
    return page_or_fragment(request, "people/desk_corrections", CorrectionsPage(_("信息更正"), lines))


@staff(*ANSWERING)
def correction(request: Request, correction_id: int) -> HttpResponseBase:
    """Answer one; the look is written down for the person."""
    one = _its(request, correction_id)
    form = CorrectionAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.answer_correction(
            correction_id=correction_id,
            by=request.actor,
            answer=form.cleaned_data["answer"],
            was_corrected=form.cleaned_data["was_corrected"] == "yes",
            at=now_of(request),
        )
        return redirect("people:desk-corrections")
    person = person_card(one.person_id)
    operations.note_look(
        by=request.actor, kind="CORRECTION", reference=str(one.id), why=_("答复更正申请"), at=now_of(request), person_id=person.id
    )
    back = reverse("people:desk-corrections")
    page = AnswerPage(_("答复更正申请"), person.name, person.id_number, one.wrong, one.right, form, back)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "people/desk_correction", page, status=status)


def _its(request: Request, correction_id: int) -> CorrectionCard:
    one = next((card for card in corrections_open(region=request.actor.region) if card.id == correction_id), None)
    if one is None:
        raise operations.NoSuchCorrection
    return one
