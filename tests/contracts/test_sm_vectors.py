"""The vectors printed for integrators are true."""

import base64
import re
from pathlib import Path

from gmssl_pyx import sm2_verify, sm3_hash, sm3_hmac

from mantetong.settlement.signing import public_bytes, signed_text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "connect-a-till.md").read_text(encoding="utf-8")
MESSAGE = {"b": "病", "a": "1", "cainfo": "x"}


def printed(label):
    return re.search(rf"^\| [^|]*{re.escape(label)}[^|]* \| `(.+)` \|$", PAGE, re.MULTILINE)[1]


def test_the_printed_text_to_sign_is_what_we_verify():
    assert signed_text(MESSAGE).decode() == printed("签名原文")


def test_the_printed_sm3_values_are_right():
    assert sm3_hash(b"abc").hex() == printed('SM3("abc")')
    assert sm3_hmac(b"demo", signed_text(MESSAGE)).hex() == printed("HMAC-SM3")


def test_the_printed_sm2_signature_opens_with_the_printed_key():
    signature = base64.b64decode(printed("SM2 签名"))

    assert sm2_verify(public_bytes(printed("SM2 公钥")), signed_text(MESSAGE), signature)
