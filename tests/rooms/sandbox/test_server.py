"""The pretend world as a process: its outbox, its faults, its memory."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from mantetong.domain.identity import parse_id_number
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.application import respond
from mantetong.sandbox.server.exchange import Request
from mantetong.sandbox.server.state import State

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def state(tmp_path):
    made = State(tmp_path)
    yield made
    made.close()


def asked(state, target, *, method="GET", body=b"", **headers):
    return respond(Request(method, target, headers, body, AT), state)


def kept(state, to="13800000001", at=AT, text="验证码123456"):
    state.keep_message(to=to, channel="sms", template="SMS_LOGIN_CODE", text=text, receipt="r", reference="c1", at=at)


def test_the_outbox_lists_messages_by_number_and_time(state):
    kept(state)
    kept(state, to="13800000002")
    kept(state, at=AT + timedelta(minutes=5), text="later")

    since = (AT + timedelta(minutes=1)).isoformat()

    assert len(state.messages()) == 3
    assert [one["text"] for one in state.messages(to="13800000001")] == ["验证码123456", "later"]
    assert [one["text"] for one in state.messages(since=since)] == ["later"]
    assert [one["text"] for one in state.messages(since="1")] == ["验证码123456", "later"]


@pytest.mark.parametrize("since", ["", "yesterday", "2026-07-01T02:00:00 00:00"])
def test_a_strange_since_hides_nothing(state, since):
    kept(state)

    assert len(state.messages(since=since)) == 1


def test_what_a_message_says_cannot_become_part_of_the_page(state):
    kept(state, text="<script>alert(1)</script>")

    page = asked(state, "/sandbox/").body.decode()

    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_restart_forgets_nothing(tmp_path):
    first = State(tmp_path)
    kept(first)
    first.close()

    again = State(tmp_path)

    assert len(again.messages()) == 1
    again.close()


def test_messages_are_forgotten_after_their_days(state):
    kept(state, at=AT - timedelta(days=8))
    kept(state)

    state.forget_before(AT - timedelta(days=7))

    assert len(state.messages()) == 1


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b"{}", b'{"where": "sms", "how": "BURN"}', b'{"where": "sms", "how": "AWAY", "times": "x"}']
)
def test_a_fault_nobody_understands_is_refused_in_words(state, body):
    assert asked(state, "/sandbox/faults.json", method="POST", body=body).status == 400


def test_faults_are_used_up_in_order_and_can_be_cleared(state):
    state.set_fault(where="sms", how="AWAY", times=1, seconds=0)
    state.set_fault(where="sms", how="SILENT", times=2, seconds=0)

    taken = [state.take_fault("sms").how for _ in range(2)]
    state.clear_faults()

    assert taken == ["AWAY", "SILENT"]
    assert state.take_fault("sms") is None


@pytest.mark.parametrize("token", ["", "Bearer wrong"])
def test_the_interface_without_its_token_is_401_with_an_envelope(state, token):
    reply = asked(state, "/fsi/api/callFsiService/callService", method="POST", body=b"{}", authorization=token)

    assert reply.status == 401
    assert b'"infcode": -1' in reply.body


def test_every_invented_person_has_a_right_number_and_an_unassigned_county():
    for person in PEOPLE:
        number = parse_id_number(person.id_number)

        assert person.id_number[4:6] == "99"
        assert (number.born_on, number.sex) == (person.born_on, person.sex)


def test_an_unknown_address_is_404(state):
    assert asked(state, "/nowhere").status == 404


@pytest.mark.processes
def test_the_process_serves_and_ends_when_told(tmp_path):
    command = [sys.executable, "-m", "mantetong.sandbox.server", "--home", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        address = process.stderr.readline().split()[-1]
        answer = httpx.get(address.replace("/sandbox/", "/sandbox/outbox.json"), trust_env=False)
        process.terminate()
        ended = process.wait(30)

    assert (answer.json(), ended) == ([], 0)
