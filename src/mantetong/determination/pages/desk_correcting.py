"""更正决定: one official says how a mistaken decision should read, another agrees or drops it."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.queries import DecisionCard, case_card, standing_decision
from mantetong.determination import operations, queries
from mantetong.determination.access import Opened, open_case, open_from_list
from mantetong.determination.desk_forms import CorrectForm, WhyForm
from mantetong.determination.errors import DeterminationError
from mantetong.determination.pages.expert import CaseLine, ListPage
from mantetong.determination.reasons import reasons_of, rules_of, with_refusals
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.queries import doctor_card, institution_card
from mantetong.people.queries.desk import staff_names
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.labels import ANSWERS, OUTCOME_TONES, OUTCOMES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import Tone

_DESK = (Role.REVIEWER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Side:
    """The decision as it stands, or as it should read."""

    outcome: str
    tone: Tone
    remark: str
    institution: str
    doctor: str
    reasons: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """The form beside the decision that stands."""

    title: str
    subtitle: str
    standing: Side
    form: CorrectForm
    back_url: str


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Both sides; the second person's two buttons where this person is one."""

    title: str
    subtitle: str
    standing: Side
    proposed: Side
    why: str
    by: str
    at: datetime
    may_agree: bool
    drop_form: WhyForm
    id: int
    reference: str
    back_url: str


@staff(*_DESK)
def correct(request: Request, reference: str) -> HttpResponseBase:
    """Say how a decision should read."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("更正决定"))
    if opened.case.stage is not Stage.DECIDED:
        raise Http404
    if queries.correction_of(case_id=opened.case.id):
        return redirect("determination:correction", reference)
    told = standing_decision(opened.case.id)
    assert told is not None  # noqa: S101  a decided case has its decision
    form = _form(request, opened, told)
    if request.method == "POST" and form.is_valid() and _proposed(request, opened, form, at):
        messages.success(request, _("更正已提出，等另一位科长确认；确认以前原决定有效。"))
        return redirect("determination:correction", reference)
    page = CorrectPage(
        title=_("更正决定 %(number)s") % {"number": opened.case.number},
        subtitle=opened.disease.name,
        standing=_side(told.outcome, told.remark, told.institution_code, told.doctor_code, told.reasons),
        form=form,
        back_url=_back(opened),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "determination/correct", page, status=status)


def _form(request: Request, opened: Opened, told: DecisionCard) -> CorrectForm:
    start = {"outcome": told.outcome, "remark": told.remark, "institution": told.institution_code, "doctor": told.doctor_code}
    criteria = tuple((path, leaf.label) for path, leaf in leaves_of(opened.disease.criteria.value))
    return CorrectForm(
        request.POST or None, region=opened.case.region, institution=told.institution_code, criteria=criteria, initial=start
    )


def _proposed(request: Request, opened: Opened, form: CorrectForm, at: datetime) -> bool:
    given = form.cleaned_data
    refusals = {given["path"]: given["remark"]} if given["path"] and given["outcome"] is Outcome.NOT_RECOGNISED else {}
    to = operations.Corrected(
        outcome=given["outcome"],
        reasons=with_refusals(reasons_of(opened.case, disease=opened.disease), refusals=refusals),
        remark=given["remark"],
        institution_code=given["institution"] or None,
        doctor_code=given["doctor"] or None,
        why=given["why"],
    )
    try:
        operations.propose_correction(case_id=opened.case.id, to=to, by=request.actor, at=at)
    except DeterminationError as error:
        sentence = sentence_for(error.code, vars(error))
        if sentence.status != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        form.add_error(None, f"{sentence.what}{sentence.why}{sentence.now}")
        return False
    return True


def _side(
    outcome: Outcome, remark: str, institution: str | None, doctor: str | None, reasons: tuple[dict[str, Any], ...]
) -> Side:
    office, person = institution_card(institution) if institution else None, doctor_card(doctor) if doctor else None
    return Side(
        outcome=str(OUTCOMES[outcome]),
        tone=OUTCOME_TONES[outcome],
        remark=remark,
        institution=office.name if office else _("未填写"),
        doctor=person.name if person else _("未填写"),
        reasons=tuple((str(one.get("label", "")), str(ANSWERS[one["answer"]]), str(one["said"])) for one in reasons),
    )


def _back(opened: Opened) -> str:
    return reverse("review:filing", args=[opened.filing.reference]) + f"?case={opened.case.reference}"


@staff(*_DESK)
def corrections(request: Request) -> HttpResponseBase:
    """待确认的更正 of the region."""
    at = now_of(request)
    lines = tuple(_line(one, at) for one in queries.corrections_open(region=request.actor.region or ""))
    page = ListPage(_("更正决定"), _("等另一人确认的更正"), lines, _("现在没有等确认的更正。"))
    return page_or_fragment(request, "determination/list", page)


def _line(one: queries.CorrectionCard, at: datetime) -> CaseLine:
    case = case_card(one.case_id)
    return CaseLine(
        number=case.number,
        disease=rules_of(case).diseases[case.disease_code].name,
        waiting=_("%(days)s天") % {"days": (day_of(at) - day_of(one.proposed_at)).days},
        state=_("等确认"),
        tone=Tone.WARNING,
        url=reverse("determination:correction", args=[case.reference]),
    )


@staff(*_DESK)
def correction(request: Request, reference: str) -> HttpResponseBase:
    """Look at a correction; a supervisor who did not propose it agrees by POST."""
    at = now_of(request)
    opened = open_from_list(viewer=request.actor, reference=reference, at=at, why=_("更正决定"))
    card = queries.correction_of(case_id=opened.case.id)
    if card is None:
        return redirect(_back(opened))
    if request.method == "POST":
        operations.make_correction(correction_id=card.id, by=request.actor, at=at)
        messages.success(request, _("已更正。新的告知书会自动生成，并通知申请人。"))
        return redirect("determination:corrections")
    return page_or_fragment(request, "determination/correction", _page(request, opened, card, WhyForm()))


def _page(request: Request, opened: Opened, card: queries.CorrectionCard, form: WhyForm) -> CorrectionPage:
    told = standing_decision(opened.case.id)
    assert told is not None  # noqa: S101  a decided case has its decision
    return CorrectionPage(
        title=_("确认更正 %(number)s") % {"number": opened.case.number},
        subtitle=opened.disease.name,
        standing=_side(told.outcome, told.remark, told.institution_code, told.doctor_code, told.reasons),
        proposed=_side(card.outcome, card.remark, card.institution_code, card.doctor_code, card.reasons),
        why=card.why,
        by=staff_names({card.proposed_by}).get(card.proposed_by, _("同事")),
        at=card.proposed_at,
        may_agree=request.actor.holds(Role.SUPERVISOR) and card.proposed_by != request.actor.account_id,
        drop_form=form,
        id=card.id,
        reference=opened.case.reference,
        back_url=_back(opened),
    )


@staff(*_DESK)
@require_POST
def drop(request: Request, reference: str) -> HttpResponseBase:
    """Not corrected after all; the decision stands."""
    at = now_of(request)
    opened = open_from_list(viewer=request.actor, reference=reference, at=at, why=_("更正决定"))
    card = queries.correction_of(case_id=opened.case.id)
    if card is None:
        return redirect(_back(opened))
    form = WhyForm(request.POST)
    if not form.is_valid():
        return page_or_fragment(request, "determination/correction", _page(request, opened, card, form), status=422)
    operations.drop_correction(correction_id=card.id, why=form.cleaned_data["why"], by=request.actor, at=at)
    messages.success(request, _("更正已撤下，原决定不变。"))
    return redirect(_back(opened))
