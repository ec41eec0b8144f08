"""kill -9 between any two statements of telling and of a round of sending: nobody is told twice, and nobody is forgotten.

Each point is a process of its own, forked from the test, that ends itself just before its n-th statement; the network is spoken to
between statements, so that messages are lost before, during and after their handing in.
"""

import os
import signal
import subprocess
import sys

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.notice import operations
from mantetong.notice.models import Channel, Notice, NoticeState
from mantetong.outside import second_sms, sms
from tests.rooms.notice.factories import a_citizen, a_submitted_filing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]
_inherited = []  # a connection that a child inherits must neither be used nor closed by it
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


def dies_before(statement, act):
    """Run `act` in a child that dies before its n-th statement; True when it died, False when it came to its end."""
    child = os.fork()
    if not child:
        _live_until(statement, act)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _live_until(statement, act):
    _inherited.extend([connection.connection, dict(connection._connection_pools)])
    connection._connection_pools.clear()  # a pooled connection would share its socket with the test
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"pool": False}
    connection.connection = None
    signal.alarm(30)
    left = statement

    def counted(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(counted):
            act()
    except BaseException:  # noqa: BLE001  nothing of pytest may run in the child
        os._exit(1)
    os._exit(0)


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
