"""What hospital software gets wrong at the till: an envelope with words comes back, never a page and never a 500."""

from datetime import datetime

import pytest

from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.operations import make_token, note_identified
from tests.rooms.recognition.factories import DECIDED_AT, a_hospital, a_recognition
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO, a_request, as_bytes

pytestmark = pytest.mark.django_db
THEN = "2026-11-22T09:00:00+08:00"


@pytest.fixture
def ask(client):
    """A till of the hospital: asks 5301 with these bytes and this authorization."""
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    a_recognition()
    token = make_token(institution_code=HOSPITAL, at=DECIDED_AT)

    note_identified(institution_code=HOSPITAL, psn_no=PSN_NO, at=datetime.fromisoformat(THEN))

    def asked(body, *, authorization=f"Bearer {token}"):
        headers = {"Authorization": authorization, "X-Sandbox-Now": THEN}
        return client.post("/interface/5301", body, content_type="application/json", headers=headers)

    return asked


def is_chinese(text):
    return any("一" <= sign <= "鿿" for sign in text)


@pytest.mark.parametrize("authorization", ["", "Bearer wrong"], ids=["no token", "wrong token"])
def test_without_a_right_token_nothing_is_told_but_why(ask, authorization):
    answer = ask(as_bytes(a_request()), authorization=authorization)

    assert answer.status_code == 401
    assert answer.json()["infcode"] < 0
    assert is_chinese(answer.json()["err_msg"])
    assert "M01600" not in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        as_bytes({"infno": "5301"}),
        as_bytes(a_request(input={})),
        as_bytes(a_request(input=7)),
    ],
)
def test_a_mangled_envelope_is_answered_in_words(ask, body):
    answer = ask(body)

    assert answer.status_code == 200
    assert answer.json()["infcode"] < 0
    assert is_chinese(answer.json()["err_msg"])


@pytest.mark.parametrize("psn_no", ["9999999999", "", "x" * 400, "'; drop table people_insuredperson; --"])
def test_an_unregistered_number_is_not_an_empty_list(ask, psn_no):
    answer = ask(as_bytes(a_request(psn_no=psn_no)))

    assert answer.status_code == 200
    assert answer.json()["infcode"] < 0
    assert is_chinese(answer.json()["err_msg"])


def test_after_all_that_the_right_question_is_still_answered(ask):
    ask(b"{")

    answer = ask(as_bytes(a_request()))

    assert [line["opsp_dise_code"] for line in answer.json()["output"]["feedetail"]] == ["M01600"]
