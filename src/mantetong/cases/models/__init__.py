"""Rows of the hall: filing, case, clock pauses, ledger, work, decisions. Nothing here has effects of its own."""

from mantetong.cases.models.decision import Decision
from mantetong.cases.models.filing import Case, Filing, Hold, NumberSeries, Pause
from mantetong.cases.models.following import Following
from mantetong.cases.models.knowledge import CriterionAnswer, FactSheet
from mantetong.cases.models.ledger import DailyRoot, LedgerEntry
from mantetong.cases.models.reached import ProgressTry, Reached
from mantetong.cases.models.work import Assignment, Claim

__all__ = [
    "Assignment", "Case", "Claim", "CriterionAnswer", "DailyRoot", "Decision", "FactSheet", "Filing", "Following", "Hold",
    "LedgerEntry", "NumberSeries", "Pause", "ProgressTry", "Reached",
]  # fmt: skip
