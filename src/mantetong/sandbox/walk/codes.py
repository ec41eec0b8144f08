"""What people read off their telephones: codes from the outbox, and the six digits of an authenticator."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import httpx

from mantetong.sandbox.walk.errors import WalkStopped

_CODE = re.compile(r"码(\d{6})")
_PERIOD = 30


def totp(secret: str, *, at: float) -> str:
    """The six digits of an authenticator (RFC 6238, SHA-1, 30 s) at a Unix time; `secret` is base32."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at) // _PERIOD), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Telephone:
    """A number and what arrives at it."""

    def __init__(self, sandbox: str, number: str) -> None:
        self.sandbox, self.number = sandbox.rstrip("/"), number
        self._seen = 0

    def messages(self, *, since: int = 0) -> list[dict[str, Any]]:
        """What has arrived after the message `since`, oldest first."""
        asked = {"to": self.number, "since": str(since)} if since else {"to": self.number}
        answer = httpx.get(f"{self.sandbox}/sandbox/outbox.json", params=asked, timeout=10, trust_env=False)
        return list(answer.raise_for_status().json())

    def next_code(self, *, patience: float = 60.0) -> str:
        """The newest code that has not been read yet, waiting for it. Raises WalkStopped after `patience` seconds."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            fresh = [one for one in self.messages(since=self._seen) if _CODE.search(one["text"])]
            if fresh:
                self._seen = fresh[-1]["id"]
                return _CODE.search(fresh[-1]["text"])[1]  # type: ignore[index]
            time.sleep(0.2)
        raise WalkStopped("验证码", f"{patience:.0f}秒内没有收到验证码")


class MiniTelephone:
    """A telephone on which somebody has opened the mini-program: what its platform lets the shell do."""

    def __init__(self, sandbox: str, person: str) -> None:
        self._address, self._person = f"{sandbox.rstrip('/')}/wechat-mini/phone", person

    def login(self) -> str:
        """A code of wx.login, good once."""
        return str(self._said("login")["code"])

    def tap(self, templates: list[str]) -> dict[str, str]:
        """Somebody agrees to one message of each of these templates."""
        return self._said("tap", templates=",".join(templates))

    def _said(self, act: str, **asked: str) -> dict[str, str]:
        answer = httpx.get(f"{self._address}/{act}", params={"as": self._person, **asked}, timeout=10, trust_env=False)
        said: dict[str, str] = answer.raise_for_status().json()
        return said
