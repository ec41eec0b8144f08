"""`mantetong lookup`: the look-up by itself, in processes of its own, through a database that goes away and comes back."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest
from django.db import connection

from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.models import LookUpRule
from mantetong.settlement.operations import make_token, note_identified
from tests.rooms.recognition.factories import DECIDED_AT, a_hospital, a_recognition
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO, a_request, as_bytes
from tests.rooms.settlement.purchases import NOON
from tests.rooms.settlement.test_bare_path import dsn_of_this_test

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


@pytest.fixture
def address(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MANTETONG_", "DJANGO_"))}
    environment |= {"MANTETONG_DATABASE_URL": dsn_of_this_test(), "MANTETONG_SANDBOX": "1", "MANTETONG_HOME": str(tmp_path)}
    with (tmp_path / "said").open("wb") as said:
        command = [sys.executable, "-m", "mantetong", "lookup", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}/interface/5301"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


@pytest.fixture
def ask(address):
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    a_recognition()
    LookUpRule.objects.create(region="511400", certificate_hours=24, last_known_minutes=30, copied_at=DECIDED_AT)
    note_identified(institution_code=HOSPITAL, psn_no=PSN_NO, at=NOON)
    headers = {
        "Authorization": f"Bearer {make_token(institution_code=HOSPITAL, at=DECIDED_AT)}",
        "X-Sandbox-Now": NOON.isoformat(),
    }
    with httpx.Client(trust_env=False, timeout=10) as client:

        def asked(psn_no=PSN_NO):
            return client.post(address, content=as_bytes(a_request(psn_no=psn_no)), headers=headers).json()

        _wait_for(asked)
        yield asked


def _wait_for(asked):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            asked()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the look-up did not start")


def allow_connections(allowed):
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:  # from beside: nobody may shut the database they are in
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}')
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mantetong look-up'")


def test_it_answers_alone_and_from_the_last_known_state_while_the_database_is_away(ask):
    known = [ask() for _ in range(10)]
    allow_connections(False)
    try:
        away = [ask() for _ in range(10)]
        stranger = ask("5114009900000000000009")
    finally:
        allow_connections(True)
    time.sleep(0.6)  # the pause before a database that was away is tried again

    back = ask()

    assert {one["infcode"] for one in (*known, *away, back)} == {0}
    assert all(one["output"] == known[0]["output"] for one in away)
    assert all("暂时无法访问" in one["warn_msg"] for one in away)
    assert (stranger["infcode"], stranger["output"], back["warn_msg"]) == (-901, {}, "")
