"""The envelope of the national interface."""

from datetime import UTC, datetime

import pytest

from mantetong.outside.envelope import (
    Answer,
    Mangled,
    Sender,
    answer_body,
    is_message_id,
    message_id,
    parse_answer,
    parse_request,
    request_body,
    request_faults,
)

AT = datetime(2026, 3, 1, 16, 30, 5, tzinfo=UTC)
INSTITUTION = "H51149900001"


def a_request(**changes):
    sender = Sender(INSTITUTION, "测试机构", "511400")
    msgid = message_id(institution=INSTITUTION, at=AT, sequence=7)
    return (
        request_body(infno="5301", msgid=msgid, sender=sender, at=AT, given={"data": {"psn_no": "1"}}, insured_at="511400")
        | changes
    )


def test_a_message_id_is_institution_shanghai_time_and_four_digits():
    assert message_id(institution=INSTITUTION, at=AT, sequence=10_007) == "H51149900001202603020030050007"


def test_a_request_of_ours_has_no_faults():
    assert request_faults(a_request()) == ()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"infno": ""}, "infno"),
        ({"opter": 5}, "opter（经办人）应为字符串"),
        ({"fixmedins_name": "医" * 201}, "最长200个字符"),
        ({"input": "x"}, "input"),
        ({"msgid": "H51149900001202602300030050007"}, "msgid"),
        ({"msgid": "1"}, "msgid"),
        ({"inf_time": "2026-03-02"}, "inf_time"),
    ],
)
def test_every_fault_names_its_field_and_the_mend(changes, named):
    assert any(named in fault for fault in request_faults(a_request(**changes)))


def test_all_faults_come_at_once():
    assert len(request_faults({})) == len([name for name in a_request() if name not in OPTIONAL])


OPTIONAL = {"insuplc_admdvs", "dev_no", "dev_safe_info", "cainfo", "signtype", "sign_no"}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"null", b'{"infno":' + b"[" * 100_000])
def test_what_is_no_envelope_is_mangled(body):
    with pytest.raises(Mangled):
        parse_request(body)


@pytest.mark.parametrize("body", [b"{}", b'{"infcode": "abc"}', b"<html>"])
def test_an_answer_without_a_code_is_mangled(body):
    with pytest.raises(Mangled):
        parse_answer(body)


def test_a_code_in_digits_is_a_code():
    assert parse_answer(b'{"infcode": "0", "output": {"a": 1}}') == Answer(0, "", {"a": 1})


def test_an_answer_carries_its_times_and_a_cut_error():
    body = answer_body(answer=Answer(-1, "错" * 300), region="511400", received_at=AT, responded_at=AT, sequence=3)

    assert (body["inf_refmsgid"], body["refmsg_time"]) == ("511400202603020030050000000003", "20260302003005000")
    assert len(body["err_msg"]) == 200


def test_a_message_id_of_another_institution_is_not_ours():
    assert not is_message_id("P51149900001202603020030050007", institution=INSTITUTION)
