"""How near a case is to its due day, as 0–100 for the order of work lists. Pure."""

from datetime import date

from mantetong.domain.working_days import Calendar, working_days_between

_LATE = 100
_LAST_DAY = 90
_CALM_FROM = 10


def risk_of(*, due_on: date, on: date, calendar: Calendar) -> int:
    """100 when the day is past, 90 on it, falling to 0 with ten or more working days left."""
    if on > due_on:
        return _LATE
    left = working_days_between(after=on, until=due_on, calendar=calendar)
    return max(0, _LAST_DAY - left * _LAST_DAY // _CALM_FROM)
