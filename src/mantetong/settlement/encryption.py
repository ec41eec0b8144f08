"""Bodies encrypted with SM4-GCM: this platform's own convention, confirmed by no document of the national one (decision 0010).

With `enc_type` SM4 a till sends as `input` the Base64 of nonce (12 bytes), ciphertext and tag (16 bytes), and is answered alike in
`output`. The tag also covers which field it is and the question's infno, msgid and inf_time: a body moved into another message
does not open. Without Django: the look-up opens such messages too.
"""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from mantetong.outside.key_files import KeyRing
from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused
from mantetong.settlement.signing import ensure_now

KEY = 16  # bytes, as of the nonce and the tag below
_NONCE, _TAG = 12, 16
_PURPOSE = "field:settlement.institutioncipher.secret"  # as EncryptedTextField seals the column


class Ciphers(Protocol):
    """What is known of an institution's encryption."""

    def demands_encryption(self, institution: str) -> bool:
        """True when the institution is to send nothing plain."""

    def secrets_of(self, institution: str) -> Sequence[bytes]:
        """The institution's standing SM4 keys, newest first; none: it sends plain bodies. Raises TillAway."""


class Reply(NamedTuple):
    """What the answer to an encrypted question is closed with: the key that opened it, and the question's own marks."""

    secret: bytes
    marks: str


def new_secret() -> bytes:
    """A fresh SM4 key."""
    return secrets.token_bytes(KEY)


def secret_of(sealed: bytes, *, ring: KeyRing) -> bytes:
    """An institution's key from its column as it is stored. Raises CannotOpen."""
    return bytes.fromhex(ring.open(sealed, purpose=_PURPOSE).decode())


def opened_message(
    message: Mapping[str, Any], *, ciphers: Ciphers, institution: str, at: datetime
) -> tuple[Mapping[str, Any], Reply | None]:
    """The message with its input plain, and what its answer is closed with (None: it came plain). Raises Refused, TillAway."""
    if not isinstance(message["input"], str):
        ensure_may_be_plain(ciphers=ciphers, institution=institution)
        return message, None
    known = ciphers.secrets_of(institution)
    if not known:
        raise Refused(Infcode.NO_CIPHER_KEY)
    ensure_now(message["inf_time"], at)
    closed, marks = _from_base64(message["input"]), _marks(message)
    for secret in known:
        plain = _unlocked(secret, closed, f"input|{marks}")
        if plain is not None:
            return {**message, "input": _object(plain)}, Reply(secret, marks)
    raise Refused(
        Infcode.NOT_OPENED, why="解密未通过，请核对SM4密钥，并核对附加数据与报文的infno、msgid、inf_time一致，每次发送重新加密"
    )


def ensure_may_be_plain(*, ciphers: Ciphers, institution: str) -> None:
    """Raises Refused where the institution is to encrypt."""
    if ciphers.demands_encryption(institution):
        raise Refused(Infcode.MUST_BE_ENCRYPTED)


def closed_output(output: Any, *, reply: Reply) -> str:
    """`output` as it goes out to who asked encrypted."""
    return closed_text(msgspec.json.encode(output), secret=reply.secret, about=f"output|{reply.marks}")


def closed_text(plain: bytes, *, secret: bytes, about: str) -> str:
    """What is sent for `plain`: Base64 of a fresh nonce, the ciphertext and the tag, which also covers `about`."""
    nonce = secrets.token_bytes(_NONCE)
    closing = Cipher(SM4(secret), GCM(nonce)).encryptor()
    closing.authenticate_additional_data(_as_bytes(about))
    return base64.b64encode(nonce + closing.update(plain) + closing.finalize() + closing.tag).decode()


def opened_text(text: str, *, secret: bytes, about: str) -> bytes | None:
    """What `closed_text` was given; None for another key, another `about` or altered text. Raises Refused for what is no Base64."""
    return _unlocked(secret, _from_base64(text), about)


def _marks(message: Mapping[str, Any]) -> str:
    return f"{message['infno']}|{message['msgid']}|{message['inf_time']}"


def _from_base64(text: str) -> bytes:
    try:
        closed = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused(Infcode.NOT_OPENED, why="应为Base64，请按“随机数12字节＋密文＋校验值16字节”编码") from error
    if len(closed) < _NONCE + _TAG:
        raise Refused(Infcode.NOT_OPENED, why=f"只有{len(closed)}字节，应为“随机数12字节＋密文＋校验值16字节”，请检查是否被截断")
    return closed


def _unlocked(secret: bytes, closed: bytes, about: str) -> bytes | None:
    opening = Cipher(SM4(secret), GCM(closed[:_NONCE])).decryptor()
    opening.authenticate_additional_data(_as_bytes(about))
    plain = opening.update(closed[_NONCE:-_TAG])
    try:
        return plain + opening.finalize_with_tag(closed[-_TAG:])
    except InvalidTag:
        return None


def _as_bytes(about: str) -> bytes:
    return about.encode("utf-8", "surrogatepass")  # half a character, as JSON may bring it, must not end the request


def _object(plain: bytes) -> dict[str, Any]:
    try:
        found = json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise Refused(Infcode.NOT_OPENED, why="解密后不是有效的JSON，请加密UTF-8编码的input对象") from error
    if not isinstance(found, dict):
        raise Refused(Infcode.NOT_OPENED, why="解密后应为JSON对象，请加密与明文相同的input对象")
    return found
