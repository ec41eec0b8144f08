"""A signed push to a portal: CloudEvents 1.0 (structured JSON) with the headers of Standard Webhooks.

Only public addresses are spoken to: the name is resolved here, every address it has must be public, and the connection goes to the
address that was looked at. Redirects are not followed. In the sandbox its portal and its push service may be reached as well.
"""

import base64
import hashlib
import hmac
import ipaddress
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from mantetong.outside.line import Line

TIME_LIMIT = httpx.Timeout(8.0, connect=3.0)
LINE = Line(TIME_LIMIT)
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"


class NotAPublicAddress(ValueError):
    """The address is not HTTPS, cannot be resolved, or leads into a private network; `reason` says which."""

    code = "NOT_A_PUBLIC_ADDRESS"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pushed:
    """`status` is the portal's HTTP status, 0 for no answer; `reason` what stood in the way."""

    status: int
    reason: str = ""
    milliseconds: int = 0

    @property
    def is_taken(self) -> bool:
        """Any 2xx."""
        return httpx.codes.is_success(self.status)


def cloud_event(*, message_id: str, kind: str, region: str, subject: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """The body of one push."""
    event = {
        "specversion": "1.0", "id": message_id, "source": f"/regions/{region}", "type": kind, "subject": subject,
        "time": at.isoformat(), "datacontenttype": "application/json", "data": dict(data),
    }  # fmt: skip
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def signature(*, secret: str, message_id: str, stamp: int, body: bytes) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over id, Unix time and body."""
    digest = hmac.new(secret.encode(), b".".join((message_id.encode(), str(stamp).encode(), body)), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """Every address a name has. Raises NotAPublicAddress."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAPublicAddress("NAME_NOT_FOUND") from None
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def address_for(url: str, *, resolve: Resolve = resolved) -> str:
    """The one public address a push goes to. Raises NotAPublicAddress."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise NotAPublicAddress("NOT_HTTPS")
    addresses = resolve(parts.hostname, parts.port or 443)
    if not addresses or not all(_is_public(one) for one in addresses):
        raise NotAPublicAddress("PRIVATE_ADDRESS")
    return addresses[0]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (mapped or address).is_global and not (mapped or address).is_multicast


def ensure_public(url: str, *, resolve: Resolve = resolved) -> None:
    """Raises NotAPublicAddress for a target no push may go to."""
    if not _is_the_sandboxs(url):
        address_for(url, resolve=resolve)


def push(*, url: str, secret: str, message_id: str, body: bytes, at: datetime, resolve: Resolve = resolved) -> Pushed:
    """Push once. No answer, a private address and a refusal are outcomes, not errors."""
    stamp = int(at.timestamp())
    headers = {
        "Content-Type": CONTENT_TYPE,
        "webhook-id": message_id,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret=secret, message_id=message_id, stamp=stamp, body=body),
    }
    try:
        response = sent_to_public(url, body, headers, resolve=resolve)
    except NotAPublicAddress as error:
        return Pushed(0, error.reason)
    except httpx.HTTPError as error:
        return Pushed(0, type(error).__name__)
    return Pushed(response.status_code, milliseconds=int(response.elapsed.total_seconds() * 1000))


def sent_to_public(url: str, body: bytes, headers: Mapping[str, str], *, resolve: Resolve = resolved) -> httpx.Response:
    """Post to a public address, or to the sandbox. Raises NotAPublicAddress, httpx.HTTPError."""
    client = LINE.client()
    if _is_the_sandboxs(url):
        return client.post(url, content=body, headers=dict(headers))
    parts = urlsplit(url)
    address = address_for(url, resolve=resolve)
    target = httpx.URL(url).copy_with(host=address)
    named = {**headers, "Host": parts.netloc}
    return client.post(target, content=body, headers=named, extensions={"sni_hostname": parts.hostname})


def _is_the_sandboxs(url: str) -> bool:
    environment = settings.MANTETONG_ENVIRONMENT
    ours = environment.sandbox_url.rstrip("/")
    return bool(environment.sandbox and ours and url.startswith((f"{ours}/portal/", f"{ours}/push/")))
