"""医保码 of the pretend world: 28 signs that name nobody, good for a few minutes, and opened by the registry alone (1101, type 01).

Nothing is kept: the signs hold whose it is and when it was shown, under the sandbox's own seal.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from html import escape

from mantetong.outside.envelope import SHANGHAI
from mantetong.outside.gateways import SANDBOX_TOKEN
from mantetong.sandbox.insured import BY_PSN_NO, PEOPLE, InsuredPerson
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

GOOD_FOR = timedelta(minutes=5)
_HEAD, _SEAL = 6, 11  # two bytes for whose, four for the minute; the seal fills the code up to 28 signs
_PADDING = "===="


class CodeUnreadable(ValueError):
    """No code of ours: a sign too many, too few or another."""


class CodeSpent(ValueError):
    """It was good, and is so no longer."""


def code_of(person: InsuredPerson, *, at: datetime) -> str:
    """The code this person's telephone shows in this minute."""
    head = PEOPLE.index(person).to_bytes(2) + int(at.timestamp() // 60).to_bytes(4)
    return base64.b32encode(head + _sealed(head)).decode().rstrip("=")


def holder_of(code: str, *, at: datetime) -> InsuredPerson:
    """Whose code it is. Raises CodeUnreadable, CodeSpent."""
    try:
        plain = base64.b32decode(code + _PADDING)
    except ValueError as error:
        raise CodeUnreadable from error
    head, seal = plain[:_HEAD], plain[_HEAD:]
    if not hmac.compare_digest(seal, _sealed(head)):
        raise CodeUnreadable
    shown = datetime.fromtimestamp(int.from_bytes(head[2:]) * 60, tz=SHANGHAI)
    if not shown <= at < shown + GOOD_FOR:
        raise CodeSpent
    return PEOPLE[int.from_bytes(head[:2])]


def _sealed(head: bytes) -> bytes:
    return hmac.digest(SANDBOX_TOKEN.encode(), b"insurance-code:" + head, hashlib.sha256)[:_SEAL]


def code_json(request: Request, _state: State) -> Reply:
    """The code of an invented person, as `{"code", "good_until"}`; 404 for a number nobody has."""
    person = BY_PSN_NO.get(request.query.get("psn_no", ""))
    if person is None:
        return json_reply({"error": f"no such psn_no: {escape(request.query.get('psn_no', ''))}"}, status=404)
    until = request.at.replace(second=0, microsecond=0) + GOOD_FOR
    return json_reply({"code": code_of(person, at=request.at), "good_until": until.isoformat()})
