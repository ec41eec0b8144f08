"""Web Push to a browser's own push service: the message is sealed for that browser alone (RFC 8291, one record of aes128gcm) and
signed by this installation (VAPID, RFC 8292), whose key is derived from the first master key and stays the same.

The endpoint comes from a browser: as with webhooks, only public addresses are spoken to. A repeat carries the same topic and tag and
replaces the message instead of showing it twice.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ec import derive_private_key as private_key_of
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as new_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from mantetong.outside.keys import key_ring
from mantetong.outside.sms import Sending, Sent
from mantetong.outside.webhooks import NotAPublicAddress, ensure_public, sent_to_public

KEPT_FOR = timedelta(days=1)  # by the push service, for a telephone that is off
_SIGNED_FOR = timedelta(hours=12)
_RECORD, _SALT, _AUTH = 4096, 16, 16
_GONE = frozenset({404, 410})
_LAST_RECORD = b"\x02"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256
_SANDBOX_CONTACT = "mailto:sandbox@example.org"


class NotABrowser(ValueError):
    """The endpoint or the keys are none that a browser gives."""

    code = "NOT_A_BROWSER"


@dataclass(frozen=True, slots=True)
class Browser:
    """A subscription as the browser states it; keys in base64url."""

    endpoint: str
    public_key: str
    auth: str


def contact() -> str:
    """Who answers for our pushes; empty where nobody is named, and nothing is pushed."""
    environment = settings.MANTETONG_ENVIRONMENT
    if environment.push_contact or environment.public_url.startswith("https://"):
        return str(environment.push_contact or environment.public_url)
    return _SANDBOX_CONTACT if environment.sandbox else ""


def application_key() -> str:
    """Our public key, which a browser is given when it subscribes; base64url."""
    return _text(_point(_signing_key().public_key()))


def ensure_browser(browser: Browser) -> None:
    """Raises NotABrowser for keys that are none, or an address that no push may go to."""
    try:
        ensure_public(browser.endpoint)
        _their_key(browser)
    except (ValueError, NotAPublicAddress) as error:
        raise NotABrowser from error
    if len(_bytes(browser.auth)) != _AUTH:
        raise NotABrowser


def push_to(browser: Browser, *, content: dict[str, str], topic: str, at: datetime) -> Sent:
    """Hand one message to the browser's push service. REFUSED with GONE when the subscription has ended."""
    body = sealed(json.dumps(content, ensure_ascii=False).encode(), browser=browser)
    headers = {
        "Authorization": _signed(browser.endpoint, at), "TTL": str(int(KEPT_FOR.total_seconds())), "Urgency": "normal",
        "Topic": topic, "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
    }  # fmt: skip
    try:
        status = sent_to_public(browser.endpoint, body, headers).status_code
    except NotAPublicAddress as error:
        return Sent(Sending.REFUSED, reason=error.reason)
    except httpx.HTTPError as error:
        return Sent(Sending.UNKNOWN, reason=type(error).__name__)
    if httpx.codes.is_success(status):
        return Sent(Sending.HANDED_OVER)
    later = status == httpx.codes.TOO_MANY_REQUESTS or httpx.codes.is_server_error(status)
    return Sent(Sending.REFUSED, reason="GONE" if status in _GONE else f"PUSH_{status}", may_retry=later)


def sealed(plain: bytes, *, browser: Browser, salt: bytes = b"", ours: EllipticCurvePrivateKey | None = None) -> bytes:
    """The body of a push: header and one record (RFC 8188). `salt` and `ours` are fresh but for the standard's own example."""
    salt, ours = salt or secrets.token_bytes(_SALT), ours or new_private_key(SECP256R1())
    their, point = _their_key(browser), _point(ours.public_key())
    info = b"WebPush: info\0" + _point(their) + point
    shared = HKDF(SHA256(), 32, _bytes(browser.auth), info).derive(ours.exchange(ECDH(), their))
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(shared)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(shared)
    header = salt + _RECORD.to_bytes(4, "big") + len(point).to_bytes(1, "big") + point
    return header + AESGCM(key).encrypt(nonce, plain + _LAST_RECORD, None)


def _their_key(browser: Browser) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(browser.public_key))


def _signed(endpoint: str, at: datetime) -> str:
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((at + _SIGNED_FOR).timestamp()), "sub": contact()}
    return f"vapid t={jwt.encode(claims, _signing_key(), algorithm='ES256')}, k={application_key()}"


def _signing_key() -> EllipticCurvePrivateKey:
    ring = key_ring()
    number = int.from_bytes(ring.derived("web-push", min(ring.masters)), "big")
    return private_key_of(number % (_ORDER - 1) + 1, SECP256R1())


def _point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
