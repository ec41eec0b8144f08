"""The second carrier's request signature (TC3-HMAC-SHA256): how a request is put in order and signed.

Used to sign what we send and, by the sandbox, to check it as strictly as the carrier does.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime

ALGORITHM = "TC3-HMAC-SHA256"


def signature(*, secret: str, service: str, headers: Mapping[str, str], signed: tuple[str, ...], body: bytes, stamp: int) -> str:
    """The signature in lower-case hex of a POST to /, over the `signed` headers (lower-case names) and the body; `stamp` is Unix time."""
    lines = "".join(f"{name}:{headers[name].strip().lower()}\n" for name in signed)
    request = "\n".join(["POST", "/", "", lines, ";".join(signed), hashlib.sha256(body).hexdigest()])
    day = day_of_stamp(stamp)
    to_sign = "\n".join([ALGORITHM, str(stamp), scope(day, service), hashlib.sha256(request.encode()).hexdigest()])
    key = f"TC3{secret}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def scope(day: str, service: str) -> str:
    """What a signature is good for: one day (UTC) and one service."""
    return f"{day}/{service}/tc3_request"


def day_of_stamp(stamp: int) -> str:
    """The day of a Unix time in UTC, YYYY-MM-DD."""
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d}"


def authorization(*, key: str, day: str, service: str, signed: tuple[str, ...], signature: str) -> str:
    """The Authorization header."""
    return f"{ALGORITHM} Credential={key}/{scope(day, service)}, SignedHeaders={';'.join(signed)}, Signature={signature}"
