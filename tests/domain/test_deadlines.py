"""The clock (DESIGN §4)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.deadlines import SHANGHAI, Pause, PauseBackwards, due, shanghai_day
from mantetong.domain.working_days import working_days_between
from tests.domain.test_working_days import AUTUMN

FIRST, LAST = (datetime.fromisoformat(day) for day in ("2026-01-01", "2027-06-30"))
moments = st.datetimes(FIRST, LAST, timezones=st.just(SHANGHAI))
spans = st.lists(st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=40))), max_size=4)
limits = st.integers(0, 40)


def at(text):
    return datetime.fromisoformat(f"{text}+08:00")


def pauses_of(drawn):
    return [Pause(began, began + length) for began, length in drawn]


@pytest.mark.parametrize(
    ("event", "limit", "expected"),
    [
        ("2026-11-23T10:00", 1, date(2026, 11, 24)),  # Monday: the event's day is not counted
        ("2026-11-27T23:59", 1, date(2026, 11, 30)),  # Friday, late
        ("2026-11-28T10:00", 1, date(2026, 11, 30)),  # Saturday: the first working day after it
        ("2026-09-18T10:00", 1, date(2026, 9, 20)),  # 调休 Sunday is worked
        ("2026-09-30T10:00", 1, date(2026, 10, 8)),  # across the National Day holiday
        ("2026-10-09T10:00", 1, date(2026, 10, 10)),  # 调休 Saturday is worked
        ("2026-11-02T10:00", 20, date(2026, 11, 30)),
    ],
)
def test_the_nth_working_day_after_the_event(event, limit, expected):
    found = due(counted_from=at(event), working_days=limit, calendar=AUTUMN)

    assert found.due_on == expected
    assert found.due_at.isoformat() == f"{expected}T23:59:59+08:00"
    assert found.calendar == "autumn"


def test_the_day_is_shanghais_not_greenwichs():
    late = datetime.fromisoformat("2026-11-23T16:30:00+00:00")  # already the 24th in Shanghai

    assert due(counted_from=late, working_days=1, calendar=AUTUMN).due_on == date(2026, 11, 25)


def test_a_deadline_reaching_an_unpublished_year_is_provisional():
    assert due(counted_from=at("2026-12-15T10:00"), working_days=20, calendar=AUTUMN).provisional
    assert not due(counted_from=at("2026-11-02T10:00"), working_days=20, calendar=AUTUMN).provisional


def test_the_day_a_supplement_is_asked_counts_and_the_day_of_the_answer_does_not():
    pause = Pause(at("2026-11-24T10:00"), at("2026-11-26T10:00"))

    assert due(counted_from=at("2026-11-23T10:00"), working_days=2, pauses=[pause], calendar=AUTUMN).due_on == date(2026, 11, 27)


def test_an_open_pause_leaves_no_due_day():
    assert (
        due(counted_from=at("2026-11-23T10:00"), working_days=3, pauses=[Pause(at("2026-11-24T10:00"))], calendar=AUTUMN) is None
    )


def test_an_open_pause_after_the_due_day_changes_nothing():
    pause = Pause(at("2026-11-27T10:00"))

    assert due(counted_from=at("2026-11-23T10:00"), working_days=1, pauses=[pause], calendar=AUTUMN).due_on == date(2026, 11, 24)


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(PauseBackwards):
        Pause(at("2026-11-24T10:00"), at("2026-11-23T10:00"))


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        due(counted_from=datetime(2026, 11, 23), working_days=1, calendar=AUTUMN)  # noqa: DTZ001  that is the point


@given(moments, limits, spans)
def test_a_pause_never_shortens(event, limit, drawn):
    plain = due(counted_from=event, working_days=limit, calendar=AUTUMN)
    paused = due(counted_from=event, working_days=limit, pauses=pauses_of(drawn), calendar=AUTUMN)

    assert paused.due_on >= plain.due_on


@given(moments, limits, spans)
def test_more_days_are_never_due_earlier(event, limit, drawn):
    fewer, more = (
        due(counted_from=event, working_days=days, pauses=pauses_of(drawn), calendar=AUTUMN) for days in (limit, limit + 1)
    )

    assert more.due_on > fewer.due_on


@given(moments, st.timedeltas(timedelta(0), timedelta(days=90)), limits, spans)
def test_a_later_event_is_never_due_earlier(event, later, limit, drawn):
    early, late = (
        due(counted_from=moment, working_days=limit, pauses=pauses_of(drawn), calendar=AUTUMN)
        for moment in (event, event + later)
    )

    assert late.due_on >= early.due_on


@given(moments, st.integers(1, 40), spans)
def test_a_due_day_is_worked_and_exactly_the_limit_is_counted(event, limit, drawn):
    pauses = pauses_of(drawn)
    found = due(counted_from=event, working_days=limit, pauses=pauses, calendar=AUTUMN)
    first = shanghai_day(event)
    everything = [first + timedelta(days=number) for number in range(1, (found.due_on - first).days + 1)]

    assert AUTUMN.is_working(found.due_on)
    assert sum(AUTUMN.is_working(day) and not any(pause.stills(day) for pause in pauses) for day in everything) == limit
    assert working_days_between(after=first, until=found.due_on, calendar=AUTUMN) >= limit
