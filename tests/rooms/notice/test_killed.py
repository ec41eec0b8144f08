"""kill -9 between any two statements of telling and of a round of sending: nobody is told twice, and nobody is forgotten.

Each point is a process of its own, forked from the test, that ends itself just before its n-th statement; the network is spoken to
between statements, so that messages are lost before, during and after their handing in.
"""

import subprocess
import sys

import httpx
import pytest
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.notice import operations
from mantetong.notice.models import Channel, Notice, NoticeState
from mantetong.outside import second_sms, sms
from tests.killing import dies_before, needs_fork
from tests.rooms.notice.factories import a_citizen, a_submitted_filing

pytestmark = [pytest.mark.django_db(transaction=True), needs_fork]
PEOPLE, APART = 2, 4


@pytest.fixture
def elsewhere(tmp_path, settings):
    """The pretend world as a process: one with threads of its own must not be forked from."""
    command = [sys.executable, "-m", "mantetong.sandbox.server", "--port", "0", "--home", str(tmp_path)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        url = process.stderr.readline().split("sandbox: ")[1].split("/sandbox/")[0]
        settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(
            update={"sandbox": True, "sandbox_url": url, "sms_url": "", "sms2_url": ""}
        )
        yield url
    finally:
        for gateway in (sms, second_sms):
            gateway.LINE.close()
        process.terminate()
        process.communicate(timeout=10)


def filings(round_number):
    """Three people with a filing each."""
    return [
        a_submitted_filing(
            a_citizen(phone=f"138{round_number:04d}{number:04d}", psn_no=f"{round_number:04d}{number}"),
            number=f"51140020260701{round_number:05d}{number}",
        ).pk
        for number in range(PEOPLE)
    ]


def tell_and_send(told):
    for filing_id in told:
        operations.tell(event=Event.DECIDE, filing_id=filing_id, key="k", at=timezone.now(), ordinal=1)
    while operations.drain(at=timezone.now()):
        pass


def carry_on(told):
    """What the queue does after a death: the job runs again, and what the dead one held comes due with the end of its lease."""
    for _ in range(4):
        Notice.objects.exclude(due_at=None).update(due_at=timezone.now())
        tell_and_send(told)


def arrived(url, phone):
    return len(httpx.get(f"{url}/sandbox/outbox.json", params={"to": phone}, timeout=10, trust_env=False).json())


def test_a_worker_killed_anywhere_tells_everybody_once(elsewhere):
    deaths = 0
    for point in range(1, 40):
        told = filings(point)
        died = dies_before(point * APART, lambda told=told: tell_and_send(told))
        carry_on(told)
        texts = Notice.objects.filter(filing_id__in=told, channel=Channel.SMS)
        assert [arrived(elsewhere, f"138{point:04d}{number:04d}") for number in range(PEOPLE)] == [1] * PEOPLE, point
        assert set(texts.values_list("state", flat=True)) <= {NoticeState.HANDED_OVER, NoticeState.DELIVERED}, point
        if not died:
            break
        deaths += 1
    assert deaths >= 6
