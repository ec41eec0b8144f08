"""A later version of the rules reaches a running case: from then on it is judged by that version's criteria."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.models import Case, Filing
from mantetong.cases.operations.ledger import write_ledger
from mantetong.domain.actor import SYSTEM
from mantetong.domain.roles import Role
from mantetong.domain.stages import RUNNING


@transaction.atomic
def judge_under(*, case_id: int, version_id: int, at: datetime) -> bool:
    """Put a running case under a version of its region's rules; False when it is there or no longer running.

    People's answers to the earlier criteria stay as rows and in the ledger, but no longer stand.
    """
    case = Case.objects.get(pk=case_id)
    filing = Filing.objects.select_for_update().get(pk=case.filing_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    before = case.rules_version_id or filing.policy_version_id
    if case.stage not in RUNNING or before == version_id:
        return False
    case.rules_version_id = None if version_id == filing.policy_version_id else version_id
    case.version += 1  # who still sees the earlier criteria is told that the case has moved
    case.save(update_fields=["rules_version", "version"])
    case.answers.filter(is_human=True, superseded_at=None).update(superseded_at=at)
    told = {"rules_before": before, "rules_after": version_id}
    write_ledger(filing=filing, case=case, action="RULES_CHANGED", by=SYSTEM, role=Role.SYSTEM, at=at, **told)
    return True
