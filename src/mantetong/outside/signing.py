"""Ed25519 signatures of this installation, one key pair per purpose, derived from the first master key."""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mantetong.outside.keys import key_ring


def _private(purpose: str) -> Ed25519PrivateKey:
    ring = key_ring()
    return Ed25519PrivateKey.from_private_bytes(ring.derived(f"signing:{purpose}", min(ring.masters)))


def sign(message: bytes, *, purpose: str) -> str:
    """The signature in base64."""
    return base64.b64encode(_private(purpose).sign(message)).decode()


def public_key(*, purpose: str) -> str:
    """The raw 32-byte public key in base64, to be handed to whoever checks."""
    raw = _private(purpose).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def is_signed(message: bytes, *, signature: str, by_key: str) -> bool:
    """True when `signature` over `message` was made by the holder of the private half of `by_key`."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(by_key)).verify(base64.b64decode(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
