"""公示: only where the pack quotes the document that demands it; counts, and codes that nobody but the applicant can read as theirs."""

from datetime import datetime, timedelta

from mantetong.cases.queries import CaseCard, courses_in
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import RegionPolicy
from mantetong.outside.keys import key_ring

_SIGNS = 8


def code_of(case_id: int) -> str:
    """The code a case is announced by: 8 hexadecimal signs under this installation's key, nothing of the person or the number."""
    return key_ring().digest(str(case_id), purpose="public-notice")[:_SIGNS].upper()


def announced_code(case: CaseCard, *, rules: RegionPolicy, at: datetime) -> str:
    """The code for the applicant's own page; empty where nothing is announced by codes, or no longer."""
    rule = rules.public_notice.value if rules.public_notice else None
    if rule is None or not rule.with_codes or case.outcome is not Outcome.RECOGNISED or case.decided_at is None:
        return ""
    return code_of(case.id) if at < case.decided_at + timedelta(days=rule.days) else ""


def announced(*, rules: RegionPolicy, at: datetime) -> tuple[int, tuple[str, ...]]:
    """How many were recognised in the days of the notice, and their codes in the order of the codes; (0, ()) where nothing is announced."""
    if rules.public_notice is None:
        return 0, ()
    rule = rules.public_notice.value
    courses = courses_in(region=rules.code, since=at - timedelta(days=rule.days), until=at)
    ids = [one.case_id for one in courses if one.outcome is Outcome.RECOGNISED]
    return len(ids), tuple(sorted(map(code_of, ids))) if rule.with_codes else ()
