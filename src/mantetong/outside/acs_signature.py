"""The carrier's request signature, third version (ACS3-HMAC-SHA256): how a request is put in order and signed.

Used to sign what we send and, by the sandbox, to check it as strictly as the carrier does.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"


def encoded(text: str) -> str:
    """Percent-encoding of the signature: letters, digits and -_.~ stay."""
    return quote(text, safe="-_.~")


def canonical_query(parameters: Mapping[str, str]) -> str:
    """Parameters in the order of their names, encoded."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sorted(parameters.items()))


def signature(
    *, secret: str, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], signed: tuple[str, ...]
) -> str:
    """The signature in lower-case hex over method, path, query, the `signed` headers (lower-case names) and the body's digest."""
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in signed)
    request = "\n".join([method, path, canonical_query(query), lines, ";".join(signed), headers["x-acs-content-sha256"]])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    return hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()


def authorization(*, key: str, signed: tuple[str, ...], signature: str) -> str:
    """The Authorization header."""
    return f"{ALGORITHM} Credential={key},SignedHeaders={';'.join(signed)},Signature={signature}"


def parse_authorization(text: str) -> dict[str, str]:
    """Credential, SignedHeaders and Signature of an Authorization header; empty when it is of another kind."""
    algorithm, _, rest = text.partition(" ")
    if algorithm != ALGORITHM:
        return {}
    return dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
