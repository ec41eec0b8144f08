"""SM2 over SM3 (GB/T 32918, 32905): the national algorithms' signature of this installation, one key pair per purpose.

The private key is derived from the first master key. GmSSL makes no public key from a private one, so that one
multiplication on the curve is done here; signing and checking are GmSSL's.
"""

from dataclasses import dataclass
from functools import lru_cache

from gmssl_pyx import GmsslInnerError, sm2_sign, sm2_verify, sm3_hash

from mantetong.outside.keys import key_ring

_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
_Point = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Sm2Record:
    """A signature beside a file: `sm3` of its bytes, `signature` (DER) over that digest, `public_key` (64 bytes), all in hex."""

    sm3: str
    signature: str
    public_key: str


def sm2_record(content: bytes, *, purpose: str) -> Sm2Record:
    """Sign the SM3 digest of `content`."""
    private, public = _pair(purpose)
    digest = sm3_hash(content)
    return Sm2Record(digest.hex(), sm2_sign(private, public, digest).hex(), public.hex())


def is_sm2_signed(content: bytes, *, signature: str, public_key: str) -> bool:
    """True when `signature` (hex) was made over the SM3 digest of `content` by the holder of `public_key`'s other half."""
    try:
        return bool(sm2_verify(bytes.fromhex(public_key), sm3_hash(content), bytes.fromhex(signature)))
    except (GmsslInnerError, ValueError):
        return False


def sm2_public_key(*, purpose: str) -> str:
    """The public key in hex, to be handed to whoever checks."""
    return _pair(purpose)[1].hex()


def _pair(purpose: str) -> tuple[bytes, bytes]:
    ring = key_ring()
    return _from_secret(ring.derived(f"sm2:{purpose}", min(ring.masters)))


@lru_cache(maxsize=16)
def _from_secret(secret: bytes) -> tuple[bytes, bytes]:
    private = int.from_bytes(secret, "big") % (_N - 2) + 1
    point = _times(private, _G)
    if point is None:  # never: the private key is below the order
        raise ValueError(private)
    return private.to_bytes(32, "big"), b"".join(one.to_bytes(32, "big") for one in point)


def _times(number: int, point: _Point) -> _Point:
    total: _Point = None
    while number:
        if number & 1:
            total = _plus(total, point)
        point, number = _plus(point, point), number >> 1
    return total


def _plus(one: _Point, other: _Point) -> _Point:
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % _P == 0:
        return None
    if one == other:
        slope = (3 * one[0] * one[0] + _A) * pow(2 * one[1], -1, _P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, _P)
    x = (slope * slope - one[0] - other[0]) % _P
    return x, (slope * (one[0] - x) - one[1]) % _P
