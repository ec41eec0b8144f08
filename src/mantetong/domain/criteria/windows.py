"""Look-back windows: months counted back from the day asked."""

from calendar import monthrange
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier (later when negative), or the month's last day where that day is missing."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_within(*, dated_on: date | None, asked_on: date, months: int | None) -> bool | None:
    """True when a paper's day lies in the window; None when its day is unknown or after the day asked."""
    if months is None:
        return True
    if dated_on is None or dated_on > asked_on:
        return None
    return dated_on >= months_before(asked_on, months)


def is_older(*, dated_on: date | None, asked_on: date, months: int | None) -> bool | None:
    """True when a paper is at least so many months old; None when its day is unknown."""
    if months is None:
        return True
    return None if dated_on is None else dated_on <= months_before(asked_on, months)
