"""Bodies encrypted with SM4-GCM: opened for who holds the key, answered alike, and refused in words for everybody else."""

import base64
import json
from argparse import Namespace
from datetime import timedelta

import pytest
from gmssl_pyx import InvalidValueError, sm2_key_generate, sm2_sign, sm4_gcm_decrypt, sm4_gcm_encrypt

from mantetong.outside.keys import make_keys
from mantetong.settlement.answering import answer_look_up, output_of
from mantetong.settlement.commands.opening import run_cipher
from mantetong.settlement.models import Bill, InstitutionCipher, InterfaceCall, KeptAnswer
from mantetong.settlement.operations import (
    NoSuchInstitution,
    make_cipher_key,
    note_identified,
    register_key,
    withdraw_cipher_keys,
)
from mantetong.settlement.signing import WINDOW, signed_text
from mantetong.settlement.tills import DjangoTill
from mantetong.web.clock import day_of
from tests.rooms.settlement.messages import as_bytes
from tests.rooms.settlement.purchases import NOON, PHARMACY, PSN_NO, ATill, a_patient, a_purchase

pytestmark = pytest.mark.django_db
NONCE = bytes(12)


@pytest.fixture
def till():
    a_patient()
    return ATill()


@pytest.fixture
def secret(till):
    return bytes.fromhex(make_cipher_key(institution_code=PHARMACY, is_demanded=False, at=NOON))


def marks_of(message):
    return f"{message['infno']}|{message['msgid']}|{message['inf_time']}"


def closed(message, secret, *, nonce=NONCE, plain=None):
    """The message with its input encrypted, by another library than the product's."""
    plain = json.dumps(message["input"], ensure_ascii=False).encode() if plain is None else plain
    text, tag = sm4_gcm_encrypt(secret, nonce, f"input|{marks_of(message)}".encode(), plain)
    return {**message, "enc_type": "SM4", "input": base64.b64encode(nonce + text + tag).decode()}


def opened(output, message, secret):
    whole = base64.b64decode(output)
    about = f"output|{marks_of(message)}".encode()
    return json.loads(sm4_gcm_decrypt(secret, whole[:12], about, whole[12:-16], whole[-16:]))


def a_message(till, given=None, infno="2102"):
    return {**till.message(infno, given or a_purchase()), "inf_time": "2026-11-22 12:00:00"}


def a_look_up(till):
    note_identified(institution_code=PHARMACY, psn_no=PSN_NO, at=NOON)
    return a_message(till, {"data": {"psn_no": PSN_NO}}, infno="5301")


def looked_up(till, message, *, at=NOON):
    body, on = as_bytes(message), day_of(at)
    return answer_look_up(till=DjangoTill(is_sandbox=True), authorization=till.authorization, body=body, on=on, at=at)


def test_an_encrypted_purchase_is_paid_and_its_answer_opens_with_the_same_key_only(till, secret):
    message = a_message(till)

    code, words, output = till.send_whole(closed(message, secret))

    assert (code, words, Bill.objects.count()) == (0, "", 1)
    assert opened(output, message, secret)["setlinfo"]["psn_no"] == PSN_NO
    with pytest.raises(InvalidValueError):
        opened(output, message, bytes(16))


def test_an_encrypted_look_up_is_answered_encrypted(till, secret):
    message = a_look_up(till)

    answered = looked_up(till, closed(message, secret))

    assert (answered.infcode, answered.psn_no) == (0, PSN_NO)
    assert opened(output_of(answered), message, secret)["feedetail"][0]["opsp_dise_code"] == "M01600"


def test_an_answer_does_not_open_as_a_question(till, secret):
    message = a_message(till)
    output = till.send_whole(closed(message, secret))[2]

    assert till.send_whole({**message, "enc_type": "SM4", "input": output})[0] == -408


def test_sent_again_under_a_new_nonce_it_gets_the_same_answer_and_is_paid_once(till, secret):
    message = a_message(till)

    first, again = (till.send_whole(closed(message, secret, nonce=bytes([each]) * 12)) for each in (1, 2))

    assert opened(first[2], message, secret) == opened(again[2], message, secret)
    assert first[2] != again[2]
    assert Bill.objects.count() == 1


def test_a_refusal_inside_is_encrypted_too_and_names_the_field_as_ever(till, secret):
    message = a_message(till, a_purchase(medfee_sumamt="1.001"))

    code, words, output = till.send_whole(closed(message, secret))

    assert code == -205
    assert "medfee_sumamt" in words
    assert opened(output, message, secret) == {}


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        (lambda m, s: closed(m, bytes(16)), -408, "SM4密钥"),
        (lambda m, s: closed(m, s) | {"msgid": m["msgid"][:-4] + "9999"}, -408, "msgid"),
        (lambda m, s: closed(m, s) | {"inf_time": "2026-11-22 12:00:01"}, -408, "inf_time"),
        (lambda m, s: closed(m, s) | {"input": closed(m, s)["input"][:-8]}, -408, "密钥"),
        (lambda m, s: closed(m, s) | {"input": "B" + closed(m, s)["input"][1:]}, -408, "密钥"),
        (lambda m, s: closed(m, s) | {"input": "AAAA"}, -408, "截断"),
        (lambda m, s: closed(m, s) | {"input": ""}, -408, "截断"),
        (lambda m, s: closed(m, s) | {"input": "不是"}, -408, "Base64"),
        (lambda m, s: closed(m, s, plain=b"{"), -408, "JSON"),
        (lambda m, s: closed(m, s, plain=b"[]"), -408, "对象"),
        (lambda m, s: closed(m, s, plain=b"\xff"), -408, "UTF-8"),
        (lambda m, s: closed(m, s, plain=b'{"druginfo": {"psn_no": "\\u0000"}}'), -101, "控制字符"),
        (lambda m, s: m | {"enc_type": "SM4"}, -101, "enc_type"),
        (lambda m, s: closed(m, s) | {"enc_type": ""}, -101, "input"),
        (lambda m, s: closed(m, s) | {"enc_type": "AES"}, -101, "SM4"),
        (lambda m, s: closed(m, s) | {"enc_type": 4}, -101, "enc_type"),
    ],
)
def test_what_does_not_open_is_refused_naming_field_and_mend_and_nothing_is_paid(till, secret, spoil, code, named):
    found, words, _output = till.send_whole(spoil(a_message(till), secret))

    assert (found, Bill.objects.count()) == (code, 0)
    assert named in words


@pytest.mark.parametrize(
    ("spoil", "code", "named"),
    [
        (lambda m, s: closed(m, bytes(16)), -408, "密钥"),
        (lambda m, s: closed(m, s) | {"msgid": m["msgid"][:-4] + "9999"}, -408, "msgid"),
        (lambda m, s: m | {"enc_type": "SM4"}, -101, "enc_type"),
        (lambda m, s: closed(m, s, plain=b'{"data": {}}'), -101, "psn_no"),
        (lambda m, s: closed(m, s) | {"fixmedins_code": "P51149900299"}, -101, "msgid"),
    ],
)
def test_a_look_up_that_does_not_open_is_refused_naming_field_and_mend(till, secret, spoil, code, named):
    answered = looked_up(till, spoil(a_look_up(till), secret))

    assert int(answered.infcode) == code
    assert named in answered.err_msg
    assert answered.lines == ()


def test_half_a_character_in_the_head_is_refused_and_ends_nothing(till, secret):
    head = closed(a_look_up(till), secret) | {"infno": "\ud800"}

    body = json.dumps(head).encode()
    on = day_of(NOON)
    answered = answer_look_up(till=DjangoTill(is_sandbox=True), authorization=till.authorization, body=body, on=on, at=NOON)

    assert int(answered.infcode) == -408


@pytest.mark.parametrize("away", [WINDOW + timedelta(seconds=1), -WINDOW - timedelta(seconds=1)])
def test_an_old_or_early_encrypted_message_is_a_replay(till, secret, away):
    code, words, _output = till.send_whole(closed(a_message(till), secret), at=NOON + away)

    assert (code, Bill.objects.count()) == (-404, 0)
    assert "inf_time" in words
    assert int(looked_up(till, closed(a_look_up(till), secret), at=NOON + away).infcode) == -404


def test_without_a_key_an_encrypted_message_is_refused(till):
    for code, words in (
        till.send_whole(closed(a_message(till), bytes(16)))[:2],
        (int((answered := looked_up(till, closed(a_look_up(till), bytes(16)))).infcode), answered.err_msg),
    ):
        assert code == -409
        assert "enc_type" in words
        assert "申请" in words


def test_who_must_encrypt_is_refused_plain_until_the_key_is_withdrawn(till):
    secret = bytes.fromhex(make_cipher_key(institution_code=PHARMACY, is_demanded=True, at=NOON))
    plain, look_up = a_message(till), a_look_up(till)

    refused = till.send_whole(plain)
    codes = [refused[0], int(looked_up(till, look_up).infcode), till.send_whole(closed(plain, secret))[0]]
    withdraw_cipher_keys(institution_code=PHARMACY, at=NOON)
    codes += [int(looked_up(till, look_up).infcode), till.send_whole(closed(a_message(till), secret))[0]]

    assert codes == [-410, -410, 0, 0, -409]
    assert "enc_type" in refused[1]


def test_old_and_new_key_open_side_by_side_and_each_answer_with_the_key_of_its_question(till, secret):
    new = bytes.fromhex(make_cipher_key(institution_code=PHARMACY, is_demanded=False, at=NOON))

    for key in (secret, new):
        message = a_message(till)
        code, _words, output = till.send_whole(closed(message, key))
        assert (code, opened(output, message, key)["setlinfo"]["psn_no"]) == (0, PSN_NO)


def test_the_signature_covers_what_is_sent(till, secret):
    public, private = sm2_key_generate()
    register_key(institution_code=PHARMACY, kind="SM2", public_key=public.hex(), at=NOON)
    sent = closed(a_message(till), secret) | {"signtype": "SM2"}
    signature = base64.b64encode(sm2_sign(private, public, signed_text(sent))).decode()

    codes = [
        till.send_whole(sent | {"cainfo": signature, "input": closed(a_message(till), secret)["input"]})[0],
        till.send_whole(sent)[0],
        till.send_whole(sent | {"cainfo": signature})[0],
    ]

    assert codes == [-403, -403, 0]


def test_nothing_is_kept_more_readably_than_before(till, secret):
    message = closed(a_message(till), secret)
    till.send_whole(message)

    row = InstitutionCipher.objects.extra(select={"raw": "secret"}).values("raw").get()  # as it lies there
    assert secret not in bytes(row["raw"])
    assert secret.hex().encode() not in bytes(row["raw"])
    assert message["input"] not in json.dumps(KeptAnswer.objects.get().answer)
    assert InterfaceCall.objects.count() == 0


def test_with_the_installations_keys_away_the_answer_is_unknown_and_never_no(till, secret, settings, tmp_path):
    message, look_up = closed(a_message(till), secret), closed(a_look_up(till), secret)

    codes = []
    for home in ("none", "other"):
        settings.MANTETONG_HOME = tmp_path / home
        codes += [till.send_whole(message)[0], int(looked_up(till, look_up).infcode)]
        make_keys(tmp_path / "other" / "keys")

    assert codes == [-901] * 4


def test_a_key_is_shown_once_and_only_to_an_institution_that_exists(till, capsys):
    assert run_cipher(Namespace(institution=PHARMACY, withdraw=False, demand=True)) == 0
    shown = capsys.readouterr()
    assert len(bytes.fromhex(shown.out.strip())) == 16
    assert "只显示这一次" in shown.err
    assert "必须加密" in shown.err
    assert run_cipher(Namespace(institution=PHARMACY, withdraw=True, demand=False)) == 0
    assert "1 把" in capsys.readouterr().out
    assert run_cipher(Namespace(institution="P00000000000", withdraw=False, demand=False)) == 1
    with pytest.raises(NoSuchInstitution):
        make_cipher_key(institution_code="P00000000000", is_demanded=False, at=NOON)
