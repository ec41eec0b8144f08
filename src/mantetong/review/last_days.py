"""When the last days of a supplement begin, as the pack counts them: from then on a warning is about them."""

from datetime import date, datetime, time, timedelta

from mantetong.policies.queries import policy_of
from mantetong.web.clock import SHANGHAI


def warning_day(*, answer_by: date, version_id: int | None) -> date:
    """The first of the days on which somebody must read or hear that the time to answer ends."""
    return answer_by - timedelta(days=policy_of(version_id=version_id or 0).supplement.value.warn_days)


def warned_from(*, answer_by: date, version_id: int | None) -> datetime:
    """The first moment at which a warning is about this last day and not about an earlier one that more time has replaced."""
    return datetime.combine(warning_day(answer_by=answer_by, version_id=version_id), time.min, SHANGHAI)
