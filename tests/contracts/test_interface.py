"""The national interface against its published description."""

import json
from datetime import datetime

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from mantetong.outside.envelope import REQUEST_FIELDS
from mantetong.people.operations.real_name import id_digest
from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.encryption import closed_text, opened_text
from mantetong.settlement.models import InterfaceCall, SignIn
from mantetong.settlement.openapi import answer_schema, closed_request_schema, document, request_schema
from mantetong.settlement.operations import make_cipher_key, make_token, note_identified
from mantetong.settlement.v1 import SERVED
from tests.rooms.recognition.factories import DECIDED_AT, a_hospital, a_recognition, an_insured_person
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO, a_request, as_bytes

pytestmark = pytest.mark.django_db
THEN = "2026-11-22T09:00:00+08:00"


@pytest.fixture
def token():
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    return make_token(institution_code=HOSPITAL, at=DECIDED_AT)


@pytest.fixture
def post(client, token):
    def posted(message, *, infno=None, authorization=f"Bearer {token}", now=THEN):
        note_identified(institution_code=HOSPITAL, psn_no=PSN_NO, at=datetime.fromisoformat(now))
        body = message if isinstance(message, bytes) else as_bytes(message)
        path = f"/interface/{infno or message['infno']}"
        headers = {"Authorization": authorization, "X-Sandbox-Now": now}
        return client.post(path, body, content_type="application/json", headers=headers)

    return posted


def faults_of(answer, infno):
    validator = Draft202012Validator(answer_schema(SERVED[infno]), format_checker=FormatChecker())
    return [fault.message for fault in validator.iter_errors(answer.json())]


def a_sign_in(**changes):
    given = {"input": {"signIn": {"opter_no": "0012", "mac": "00-00-00-00-00-01", "ip": "10.0.0.1"}}}
    return a_request(infno="9001", **(given | changes))


def test_every_schema_is_a_schema_and_the_description_is_served(client):
    for served in SERVED.values():
        Draft202012Validator.check_schema(request_schema(served))
        Draft202012Validator.check_schema(answer_schema(served))

    assert client.get("/openapi.json").json() == json.loads(json.dumps(document()))


def test_our_sample_request_fits_the_published_schema():
    assert list(Draft202012Validator(request_schema(SERVED["5301"])).iter_errors(a_request())) == []


@pytest.mark.parametrize("name", [one.name for one in REQUEST_FIELDS if one.required])
def test_a_head_without_a_needed_text_fits_neither_the_schema_nor_the_interface(post, name):
    empty = a_request(**{name: ""})

    assert list(Draft202012Validator(request_schema(SERVED["5301"])).iter_errors(empty))
    assert post(empty, infno="5301").json()["infcode"] != 0


def test_a_look_up_answers_in_the_envelope(post):
    a_recognition()

    answer = post(a_request())

    assert faults_of(answer, "5301") == []
    assert answer.json()["output"] == {
        "feedetail": [
            {"opsp_dise_code": "M01600", "opsp_dise_name": "糖尿病", "begndate": "2026-11-20", "enddate": "2028-11-19"},
        ]
    }


def test_before_the_first_day_the_list_is_empty(post):
    a_recognition()

    answer = post(a_request(), now="2026-11-19T23:59:59+08:00")

    assert (answer.json()["infcode"], answer.json()["output"]) == (0, {"feedetail": []})


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic abc"])
@pytest.mark.parametrize("infno", ["5301", "9001"])
def test_without_a_right_token_the_answer_is_401_in_an_envelope(post, infno, authorization):
    answer = post(a_request(), infno=infno, authorization=authorization)

    assert answer.status_code == 401
    assert faults_of(answer, infno) == []


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'"text"', as_bytes(a_request(infver=""))])
@pytest.mark.parametrize("infno", sorted(SERVED))
def test_a_mangled_envelope_is_answered_with_words(post, infno, body):
    answer = post(body, infno=infno)

    assert answer.status_code == 200
    assert answer.json()["infcode"] < 0
    assert faults_of(answer, infno) == []


def test_a_transaction_we_do_not_serve_says_so(post):
    answer = post(a_request(infno="2401"))

    assert answer.status_code == 200
    assert answer.json()["infcode"] == -103
    assert "2401" in answer.json()["err_msg"]


def test_only_post_is_taken(client):
    answer = client.get("/interface/5301")

    assert answer.status_code == 405
    assert faults_of(answer, "5301") == []


def test_a_message_too_long_is_refused_unread(post):
    answer = post(b" " * 70_000, infno="5301")

    assert answer.json()["infcode"] == -105


def test_the_number_in_the_address_must_be_that_of_the_message(post):
    assert post(a_request(), infno="9001").json()["infcode"] == -102
    assert post(a_sign_in(), infno="5301").json()["infcode"] < 0


def test_a_person_is_found_by_certificate(post):
    person = an_insured_person()
    person.id_number, person.id_digest = "510199195304172486", id_digest("510199195304172486")
    person.save()
    data = {"mdtrt_cert_type": "02", "mdtrt_cert_no": "510199195304172486", "psn_name": "何静兰"}

    answer = post(a_request(infno="1101", input={"data": data}))

    assert faults_of(answer, "1101") == []
    assert answer.json()["output"]["baseinfo"]["psn_no"] == PSN_NO
    assert json.loads(answer.json()["output"]["baseinfo"]["expContent"]) == {"checked_at": "2026-11-20 10:00:00"}
    assert [one["insuplc_admdvs"] for one in answer.json()["output"]["insuinfo"]] == ["511400"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"mdtrt_cert_type": "02", "mdtrt_cert_no": "510199195304172486"}, -204),
        ({"mdtrt_cert_type": "02", "mdtrt_cert_no": "510199195304172480"}, -205),
        ({"mdtrt_cert_type": "03", "mdtrt_cert_no": "D63054827"}, -205),
        ({}, -205),
    ],
)
def test_a_certificate_that_leads_nowhere_is_answered_with_words(post, data, code):
    answer = post(a_request(infno="1101", input={"data": data}))

    assert answer.json()["infcode"] == code
    assert faults_of(answer, "1101") == []


def test_signing_in_and_out(post):
    signed_in = post(a_sign_in())
    sign_no = signed_in.json()["output"]["signinoutb"]["sign_no"]
    leaving = a_request(
        infno="9002", msgid=f"{HOSPITAL}202611221700000009", input={"signOut": {"sign_no": sign_no, "opter_no": "0012"}}
    )

    signed_out = post(leaving)

    assert faults_of(signed_in, "9001") == faults_of(signed_out, "9002") == []
    assert SignIn.objects.get(sign_no=sign_no).ended_at is not None


def test_the_same_message_gets_the_same_answer_and_is_done_once(post):
    first, again = post(a_sign_in()), post(a_sign_in())

    assert first.json()["output"] == again.json()["output"]
    assert SignIn.objects.count() == 1


def test_the_same_msgid_with_another_content_is_refused(post):
    post(a_sign_in())

    other = post(a_sign_in(input={"signIn": {"opter_no": "0099", "mac": "00-00-00-00-00-01", "ip": "10.0.0.1"}}))

    assert other.json()["infcode"] == -301


def test_every_call_is_journaled(post):
    post(a_request())
    post(a_request(infno="2401"))

    lines = InterfaceCall.objects.order_by("pk").values_list("infno", "institution_code", "infcode")
    assert list(lines) == [("5301", HOSPITAL, -202), ("2401", HOSPITAL, -103)]


def test_an_institution_may_ask_what_was_received_from_it(post, client, token):
    post(a_sign_in())
    msgid = a_sign_in()["msgid"]

    mine = client.get(f"/interface/messages/{msgid}", headers={"Authorization": f"Bearer {token}"}).json()
    other = client.get(f"/interface/messages/{HOSPITAL}202611200900009999", headers={"Authorization": f"Bearer {token}"}).json()

    assert ([call["infno"] for call in mine["calls"]], mine["stands"]) == (["9001"], "DONE")
    assert (other["calls"], other["stands"]) == ([], "NONE")
    assert client.get(f"/interface/messages/{msgid}").status_code == 401


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (a_request(), -202),
        (a_sign_in(), 0),
        (a_sign_in(input={"signIn": {}}), -205),
        (a_sign_in(input={"signIn": {"opter_no": "\u0000"}}), -101),
        (a_request(infno="1101", input={}), -205),
    ],
)
def test_an_encrypted_request_is_answered_encrypted_and_as_published_inside_and_out(post, message, code):
    secret = bytes.fromhex(make_cipher_key(institution_code=HOSPITAL, is_demanded=True, at=DECIDED_AT))
    message |= {"inf_time": "2026-11-22 09:00:00"}
    infno, marks = message["infno"], f"{message['infno']}|{message['msgid']}|{message['inf_time']}"
    closed = closed_text(json.dumps(message["input"]).encode(), secret=secret, about=f"input|{marks}")
    sent = message | {"enc_type": "SM4", "input": closed}

    answer = post(sent)

    found = answer.json()
    output = json.loads(opened_text(found["output"], secret=secret, about=f"output|{marks}"))
    inside = Draft202012Validator(answer_schema(SERVED[infno]), format_checker=FormatChecker())
    assert list(Draft202012Validator(closed_request_schema(SERVED[infno])).iter_errors(sent)) == []
    assert (faults_of(answer, infno), found["infcode"], found["enc_type"]) == ([], code, "SM4")
    assert list(inside.iter_errors(found | {"enc_type": "", "output": output})) == []
