"""A request as the sandbox sees it and the reply it gives: plain values between the wire and the pretend offices."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """Method, target as sent, headers by lower-case name, body, and the moment it arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    at: datetime

    @property
    def path(self) -> str:
        """The target without its query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """Parameters of the target; the last of a repeated one."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. `silent` closes the connection without a word: the work was done and nobody hears of it."""

    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False


def json_reply(content: Any, *, status: int = 200) -> Reply:
    """A reply of JSON, Chinese left readable."""
    return Reply(status, json.dumps(content, ensure_ascii=False).encode())
