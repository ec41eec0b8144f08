"""The one writer of a case's stage."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.errors import CaseHasMoved, DecisionMissing, OwnCase, SameHand, SystemMayNot
from mantetong.cases.models import Assignment, Case, Claim, Decision, Filing
from mantetong.cases.operations.clock import CLOCK_COLUMNS, keep_time
from mantetong.cases.operations.following import ensure_other_hands
from mantetong.cases.operations.ledger import role_under, write_ledger
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import (
    ENDS,
    Action,
    ActionNotAvailable,
    Stage,
    Step,
    is_reopenable,
    may_end_by_system,
    roles_that_may,
    step_for,
)
from mantetong.people.queries import is_kin_or_self
from mantetong.policies.queries import policy_of
from mantetong.queue.announce import announce

_JUDGING = {Action.PROPOSE, Action.CONFIRM, Action.DECIDE, Action.CORRECT, Action.REFUSE}


@transaction.atomic
def take_action(
    *, case_id: int, action: Action, by: Actor, at: datetime, seen_version: int | None = None, **facts: object
) -> Case:
    """Move a case one step, keep its clock, write it in the ledger, queue what follows.

    `seen_version` is the version the person was looking at; None skips that check. `facts` go into the ledger.
    Raises ActionNotAvailable, NotYoursToTake, CaseHasMoved, OwnCase, SameHand, JudgedBefore, DecisionMissing, SystemMayNot.
    """
    filing_id = Case.objects.values_list("filing_id", flat=True).get(pk=case_id)
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    case.filing = filing
    before = Stage(case.stage)
    step = step_for(stage=before, action=action)
    role = role_under(filing=filing, by=by, held=ensure_holds(by, roles_that_may(step=step)))
    if seen_version is not None and seen_version != case.version:
        raise CaseHasMoved
    ensure_other_hands(filing_id=filing.pk, kind=filing.kind, by=by, role=role)
    _ensure_may_judge(filing=filing, case=case, action=action, by=by, role=role)
    assert filing.policy_version_id is not None  # noqa: S101  the database refuses a submitted filing without one
    _move(case=case, step=step, action=action, at=at, policy=policy_of(version_id=filing.policy_version_id))
    write_ledger(filing=filing, case=case, action=action, by=by, role=role, at=at, before=before, after=case.stage, **facts)
    _let_go(filing=filing, action=action, at=at)
    announce(Event.of(action), case_id=case.pk)
    return case


def _let_go(*, filing: Filing, action: Action, at: datetime) -> None:
    """What no longer holds once a case has moved: the reasons for waiting after ACCEPT, the claim when every case has ended."""
    if action is Action.ACCEPT:
        filing.holds.filter(cleared_at=None).update(cleared_at=at)
    if not filing.cases.exclude(stage__in=sorted(ENDS)).exists():
        Claim.objects.filter(filing=filing, released_at=None).update(released_at=at)
        Assignment.objects.filter(filing=filing, until_at=None).update(until_at=at)


def _ensure_may_judge(*, filing: Filing, case: Case, action: Action, by: Actor, role: Role) -> None:
    if action is Action.REOPEN and not is_reopenable(
        stage=Stage(case.stage), outcome=Outcome(case.outcome) if case.outcome else None
    ):
        raise ActionNotAvailable(Stage(case.stage), action)
    if action not in _JUDGING:
        return
    if role is not Role.SYSTEM and is_kin_or_self(account_id=by.account_id, person_id=filing.person_id):
        raise OwnCase
    if action in {Action.CONFIRM, Action.DECIDE, Action.PROPOSE}:
        _ensure_decision(case=case, action=action, by=by, role=role)


def _ensure_decision(*, case: Case, action: Action, by: Actor, role: Role) -> None:
    decision = Decision.objects.filter(case=case, superseded_at=None).first()
    if decision is None:
        raise DecisionMissing
    if role is Role.SYSTEM and not may_end_by_system(outcome=Outcome(decision.outcome)):
        raise SystemMayNot
    if action is Action.CONFIRM and decision.account_id == by.account_id:
        raise SameHand


def _move(*, case: Case, step: Step, action: Action, at: datetime, policy: RegionPolicy) -> None:
    case.stage, case.entered_stage_at, case.version = step.to, at, case.version + 1
    if step.to is Stage.DECIDED:
        _end_with_decision(case=case, at=at)
    if action in {Action.REOPEN, Action.CORRECT}:
        Decision.objects.filter(case=case, superseded_at=None).update(superseded_at=at)
        case.outcome, case.decided_at = None, None
    keep_time(case=case, action=action, at=at, policy=policy)
    case.save(update_fields=["stage", "entered_stage_at", "version", "outcome", "decided_at", *CLOCK_COLUMNS])


def _end_with_decision(*, case: Case, at: datetime) -> None:
    decision = Decision.objects.get(case=case, superseded_at=None)
    decision.is_final = True
    decision.save(update_fields=["is_final"])
    case.outcome, case.decided_at = decision.outcome, at
