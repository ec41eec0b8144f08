"""Signatures of institutions: SM2 over SM3, or an SM3 code keyed with the institution's token. Without Django: the look-up asks too.

What is signed is the message without `cainfo` and `signtype`, as JSON with sorted keys, no blanks, UTF-8. `cainfo` carries the
signature in Base64: for SM2 the DER form with the standard signer id, for SM3 the 32 bytes of HMAC-SM3.
"""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from gmssl_pyx import GmsslInnerError, sm2_verify, sm3_hmac

from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused

WINDOW = timedelta(minutes=5)  # either side: what is older is a replay, what is newer a wrong clock
_SHANGHAI = timezone(timedelta(hours=8))
_UNSIGNED = frozenset({"cainfo", "signtype"})
_PUBLIC = 64  # bytes of an SM2 public key without its leading 04


class Key(NamedTuple):
    """What an institution signs with: SM2 and its public key (128 hex digits, 04 in front allowed), or SM3 and nothing."""

    kind: str
    public: str


def signed_text(message: Mapping[str, Any]) -> bytes:
    """The bytes a signature covers."""
    covered = {name: value for name, value in message.items() if name not in _UNSIGNED}
    return json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def ensure_signed(*, message: Mapping[str, Any], keys: Sequence[Key], token: str, at: datetime) -> None:
    """The message is signed with one of the institution's standing keys, and now. Raises Refused saying what to mend."""
    kind = message.get("signtype")
    fitting = [key for key in keys if key.kind == kind]
    if not fitting:
        kinds = "或".join(sorted({key.kind for key in keys}))
        raise Refused(Infcode.WRONG_SIGNATURE, why=f"signtype（签名类型）应为{kinds}，本机构已登记签名密钥，报文必须签名")
    signature = _signature(message.get("cainfo"))
    text = signed_text(message)
    if not any(_is_right(key, text, signature, token) for key in fitting):
        raise Refused(Infcode.WRONG_SIGNATURE, why="cainfo（数字签名信息）与报文内容不符，请核对密钥和签名原文（说明见对接指南）")
    ensure_now(message.get("inf_time"), at)


def _signature(text: Any) -> bytes:
    try:
        return base64.b64decode(text if isinstance(text, str) else "", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused(Infcode.WRONG_SIGNATURE, why="cainfo（数字签名信息）应为Base64") from error


def _is_right(key: Key, text: bytes, signature: bytes, token: str) -> bool:
    if key.kind == "SM3":
        return hmac.compare_digest(sm3_hmac(token.encode(), text), signature)
    try:
        return bool(signature) and bool(sm2_verify(public_bytes(key.public), text, signature))
    except (GmsslInnerError, ValueError):
        return False


def public_bytes(written: str) -> bytes:
    """An SM2 public key of 64 bytes from its hex form. Raises ValueError."""
    given = bytes.fromhex(written)
    given = given[1:] if len(given) == _PUBLIC + 1 and given[0] == 4 else given  # noqa: PLR2004  04 is "uncompressed"
    if len(given) != _PUBLIC:
        raise ValueError(len(given))
    return given


def ensure_now(written: Any, at: datetime) -> None:
    """The time written in a message (Shanghai's) is now, give or take the window. Raises Refused."""
    try:
        moment = datetime.strptime(str(written), "%Y-%m-%d %H:%M:%S").replace(tzinfo=_SHANGHAI)
    except ValueError:
        moment = datetime.min.replace(tzinfo=UTC)
    if abs(at - moment) > WINDOW:
        raise Refused(Infcode.WRONG_TIME, minutes=WINDOW.seconds // 60)
