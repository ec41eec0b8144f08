"""The decision: who may take it, what it needs, and the recognition that follows in the same transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from mantetong.cases.operations import AlreadyClaimed, NotClaimed, end_assignment, record_decision, take_action
from mantetong.cases.queries import CaseCard, case_card
from mantetong.determination.errors import (
    AppealWayMissing,
    DecidedByOthers,
    DoctorElsewhere,
    NotAtDetermination,
    ReasonsIncomplete,
    RemarkMissing,
)
from mantetong.determination.models import Entrusting, Panel, Seat, WaitingForHand
from mantetong.determination.reasons import DecisionReason, rules_of, whole_answer
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import Decider, RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.domain.validity import effective_on, valid_until
from mantetong.people.queries import doctor_card
from mantetong.recognition.operations import issue
from mantetong.review.operations import ensure_claimed
from mantetong.web.clock import day_of

_AGREES = {Outcome.RECOGNISED: Answer.MET, Outcome.NOT_RECOGNISED: Answer.NOT_MET, Outcome.UNDETERMINED: Answer.CANNOT_TELL}


@transaction.atomic
def decide(  # noqa: PLR0913  one decision has this many parts
    *,
    case_id: int,
    outcome: Outcome,
    reasons: Sequence[DecisionReason],
    remark: str,
    institution_code: str | None,
    doctor_code: str | None,
    by: Actor,
    at: datetime,
    seen_version: int | None = None,
) -> None:
    """Decide a case, or propose it where a second signature is asked; a recognition is issued in the same transaction.

    Raises DecidedByOthers, NotAtDetermination, ReasonsIncomplete, AppealWayMissing, RemarkMissing, DoctorElsewhere, and what
    moving the case raises (CaseHasMoved, OwnCase, NotClaimed …).
    """
    case = case_card(case_id)
    rules = rules_of(case)
    ensure_may_decide(case=case, rules=rules, by=by)
    ensure_reasoned(case=case, rules=rules, outcome=outcome, reasons=tuple(reasons), remark=remark)
    ensure_doctor(institution_code, doctor_code)
    settle_decision(
        case=case,
        rules=rules,
        outcome=outcome,
        reasons=reasons,
        remark=remark,
        who=(institution_code, doctor_code),
        by=by,
        at=at,
        seen_version=seen_version,
    )


def ensure_may_decide(*, case: CaseCard, rules: RegionPolicy, by: Actor) -> None:
    """The agency's claim holder, the entrusted institution's staff, or a supervisor who has waived the pack's blocked way in writing."""
    if case.stage is not Stage.DETERMINING:
        raise NotAtDetermination
    decider = rules.determination.value.decider
    if decider is Decider.INSTITUTION and by.holds(Role.INSTITUTION):
        if not Entrusting.objects.filter(case_id=case.id, ended_at=None, institution_id=by.institution).exists():
            raise DecidedByOthers
        return
    ensure_claimed(filing_id=case.filing_id, by=by)
    if decider is not Decider.AGENCY and not _may_step_in(case, by):
        raise DecidedByOthers


def may_decide(*, case: CaseCard, rules: RegionPolicy, by: Actor) -> bool:
    """True when `decide` would let this person decide the case now."""
    try:
        ensure_may_decide(case=case, rules=rules, by=by)
    except (NotAtDetermination, DecidedByOthers, NotClaimed, AlreadyClaimed):
        return False
    return True


def _may_step_in(case: CaseCard, by: Actor) -> bool:
    waived = WaitingForHand.objects.filter(case_id=case.id, cleared_at=None).exclude(waiver="")
    return by.holds(Role.SUPERVISOR) and waived.exists()


def ensure_reasoned(
    *, case: CaseCard, rules: RegionPolicy, outcome: Outcome, reasons: tuple[DecisionReason, ...], remark: str
) -> None:
    """不予认定 names what is not met, with its rule, and the way to appeal (MS-17); a surprising outcome says why."""
    if outcome is Outcome.NOT_RECOGNISED:
        against = [reason for reason in reasons if reason.answer is Answer.NOT_MET]
        if not against or not all(reason.path and reason.said.strip() and reason.source for reason in against):
            raise ReasonsIncomplete
        if not rules.appeal.value.text.strip():
            raise AppealWayMissing
    whole = whole_answer(reasons, criterion=rules.diseases[case.disease_code].criteria.value)
    if whole.answer is not _AGREES[outcome] and not remark.strip():
        raise RemarkMissing


def ensure_doctor(institution_code: str | None, doctor_code: str | None) -> None:
    """The national registration names both: the doctor works at that institution. Raises DoctorElsewhere."""
    if doctor_code is None:
        return
    doctor = doctor_card(doctor_code)
    if doctor is None or doctor.institution != institution_code:
        raise DoctorElsewhere


def settle_decision(  # noqa: PLR0913  one decision has this many parts
    *,
    case: CaseCard,
    rules: RegionPolicy,
    outcome: Outcome,
    reasons: Sequence[DecisionReason],
    remark: str,
    who: tuple[str | None, str | None],
    by: Actor,
    at: datetime,
    seen_version: int | None = None,
    to_supervisor: bool = False,
) -> None:
    """Write the decision and move the case: to a supervisor where asked, else to its end with the recognition."""
    decision_id = record_decision(
        case_id=case.id,
        outcome=outcome,
        reasons=[reason.as_row() for reason in reasons],
        remark=remark.strip(),
        by=by,
        at=at,
        institution_code=who[0],
        doctor_code=who[1],
    )
    proposes = to_supervisor or rules.determination.value.second_signature
    action = Action.PROPOSE if proposes else Action.DECIDE
    take_action(case_id=case.id, action=action, by=by, at=at, seen_version=seen_version, outcome=outcome, decision=decision_id)
    dismiss(case_id=case.id, at=at)
    if not proposes:
        recognise(case=case, rules=rules, outcome=outcome, decision_id=decision_id, at=at)


def recognise(
    *, case: CaseCard, rules: RegionPolicy, outcome: Outcome, decision_id: int, at: datetime, decided_on: date | None = None
) -> None:
    """Issue the recognition of a positive decision, from the pack's effective day to its last day.

    `decided_on` is the day it should have been decided, where a mistake is put right.
    """
    if outcome is not Outcome.RECOGNISED:
        return
    disease = rules.diseases[case.disease_code]
    rule = (disease.effective or rules.effective).value
    begins = effective_on(rule=rule, decided_on=decided_on or day_of(at))
    ends = valid_until(validity=disease.validity.value, effective_on=begins)
    issue(case_id=case.id, decision_id=decision_id, effective_on=begins, valid_until=ends, at=at)


def dismiss(*, case_id: int, at: datetime) -> None:
    """Whoever was called on has no more reason to see the case."""
    for seat in Seat.objects.filter(panel__case_id=case_id, left_at=None):
        end_assignment(assignment_id=seat.assignment, at=at)
    for given in Entrusting.objects.filter(case_id=case_id, ended_at=None):
        end_assignment(assignment_id=given.assignment, at=at)
    Panel.objects.filter(case_id=case_id, closed_at=None).update(closed_at=at)
    Entrusting.objects.filter(case_id=case_id, ended_at=None).update(ended_at=at)
    WaitingForHand.objects.filter(case_id=case_id, cleared_at=None).update(cleared_at=at)
