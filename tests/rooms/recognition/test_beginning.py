"""Whose benefit begins later than it was decided is told on its first day, once; the job waits for that day in the queue."""

from datetime import date, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.domain.events import Event
from mantetong.notice import jobs as notice_jobs
from mantetong.notice.models import Channel, Notice
from mantetong.people.models import InsuredPerson
from mantetong.recognition import jobs, operations
from mantetong.recognition.models import Recognition
from mantetong.web.clock import SHANGHAI
from tests.factories import MONDAY
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db
TOMORROW = MONDAY.date() + timedelta(days=1)


def a_later_case(effective_on=TOMORROW):
    case = a_case()
    issued(case, effective_on=effective_on)
    return case


def asked(case, *, days=0):
    return operations.tell_of_beginning(case_id=case.pk, at=MONDAY + timedelta(days=days))


def tellings():
    rows = ProcrastinateJob.objects.filter(task_name="notice.tell", args__event=Event.RECOGNITION_BEGUN)
    return list(rows.order_by("id"))


def test_on_its_first_day_it_is_told_once_in_the_inbox_and_by_short_message_however_often_it_is_announced():
    case = a_later_case()

    waits_for = asked(case)
    asked(case, days=1), asked(case, days=1)
    for job in tellings():
        notice_jobs.tell(**job.args)

    told = Notice.objects.filter(event=Event.RECOGNITION_BEGUN)
    assert waits_for == datetime(2026, 3, 3, 8, 10, tzinfo=SHANGHAI)
    assert sorted(told.values_list("channel", flat=True)) == [Channel.INBOX, Channel.SMS]


def test_two_diseases_of_one_filing_are_told_of_apart():
    first, second = a_later_case(), a_later_case()

    for case in (first, second):
        asked(case, days=1)

    assert len({job.args["key"] for job in tellings()}) == 2


def test_the_job_waits_in_the_queue_for_the_first_day():
    far = date(2099, 1, 1)
    case = a_later_case()
    Recognition.objects.filter(case_id=case.pk).update(begins_on=far, ends_on=None)

    jobs.tell_of_beginning(case_id=case.pk)

    waiting = ProcrastinateJob.objects.filter(task_name="recognition.tell_of_beginning").exclude(scheduled_at=None).get()
    assert waiting.scheduled_at == datetime(2099, 1, 1, 8, 10, tzinfo=SHANGHAI)


def test_the_deciding_transaction_queues_the_telling():
    case = a_later_case()

    assert ProcrastinateJob.objects.filter(task_name="recognition.tell_of_beginning", args__case_id=case.pk).count() == 1


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ({"begins_on": MONDAY.date()}, 0),
        ({"state": "SUSPENDED"}, 1),
        ({"state": "REVOKED"}, 1),
        ({}, 9),
    ],
    ids=["begun when decided", "suspended", "revoked", "long ago"],
)
def test_nothing_is_said_of_what_the_decision_has_said_or_does_not_count(change, days):
    case = a_later_case()
    Recognition.objects.filter(case_id=case.pk).update(**change)

    assert asked(case, days=days) is None
    assert tellings() == []


def test_nothing_is_said_to_the_dead():
    case = a_later_case()
    InsuredPerson.objects.update(died_on=MONDAY.date())

    asked(case, days=1)

    assert tellings() == []
