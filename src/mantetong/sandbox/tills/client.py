"""The client side of the national interface: numbers its messages, remembers the last, and never takes silence for a failure."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from mantetong.outside.envelope import Answer, Sender, message_id, parse_answer, request_body
from mantetong.sandbox.demo_logins import demo_token
from mantetong.sandbox.walk.errors import WalkStopped


@dataclass
class TillClient:
    """One institution's software at one server."""

    server: str
    sender: Sender
    insured_at: str
    last_msgid: str = ""
    _sequence: int = field(default_factory=lambda: secrets.randbelow(10_000))

    def ask(self, infno: str, given: Mapping[str, Any], *, msgid: str = "") -> Answer:
        """The answer, whatever it is. Raises WalkStopped when none came."""
        at = datetime.now(UTC)  # noqa: TID251  the till's own clock stamps its messages
        self._sequence += 1
        self.last_msgid = msgid or message_id(institution=self.sender.institution, at=at, sequence=self._sequence)
        body = request_body(
            infno=infno, msgid=self.last_msgid, sender=self.sender, at=at, given=given, insured_at=self.insured_at
        )
        headers = {"Authorization": f"Bearer {demo_token(self.sender.institution)}"}
        try:
            response = httpx.post(f"{self.server}/interface/{infno}", json=body, headers=headers, timeout=30, trust_env=False)
        except httpx.HTTPError as error:
            raise WalkStopped(f"/interface/{infno}", f"没有应答（{type(error).__name__}），结果未知，应以2601冲正") from error
        return parse_answer(response.content)

    def done(self, infno: str, given: Mapping[str, Any], *, msgid: str = "") -> Mapping[str, Any]:
        """The output of a transaction that must succeed. Raises WalkStopped with what was answered."""
        answer = self.ask(infno, given, msgid=msgid)
        if answer.infcode:
            raise WalkStopped(f"/interface/{infno}", f"infcode {answer.infcode}：{answer.err_msg}")
        return answer.output
