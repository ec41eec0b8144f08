"""待复核: the second signature of a supervisor, or back with a reason."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import take_action
from mantetong.cases.queries import CaseCard, case_card, standing_decision
from mantetong.determination.errors import NotAtDetermination, RemarkMissing
from mantetong.determination.operations.deciding import dismiss, ensure_may_decide, recognise
from mantetong.determination.reasons import rules_of
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.review.operations import ensure_claimed


@transaction.atomic
def confirm(*, case_id: int, by: Actor, at: datetime, seen_version: int | None = None) -> None:
    """Make a proposal the decision; a recognition follows in the same transaction. Raises SameHand, OwnCase, CaseHasMoved."""
    case = case_card(case_id)
    decision = standing_decision(case_id)
    if decision is None:
        raise NotAtDetermination
    take_action(
        case_id=case_id,
        action=Action.CONFIRM,
        by=by,
        at=at,
        seen_version=seen_version,
        outcome=decision.outcome,
        decision=decision.id,
    )
    recognise(case=case, rules=rules_of(case), outcome=decision.outcome, decision_id=decision.id, at=at)


def _ensure_at_work(case: CaseCard, by: Actor) -> None:
    """The holder of the claim, or the staff of the institution the case is entrusted to."""
    if by.holds(Role.INSTITUTION):
        ensure_may_decide(case=case, rules=rules_of(case), by=by)
        return
    ensure_claimed(filing_id=case.filing_id, by=by)


@transaction.atomic
def send_back(*, case_id: int, reason: str, by: Actor, at: datetime, seen_version: int | None = None) -> None:
    """Back to whoever determines; or from determination back to review, by the holder of the claim or the entrusted institution.

    Raises RemarkMissing, ActionNotAvailable, NotYoursToTake, NotClaimed, AlreadyClaimed.
    """
    if not reason.strip():
        raise RemarkMissing
    case = case_card(case_id)
    if case.stage is Stage.DETERMINING:
        _ensure_at_work(case, by)
    take_action(case_id=case_id, action=Action.SEND_BACK, by=by, at=at, seen_version=seen_version, reason=reason.strip())
    if case.stage is Stage.DETERMINING and by.holds(Role.INSTITUTION):
        dismiss(case_id=case_id, at=at)
