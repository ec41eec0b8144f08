"""The decision's row. Determination decides what stands in it; the stage moves only through `take_action`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mantetong.cases.models import Case, Decision, Filing
from mantetong.cases.operations.ledger import write_ledger
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role

_DECIDING = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION, Role.SYSTEM})


@transaction.atomic
def record_decision(
    *,
    case_id: int,
    outcome: Outcome,
    reasons: Sequence[Mapping[str, object]],
    remark: str,
    by: Actor,
    at: datetime,
    institution_code: str | None,
    doctor_code: str | None,
) -> int:
    """Write the standing decision of a case, superseding the one before; its id.

    `reasons` hold a sentence per criterion with its answer and source. Institution and doctor are those the national
    registration will name. Raises NotYoursToTake.
    """
    role = ensure_holds(by, _DECIDING)
    case = Case.objects.get(pk=case_id)
    filing = Filing.objects.select_for_update().get(pk=case.filing_id)
    Decision.objects.filter(case=case, superseded_at=None).update(superseded_at=at)
    decision = Decision.objects.create(
        case=case,
        outcome=outcome,
        reasons=list(reasons),
        remark=remark,
        institution_id=institution_code,
        doctor_id=doctor_code,
        account_id=by.account_id,
        role=role,
        at=at,
    )
    write_ledger(
        filing=filing, case=case, action="RECORD_DECISION", by=by, role=role, at=at, outcome=outcome, decision=decision.pk
    )
    return decision.pk
