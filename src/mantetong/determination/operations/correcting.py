"""更正: a mistaken decision is put right by two people within the pack's days, and never to the harm of a truthful person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from mantetong.cases.operations import record_decision, take_action, write_note
from mantetong.cases.queries import CaseCard, DecisionCard, case_card, filing_card, running_case_of, standing_decision
from mantetong.determination.errors import (
    AnotherIsRunning,
    CorrectionRunning,
    CorrectionTooLate,
    NeverTakenBack,
    NoSuchWork,
    NothingCorrected,
    OneHand,
    ReasonsIncomplete,
)
from mantetong.determination.models import Correction
from mantetong.determination.operations.deciding import ensure_doctor, ensure_reasoned, recognise
from mantetong.determination.reasons import DecisionReason, rules_of
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.people.queries import staff_actor_of
from mantetong.recognition.operations import restate_who
from mantetong.web.clock import day_of

_PROPOSE, _AGREE = frozenset({Role.REVIEWER, Role.SUPERVISOR}), frozenset({Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Corrected:
    """How the decision should read, and why it was mistaken."""

    outcome: Outcome
    reasons: Sequence[DecisionReason]
    remark: str
    institution_code: str | None
    doctor_code: str | None
    why: str


@transaction.atomic
def propose_correction(*, case_id: int, to: Corrected, by: Actor, at: datetime) -> int:
    """Say how a decision should read; the proposal's id. The decision stands until somebody else has agreed.

    Raises NotYoursToTake, CorrectionRunning, AnotherIsRunning, CorrectionTooLate, NeverTakenBack, NothingCorrected, ReasonsIncomplete,
    AppealWayMissing, RemarkMissing, DoctorElsewhere.
    """
    role = ensure_holds(by, _PROPOSE)
    case = case_card(case_id)
    rules, standing = rules_of(case), standing_decision(case_id)
    if case.stage is not Stage.DECIDED or standing is None:
        raise CorrectionRunning
    _ensure_alone(case)
    _ensure_in_time(case, rules, at)
    _ensure_better(standing, to, case=case, rules=rules)
    row = _row(case, standing, to, by=by, role=role, at=at)
    facts = {"correction": row.pk, "was": standing.outcome, "outcome": to.outcome}
    write_note(filing_id=case.filing_id, action="CORRECTION_PROPOSED", by=by, role=role, at=at, ordinal=case.ordinal, **facts)
    return row.pk


def _ensure_alone(case: CaseCard) -> None:
    running = running_case_of(person_id=case.person_id, disease_code=case.disease_code)
    if running is not None:
        raise AnotherIsRunning(running.number)


def _ensure_in_time(case: CaseCard, rules: RegionPolicy, at: datetime) -> None:
    last = correctable_until(case, rules)
    if last is None or at > last:
        raise CorrectionTooLate


def correctable_until(case: CaseCard, rules: RegionPolicy) -> datetime | None:
    """Until when a decision can be corrected; None where the pack knows of no correction or nothing is decided."""
    if rules.correction is None or case.decided_at is None:
        return None
    return case.decided_at + timedelta(days=rules.correction.value.within_days)


def _ensure_better(standing: DecisionCard, to: Corrected, *, case: CaseCard, rules: RegionPolicy) -> None:
    if not to.why.strip():
        raise ReasonsIncomplete
    if standing.outcome is Outcome.RECOGNISED is not to.outcome:
        raise NeverTakenBack
    if standing.outcome is Outcome.UNDETERMINED and to.outcome is Outcome.NOT_RECOGNISED:
        raise NeverTakenBack
    ensure_reasoned(case=case, rules=rules, outcome=to.outcome, reasons=tuple(to.reasons), remark=to.remark)
    ensure_doctor(to.institution_code, to.doctor_code)
    said = (to.outcome, to.remark.strip(), to.institution_code, to.doctor_code, [one.as_row() for one in to.reasons])
    was = (standing.outcome, standing.remark, standing.institution_code, standing.doctor_code, list(standing.reasons))
    if said == was:
        raise NothingCorrected


def _row(case: CaseCard, standing: DecisionCard, to: Corrected, *, by: Actor, role: Role, at: datetime) -> Correction:
    row = Correction(
        case_id=case.id,
        decision=standing.id,
        outcome=to.outcome,
        reasons=[one.as_row() for one in to.reasons],
        remark=to.remark.strip(),
        institution_id=to.institution_code,
        doctor_id=to.doctor_code,
        why=to.why.strip(),
        proposed_by_id=by.known_id,
        role=role,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise CorrectionRunning from error
    return row


@transaction.atomic
def make_correction(*, correction_id: int, by: Actor, at: datetime) -> None:
    """A second person agrees: the new decision takes the old one's place, with letter, recognition and registration anew.

    A benefit that was wrongly refused counts from the day it should have been given. Raises NoSuchWork, OneHand, OwnCase,
    CorrectionRunning (the case has moved meanwhile), AnotherIsRunning, AlreadyHeld, NotYoursToTake.
    """
    ensure_holds(by, _AGREE)
    row = _open(correction_id, by)
    if row.proposed_by_id == by.account_id:
        raise OneHand
    case, standing = case_card(row.case_id), standing_decision(row.case_id)
    if case.stage is not Stage.DECIDED or standing is None or standing.id != row.decision:
        raise CorrectionRunning
    _ensure_alone(case)
    take_action(case_id=case.id, action=Action.CORRECT, by=by, at=at, correction=row.pk, said=row.why)
    decision_id = _decided_anew(row, case, at)
    take_action(case_id=case.id, action=Action.CONFIRM, by=by, at=at, outcome=row.outcome, decision=decision_id)
    _carry_out(row, case, standing, decision_id, at)
    row.ended_by_id, row.ended_at, row.is_made = by.known_id, at, True
    row.save(update_fields=["ended_by", "ended_at", "is_made"])


def _open(correction_id: int, by: Actor) -> Correction:
    """In the official's own region only."""
    rows = Correction.objects.select_for_update().filter(pk=correction_id, case__region=by.region or "", ended_at=None)
    row = rows.first()
    if row is None:
        raise NoSuchWork
    return row


def _decided_anew(row: Correction, case: CaseCard, at: datetime) -> int:
    """The decision is the proposer's, the signature the second person's. Who has left the desk meanwhile keeps their account and role."""
    proposer = Actor(row.proposed_by_id, frozenset({Role(row.role)}), case.region)
    known = staff_actor_of(row.proposed_by_id, on=day_of(at))
    return record_decision(
        case_id=case.id,
        outcome=Outcome(row.outcome),
        reasons=row.reasons,
        remark=row.remark,
        by=known if known.region == case.region and known.holds(*_PROPOSE) else proposer,
        at=at,
        institution_code=row.institution_id,
        doctor_code=row.doctor_id,
    )


def _carry_out(row: Correction, case: CaseCard, standing: DecisionCard, decision_id: int, at: datetime) -> None:
    if row.outcome != Outcome.RECOGNISED:
        return
    if standing.outcome is Outcome.RECOGNISED:
        filing = filing_card(case.filing_id)
        who = (row.institution_id or filing.institution_code or "", row.doctor_id or filing.doctor_code or "")
        restate_who(case_id=case.id, decision_id=decision_id, institution_code=who[0], doctor_code=who[1], at=at)
        return
    first = day_of(case.decided_at) if case.decided_at else day_of(at)
    recognise(case=case, rules=rules_of(case), outcome=Outcome(row.outcome), decision_id=decision_id, at=at, decided_on=first)


@transaction.atomic
def drop_correction(*, correction_id: int, why: str, by: Actor, at: datetime) -> None:
    """The second person does not agree, or the proposer thinks again: the decision stands. Raises NoSuchWork, ReasonsIncomplete."""
    role = ensure_holds(by, _PROPOSE)
    if not why.strip():
        raise ReasonsIncomplete
    row = _open(correction_id, by)
    if role is Role.REVIEWER and row.proposed_by_id != by.account_id and not by.holds(Role.SUPERVISOR):
        raise NoSuchWork
    row.ended_by_id, row.ended_at, row.is_made = by.known_id, at, False
    row.save(update_fields=["ended_by", "ended_at", "is_made"])
    case = case_card(row.case_id)
    facts = {"correction": row.pk, "said": why.strip()}
    write_note(filing_id=case.filing_id, action="CORRECTION_DROPPED", by=by, role=role, at=at, ordinal=case.ordinal, **facts)
