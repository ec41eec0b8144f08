"""One tap takes up again what was left undetermined or lapsed, within the pack's days (DESIGN §4)."""

from datetime import datetime, timedelta

from django.db import transaction

from mantetong.cases.operations import take_action
from mantetong.cases.queries import CaseCard, case_card
from mantetong.determination.errors import NotReopenable, ReopenTimeOver
from mantetong.determination.reasons import rules_of
from mantetong.domain import stages
from mantetong.domain.actor import Actor
from mantetong.domain.stages import Action


@transaction.atomic
def reopen(*, case_id: int, by: Actor, at: datetime) -> None:
    """The case goes back to review with its papers. Raises NotReopenable, ReopenTimeOver, NotYoursToTake."""
    case = case_card(case_id)
    if not is_reopenable(case):
        raise NotReopenable
    days = rules_of(case).supplement.value.reopen_days
    if at > case.entered_stage_at + timedelta(days=days):
        raise ReopenTimeOver(days)
    take_action(case_id=case_id, action=Action.REOPEN, by=by, at=at)


def is_reopenable(case: CaseCard) -> bool:
    """Left undetermined, or lapsed: neither is a refusal."""
    return stages.is_reopenable(stage=case.stage, outcome=case.outcome)
