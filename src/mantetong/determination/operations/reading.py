"""抽查复读: some decided cases are read again, blind, by somebody by lot who had no hand in them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import assign, end_assignment, write_note
from mantetong.cases.queries import (
    QUALITY_SAMPLE,
    CaseCard,
    DecisionCard,
    answers_of,
    case_card,
    filing_card,
    hands_before,
    hands_of_case,
    standing_decision,
)
from mantetong.determination.errors import NoSuchWork, ReasonsIncomplete
from mantetong.determination.models import Entrusting, SecondReading
from mantetong.determination.reasons import rules_of
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.panel import drawn
from mantetong.domain.roles import Role
from mantetong.domain.sampling import WhyRead, is_drawn, percent_for, why_read
from mantetong.domain.stages import Stage
from mantetong.people.queries import is_kin_or_self, staff_in
from mantetong.web.clock import day_of

_READERS = (Role.REVIEWER, Role.SUPERVISOR)


@transaction.atomic
def draw_reading(*, case_id: int, seed: str, at: datetime) -> int | None:
    """Draw whether a decision is read again, and by whom; the reading's id, None where the lot fell elsewhere. Safe to repeat."""
    case, decision = case_card(case_id), standing_decision(case_id)
    if decision is None or case.stage is not Stage.DECIDED:
        return None
    standing = SecondReading.objects.filter(decision=decision.id).first()
    if standing:
        return standing.pk
    rule, why = rules_of(case).second_reading, _why(case, decision)
    if rule is None or not is_drawn(key=case.number, seed=seed, percent=percent_for(why, rule=rule.value)):
        return None
    return _given(case, decision, why, seed, at).pk


def _why(case: CaseCard, decision: DecisionCard) -> WhyRead:
    against = any(one.is_human and one.machine and one.machine != one.answer for one in answers_of(case.id))
    own = Entrusting.objects.filter(case_id=case.id, is_own_patient=True, ended_at=decision.at).exists()
    return why_read(outcome=decision.outcome, role=Role(decision.role), against_machine=against, own_patient=own)


def _given(case: CaseCard, decision: DecisionCard, why: WhyRead, seed: str, at: datetime) -> SecondReading:
    reader = next(iter(drawn(pool=free_to_read(case, at=at), seed=seed, wanted=1)), None)
    given = None
    if reader is not None:
        given = assign(
            filing_id=case.filing_id, case_id=case.id, account_id=reader, role=Role.REVIEWER, why=QUALITY_SAMPLE, at=at
        )
    return SecondReading.objects.create(
        case_id=case.id,
        region=case.region,
        disease_code=case.disease_code,
        decision=decision.id,
        why=why,
        seed=seed,
        reader_id=reader,
        assignment=given,
        drawn_at=at,
        was={"outcome": decision.outcome, "answers": {str(one["path"]): one["answer"] for one in decision.reasons}},
    )


def free_to_read(case: CaseCard, *, at: datetime) -> tuple[int, ...]:
    """Colleagues of the region who had no hand in the case, in what it appeals against, nor are kin."""
    barred = hands_of_case(case.id).accounts | hands_before(case.filing_id).accounts
    staff = {one.account_id for role in _READERS for one in staff_in(region=case.region, role=role, on=day_of(at))}
    return tuple(sorted(one for one in staff - barred if not is_kin_or_self(account_id=one, person_id=case.person_id)))


@transaction.atomic
def read_again(*, reading_id: int, answers: Mapping[str, Answer], outcome: Outcome, remark: str, by: Actor, at: datetime) -> bool:
    """Keep the second reader's answer to every criterion and outcome, once; True when the outcome is the first one's.

    Raises NoSuchWork (not this person's, or read already), ReasonsIncomplete while a criterion is unanswered.
    """
    role = ensure_holds(by, frozenset(_READERS))
    row = SecondReading.objects.select_for_update().filter(pk=reading_id, reader_id=by.known_id, read_at=None).first()
    if row is None:
        raise NoSuchWork
    case = case_card(row.case_id)
    tree = rules_of(case).diseases[case.disease_code].criteria.value
    if {path for path, _leaf in leaves_of(tree)} - set(answers):
        raise ReasonsIncomplete
    row.answers, row.outcome, row.remark, row.read_at = dict(answers), outcome, remark.strip(), at
    row.save(update_fields=["answers", "outcome", "remark", "read_at"])
    if row.assignment is not None:
        end_assignment(assignment_id=row.assignment, at=at)
    agrees = bool(row.was["outcome"] == outcome)
    facts = {"reading": row.pk, "outcome": outcome, "agrees": agrees}
    write_note(
        filing_id=filing_card(case.filing_id).id, action="READ_AGAIN", by=by, role=role, at=at, ordinal=case.ordinal, **facts
    )
    return agrees
