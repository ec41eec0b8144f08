"""What stands in the QR code of a certificate: a CWT signed with Ed25519, in base45, that verifies without a network.

It holds the masked name, the days, and a salted digest of the disease: who reads the code learns the disease only by
holding the paper that names it (DESIGN §4).
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import base45
import cwt
from cwt import COSEKey
from cwt.exceptions import CWTError

from mantetong.outside.keys import key_ring
from mantetong.outside.signing import public_key
from mantetong.recognition.errors import NotACertificate

PURPOSE = "certificates"
ISSUER = "mantetong"
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
# Registered claims (RFC 8392), then our own from the private-use range.
_ISS, _EXP, _NBF, _IAT, _CTI = 1, 4, 5, 6, 7
_NAME, _BEGINS, _ENDS, _SALT, _DISEASE, _REGION = -70001, -70002, -70003, -70004, -70005, -70006


@dataclass(frozen=True, slots=True)
class Credential:
    """What a code says. `ends_on` is the last day in force, None open-ended."""

    token: str
    masked_name: str
    region: str
    begins_on: date
    ends_on: date | None
    issued_at: datetime
    salt: bytes
    disease_digest: bytes

    def is_for(self, disease: str) -> bool:
        """True when `disease` (its code or its name as printed) is what the certificate was issued for."""
        return _digest(self.salt, disease) in (self.disease_digest[:8], self.disease_digest[8:])


def _digest(salt: bytes, disease: str) -> bytes:
    return hashlib.sha256(salt + "".join(disease.split()).upper().encode()).digest()[:8]


@dataclass(frozen=True, slots=True)
class Certified:
    """What is put into a code."""

    token: str
    masked_name: str
    region: str
    disease_code: str
    disease_name: str
    begins_on: date
    ends_on: date | None


def credential_text(*, about: Certified, at: datetime) -> str:
    """The signed text for the QR code, about 300 characters of the QR alphabet."""
    salt = secrets.token_bytes(8)
    claims: dict[int, Any] = {
        _ISS: ISSUER,
        _CTI: about.token.encode(),
        _IAT: int(at.timestamp()),
        _NBF: _noon(about.begins_on) - 12 * 3600,
        _EXP: _noon(about.ends_on) + 12 * 3600 if about.ends_on else int(_NEVER.timestamp()),
        _NAME: about.masked_name,
        _REGION: about.region,
        _BEGINS: about.begins_on.isoformat(),
        _ENDS: about.ends_on.isoformat() if about.ends_on else "",
        _SALT: salt,
        _DISEASE: _digest(salt, about.disease_code) + _digest(salt, about.disease_name),
    }
    return str(base45.b45encode(cwt.encode(claims, _private_key())), "ascii")


def read_credential(text: str, *, by_key: str | None = None) -> Credential:
    """What a text says, proven to be signed by `by_key` (base64; ours when not given). Ended and future ones are read too.

    Raises NotACertificate.
    """
    try:
        signed = base45.b45decode(text.strip("\r\n"))
        claims = cwt.CWT.new().decode(signed, _public_key(by_key or public_key(purpose=PURPOSE)), no_verify=True)
    except (CWTError, ValueError, KeyError, TypeError) as error:
        raise NotACertificate from error
    if not isinstance(claims, dict) or claims.get(_ISS) != ISSUER:
        raise NotACertificate
    return _read(claims)


def _read(claims: dict[Any, Any]) -> Credential:
    try:
        return Credential(
            token=claims[_CTI].decode(),
            masked_name=claims[_NAME],
            region=claims[_REGION],
            begins_on=date.fromisoformat(claims[_BEGINS]),
            ends_on=date.fromisoformat(claims[_ENDS]) if claims[_ENDS] else None,
            issued_at=datetime.fromtimestamp(claims[_IAT], UTC),
            salt=claims[_SALT],
            disease_digest=claims[_DISEASE],
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise NotACertificate from error


def _noon(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=_SHANGHAI).timestamp())


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _key(x: bytes, d: bytes | None = None) -> Any:
    jwk = {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": hashlib.sha256(x).hexdigest()[:8], "x": _plain(x)}
    return COSEKey.from_jwk(jwk | ({"d": _plain(d)} if d else {}))


def _private_key() -> Any:
    """The same pair that `outside.signing` derives for this purpose, as COSE wants it."""
    ring = key_ring()
    return _key(base64.b64decode(public_key(purpose=PURPOSE)), ring.derived(f"signing:{PURPOSE}", min(ring.masters)))


@lru_cache(maxsize=16)
def _public_key(text: str) -> Any:
    return _key(base64.b64decode(text, validate=True))
