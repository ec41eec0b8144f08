"""The vectors printed for integrators are true."""

import base64
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB
from gmssl_pyx import sm2_verify, sm3_hash, sm3_hmac

from mantetong.settlement.encryption import closed_text, opened_text
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


def encrypting():
    """The page's own program, run."""
    [program] = re.findall(r"```python\n(import base64, json, secrets.*?)```", PAGE, re.DOTALL)
    names = {}
    exec(program, names)  # noqa: S102  our own page
    return names


def test_the_printed_block_is_the_standards_own_example():
    # GB/T 32907-2016, appendix A.1
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    closing = Cipher(SM4(key), ECB()).encryptor()  # noqa: S305  one block, as the standard prints it

    assert (closing.update(key) + closing.finalize()).hex() == printed("SM4 单个分组")


def test_gcm_is_as_in_rfc_8998():
    # RFC 8998, appendix A.1
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    about = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = b"".join(bytes([each]) * 8 for each in bytes.fromhex("aabbccddeeffeeaa"))
    text = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"

    assert encrypting()["sm4_gcm_encrypt"](key, nonce, about, plain) == (
        bytes.fromhex(text),
        bytes.fromhex("83de3541e4c2b58177e065a9bf7b62ec"),
    )


def test_the_printed_bodies_open_with_the_printed_key():
    secret, about = bytes.fromhex(printed("以下用的 SM4 密钥")), printed("附加数据")

    assert opened_text(printed("时的密文 input"), secret=secret, about=about).decode() == printed("明文 input")
    assert (
        opened_text(printed("一个密文 output"), secret=secret, about=about.replace("input", "output", 1)) == b'{"feedetail":[]}'
    )


def test_the_printed_program_speaks_to_us_and_understands_our_answer():
    page, secret = encrypting(), bytes(range(16))
    message = {"infno": "5301", "msgid": "1", "inf_time": "2", "input": {"data": {"psn_no": "病"}}}

    sent = page["encrypted"](message, secret)
    answer = {"enc_type": "SM4", "output": closed_text(b'{"a": 1}', secret=secret, about="output|5301|1|2")}

    assert (sent["enc_type"], sent["msgid"]) == ("SM4", "1")
    assert json.loads(opened_text(sent["input"], secret=secret, about="input|5301|1|2")) == message["input"]
    assert page["output_of"](answer, message, secret) == {"a": 1}
