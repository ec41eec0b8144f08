"""From when until when (tables of examples)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.policy import EffectiveRule, Validity
from mantetong.domain.validity import effective_on, is_in_force, next_review_on, renewal_opens_on, valid_until


@pytest.mark.parametrize(
    ("rule", "decided", "expected"),
    [
        (EffectiveRule.SAME_DAY, date(2026, 11, 22), date(2026, 11, 22)),
        (EffectiveRule.NEXT_DAY, date(2026, 11, 22), date(2026, 11, 23)),
        (EffectiveRule.NEXT_DAY, date(2026, 12, 31), date(2027, 1, 1)),
        (EffectiveRule.FIRST_OF_NEXT_MONTH, date(2026, 11, 1), date(2026, 12, 1)),
        (EffectiveRule.FIRST_OF_NEXT_MONTH, date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_first_day_in_force(rule, decided, expected):
    assert effective_on(rule=rule, decided_on=decided) == expected


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        (None, date(2026, 11, 22), None),
        (24, date(2026, 11, 22), date(2028, 11, 21)),
        (12, date(2026, 1, 1), date(2026, 12, 31)),
        (12, date(2024, 2, 29), date(2025, 2, 28)),
        (1, date(2026, 1, 31), date(2026, 2, 28)),
        (48, date(2024, 2, 29), date(2028, 2, 28)),
    ],
)
def test_the_last_day_in_force(months, first, last):
    assert valid_until(validity=Validity(months), effective_on=first) == last


def test_renewal_opens_ninety_days_before_the_end():
    validity = Validity(24, renewal_window_days=90)

    assert renewal_opens_on(validity=validity, until=date(2028, 11, 21)) == date(2028, 8, 23)
    assert renewal_opens_on(validity=validity, until=None) is None


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 1, 2), date(2028, 1, 1)), (date(2028, 1, 2), date(2030, 1, 1))])
def test_reviews_come_round(on, expected):
    assert next_review_on(validity=Validity(60, review_every_months=24), effective_on=date(2026, 1, 1), on=on) == expected


def test_a_disease_without_review_is_never_reviewed():
    assert next_review_on(validity=Validity(24), effective_on=date(2026, 1, 1), on=date(2026, 1, 2)) is None


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 120))
def test_a_recognition_is_in_force_on_its_first_and_last_day(first, months):
    last = valid_until(validity=Validity(months), effective_on=first)

    assert last > first
    assert is_in_force(effective_on=first, until=last, on=first)
    assert is_in_force(effective_on=first, until=last, on=last)
