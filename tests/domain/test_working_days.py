"""Working days: weekdays, days off, worked weekends, and years nobody has published."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.working_days import Calendar, working_days_between

# 2026: National Day is off from 1 to 7 October; Sunday 20 September and Saturday 10 October are worked.
AUTUMN = Calendar(
    published_years=frozenset({2026}),
    days_off=frozenset(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
    worked_weekends=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    version="autumn",
)
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def test_a_worked_sunday_is_a_working_day():
    assert AUTUMN.is_working(date(2026, 9, 20))


def test_a_weekday_of_the_national_holiday_is_none():
    assert not AUTUMN.is_working(date(2026, 10, 5))


def test_an_unpublished_year_counts_weekdays_and_says_so():
    assert AUTUMN.is_working(date(2027, 1, 1))
    assert AUTUMN.is_provisional(first=date(2026, 12, 20), last=date(2027, 1, 10))
    assert not AUTUMN.is_provisional(first=date(2026, 1, 1), last=date(2026, 12, 31))


@given(days)
def test_the_next_working_day_is_later_and_worked(day):
    following = AUTUMN.next_working_day(day)

    assert following > day
    assert AUTUMN.is_working(following)
    assert working_days_between(after=day, until=following, calendar=AUTUMN) == 1


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(day, first, second):
    middle, end = day + timedelta(first), day + timedelta(first + second)

    total = working_days_between(after=day, until=end, calendar=AUTUMN)

    assert total == sum(working_days_between(after=a, until=b, calendar=AUTUMN) for a, b in ((day, middle), (middle, end)))
