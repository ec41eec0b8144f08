"""Messages signed by institutions: SM2 over SM3, and HMAC-SM3 keyed with the token."""

import base64
from datetime import timedelta

import pytest
from gmssl_pyx import sm2_key_generate, sm2_sign, sm3_hash, sm3_hmac

from mantetong.settlement.answering import answer_look_up
from mantetong.settlement.carrying_out import carry_out
from mantetong.settlement.models import Bill
from mantetong.settlement.operations import NotAKey, note_identified, register_key, withdraw_keys
from mantetong.settlement.signing import WINDOW, signed_text
from mantetong.settlement.tills import DjangoTill
from mantetong.web.clock import day_of
from tests.rooms.settlement.messages import as_bytes
from tests.rooms.settlement.purchases import NOON, PHARMACY, PSN_NO, ATill, a_patient, a_purchase

pytestmark = pytest.mark.django_db


@pytest.fixture
def till():
    a_patient()
    return ATill()


@pytest.fixture
def pair(till):
    public, private = sm2_key_generate()
    register_key(institution_code=PHARMACY, kind="SM2", public_key="04" + public.hex(), at=NOON)
    return public, private


def signed(message, pair):
    public, private = pair
    message = {**message, "signtype": "SM2"}
    return {**message, "cainfo": base64.b64encode(sm2_sign(private, public, signed_text(message))).decode()}


def a_message(till, given=None, infno="2102"):
    return {**till.message(infno, given or a_purchase()), "inf_time": "2026-11-22 12:00:00"}


def code_of(till, message, *, at=NOON):
    (code, words, _output), _status, _known = carry_out(
        till=DjangoTill(is_sandbox=True), authorization=till.authorization, infno=message["infno"], body=as_bytes(message), at=at
    )
    return int(code), words


def test_sm3_is_the_standards_own_example():
    # GB/T 32905-2016, appendix A.1
    assert sm3_hash(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_message_signed_with_sm2_is_carried_out(till, pair):
    assert code_of(till, signed(a_message(till), pair)) == (0, "")


def test_a_message_signed_with_sm3_is_carried_out(till):
    register_key(institution_code=PHARMACY, kind="SM3", at=NOON)
    message = {**a_message(till), "signtype": "SM3"}
    token = till.authorization.split()[1].encode()
    message["cainfo"] = base64.b64encode(sm3_hmac(token, signed_text(message))).decode()

    assert code_of(till, message) == (0, "")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda message: message | {"cainfo": ""}, "cainfo"),
        (lambda message: message | {"cainfo": "不是"}, "Base64"),
        (lambda message: message | {"cainfo": base64.b64encode(b"0" * 70).decode()}, "cainfo"),
        (lambda message: message | {"signtype": "SM3"}, "SM2"),
        (lambda message: message | {"signtype": ""}, "SM2"),
        (lambda message: message | {"opter": "0099"}, "cainfo"),
        (lambda message: message | {"input": a_purchase("1.00")}, "cainfo"),
    ],
)
def test_what_is_not_signed_rightly_is_refused_and_not_done(till, pair, spoil, named):
    code, words = code_of(till, spoil(signed(a_message(till), pair)))

    assert (code, Bill.objects.count()) == (-403, 0)
    assert named in words


def test_a_foreign_key_does_not_open(till, pair):
    public, private = sm2_key_generate()

    assert code_of(till, signed(a_message(till), (public, private)))[0] == -403


@pytest.mark.parametrize("away", [WINDOW + timedelta(seconds=1), -WINDOW - timedelta(seconds=1)])
def test_a_replayed_or_early_message_is_refused(till, pair, away):
    assert code_of(till, signed(a_message(till), pair), at=NOON + away)[0] == -404


def test_the_look_up_wants_the_signature_too(till, pair):
    message = a_message(till, {"data": {"psn_no": PSN_NO}}, infno="5301")
    note_identified(institution_code=PHARMACY, psn_no=PSN_NO, at=NOON)

    codes = [
        int(
            answer_look_up(
                till=DjangoTill(is_sandbox=True), authorization=till.authorization, body=as_bytes(sent), on=day_of(NOON), at=NOON
            ).infcode
        )
        for sent in (message, signed(message, pair))
    ]

    assert codes == [-403, 0]


def test_without_keys_the_token_is_enough_again(till, pair):
    withdraw_keys(institution_code=PHARMACY, at=NOON)

    assert code_of(till, a_message(till))[0] == 0


@pytest.mark.parametrize("written", ["", "zz", "04", "00" * 63])
def test_what_is_no_public_key_is_not_registered(till, written):
    with pytest.raises(NotAKey):
        register_key(institution_code=PHARMACY, kind="SM2", public_key=written, at=NOON)
