"""Reminders before the last day: three steps, each once, and a wave spread over a fortnight."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mantetong.recognition import operations
from mantetong.recognition.models import ExpiryReminder, Recognition
from mantetong.recognition.operations.reminding import spread_of
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db
END = date(2028, 3, 1)


def morning(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def reminded(days_left):
    return operations.remind_of_ending(at=morning(END - timedelta(days=days_left)))


def test_each_step_is_told_once_however_often_the_job_runs():
    row = issued(a_case())

    said = [reminded(days) for days in (120, 90 + spread_of(row), 90, 60, 30, 29, 7, 7, 0, -1)]

    assert said == [0, 1, 0, 0, 1, 0, 1, 0, 0, 0]
    assert list(ExpiryReminder.objects.order_by("pk").values_list("days_before", flat=True)) == [90, 30, 7]


def test_steps_missed_while_nothing_ran_are_not_made_up_for():
    issued(a_case())

    assert (reminded(5), reminded(4)) == (1, 0)


def test_what_is_renewed_revoked_or_endless_reminds_nobody():
    case = a_case()
    row = Recognition.objects.get(pk=issued(case))
    Recognition.objects.create(
        person=row.person, psn_no=row.psn_no, region=row.region, insutype=row.insutype, disease_code=row.disease_code,
        disease_name=row.disease_name, begins_on=END + timedelta(days=1), decided_on=END, issued_at=morning(END),
    )  # fmt: skip

    assert reminded(7) == 0
    Recognition.objects.filter(ends_on=None).delete()
    Recognition.objects.update(state="REVOKED")
    assert reminded(7) == 0


def test_a_wave_is_spread_over_a_fortnight():
    assert {spread_of(number) for number in range(100)} == set(range(14))


def test_what_was_renewed_in_time_takes_nobody_elses_place_in_a_run():
    renewed = Recognition.objects.get(pk=issued(a_case()))
    waiting = Recognition.objects.get(pk=issued(a_case()))
    Recognition.objects.create(
        person=renewed.person, psn_no=renewed.psn_no, region=renewed.region, insutype=renewed.insutype,
        disease_code=renewed.disease_code, disease_name="", begins_on=END + timedelta(days=1), decided_on=END, issued_at=morning(END),
    )  # fmt: skip

    assert operations.remind_of_ending(at=morning(END - timedelta(days=5)), most=1) == 1
    assert ExpiryReminder.objects.get().recognition_id == waiting.pk
