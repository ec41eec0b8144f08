"""A browser as a push service knows it: it makes its own keys, subscribes, and alone can open what comes (RFC 8291, receiving side)."""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_SALT, _POINT = slice(0, 16), slice(21, 86)
_END = b"\x02"


class PushBrowser:
    """One browser subscribed at the sandbox's push service, for pushes by the holder of `key` only."""

    def __init__(self, sandbox: str, *, key: str) -> None:
        self._sandbox, self._secret, self._auth = sandbox.rstrip("/"), generate_private_key(SECP256R1()), secrets.token_bytes(16)
        self._point = self._secret.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        said = httpx.post(f"{self._sandbox}/push/subscribe", params={"key": key}, timeout=10, trust_env=False)
        self.endpoint = str(said.raise_for_status().json()["endpoint"])

    @property
    def values(self) -> dict[str, str]:
        """What the page sends to the service."""
        return {"endpoint": self.endpoint, "p256dh": _text(self._point), "auth": _text(self._auth)}

    def leave(self) -> None:
        """Unsubscribe without telling anybody but the push service."""
        httpx.post(self.endpoint.replace("/push/to/", "/push/leave/"), timeout=10, trust_env=False)

    def received(self) -> list[dict[str, Any]]:
        """Everything that has come, opened. Raises cryptography's InvalidTag for what was not sealed for this browser."""
        said = httpx.get(self.endpoint.replace("/push/to/", "/push/received/"), timeout=10, trust_env=False)
        return [json.loads(self._opened(base64.b64decode(text))) for text in said.raise_for_status().json()]

    def _opened(self, body: bytes) -> bytes:
        salt, point = body[_SALT], body[_POINT]
        sender = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
        prk = _mac(self._auth, self._secret.exchange(ECDH(), sender))
        prk = _mac(salt, _mac(prk, b"WebPush: info\0" + self._point + point + b"\x01"))
        key = _mac(prk, b"Content-Encoding: aes128gcm\0\x01")[:16]
        nonce = _mac(prk, b"Content-Encoding: nonce\0\x01")[:12]
        return AESGCM(key).decrypt(nonce, body[_POINT.stop :], None).removesuffix(_END)


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
