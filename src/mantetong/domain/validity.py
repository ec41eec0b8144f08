"""From when until when a recognition holds, and when to look at it again. All days are Shanghai days."""

from datetime import date, timedelta

from mantetong.domain.criteria.windows import months_before
from mantetong.domain.policy import EffectiveRule, Validity

_ONE_DAY = timedelta(days=1)


def effective_on(*, rule: EffectiveRule, decided_on: date) -> date:
    """The first day in force."""
    match rule:
        case EffectiveRule.SAME_DAY:
            return decided_on
        case EffectiveRule.NEXT_DAY:
            return decided_on + _ONE_DAY
        case EffectiveRule.FIRST_OF_NEXT_MONTH:
            return months_before(decided_on.replace(day=1), -1)


def valid_until(*, validity: Validity, effective_on: date) -> date | None:
    """The last day in force; None for a long-term recognition.

    Twelve months from 15 March end on 14 March; where the end month has no such day, with the month's last day.
    """
    if validity.months is None:
        return None
    end = months_before(effective_on, -validity.months)
    return end if end.day < effective_on.day else end - _ONE_DAY


def renewal_opens_on(*, validity: Validity, until: date | None) -> date | None:
    """The first day a renewal may be asked for; None when nothing ends."""
    return None if until is None else until - timedelta(days=validity.renewal_window_days)


def next_review_on(*, validity: Validity, effective_on: date, on: date) -> date | None:
    """The first review day (复审) not before `on`; None where the pack asks for none."""
    step = validity.review_every_months
    if step is None:
        return None
    number = 1
    while (day := months_before(effective_on, -step * number)) < on:
        number += 1
    return day


def is_in_force(*, effective_on: date, until: date | None, on: date) -> bool:
    """Both ends included."""
    return effective_on <= on and (until is None or on <= until)
