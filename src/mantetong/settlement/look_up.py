"""5301 without Django: the WSGI callable `application` that `config/wsgi.py` chooses by path before anything else.

Also runs alone (`mantetong lookup`). What it needs comes from the environment: MANTETONG_DATABASE_URL, or the address that
`serve` left in <MANTETONG_HOME>/database.url; the keys in <MANTETONG_HOME>/keys, without which encrypted messages
get no answer but *unknown*; MANTETONG_SANDBOX; MANTETONG_PREPARED_STATEMENTS.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from mantetong.settlement.answering import INFNO, Answered, Till, answer_look_up, output_of
from mantetong.settlement.bare_till import BareTill
from mantetong.settlement.codes import Infcode, said
from mantetong.settlement.journal import Journal, journal_line
from mantetong.settlement.last_known import LastKnown
from mantetong.settlement.message import answer_bytes
from mantetong.settlement.pace import Pace

PATH = f"/interface/{INFNO}"
LONGEST = 64 * 1024
_PER_SECOND = 200.0  # as in config/environment.py, which this process does not load
_SHANGHAI = timezone(timedelta(hours=8))
_STATUS = {200: "200 OK", 401: "401 Unauthorized", 405: "405 Method Not Allowed"}
_YES = frozenset({"1", "true", "yes", "on", "t", "y"})

Start = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the look-up needs, in plain values."""

    dsn: str
    is_sandbox: bool
    keys: Path
    prepared: bool = True
    per_second: float = _PER_SECOND


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings an environment gives. Raises FileNotFoundError when there is no database."""
    home = Path(environment.get("MANTETONG_HOME", "var")).expanduser()
    return Settings(
        dsn=environment.get("MANTETONG_DATABASE_URL") or (home / "database.url").read_text().strip(),
        keys=home / "keys",
        is_sandbox=environment.get("MANTETONG_SANDBOX", "").lower() in _YES,
        prepared=environment.get("MANTETONG_PREPARED_STATEMENTS", "true").lower() in _YES,
        per_second=float(environment.get("MANTETONG_TILL_PER_SECOND") or _PER_SECOND),
    )


def sandbox_moment(text: str) -> datetime | None:
    """The moment of X-Sandbox-Now: ISO with offset or in Shanghai time, a plain date meaning its noon; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2026-01-01"):
        moment = moment.replace(hour=12)
    return moment if moment.tzinfo else moment.replace(tzinfo=_SHANGHAI)


def make_application(
    *, till: Till, journal: Journal | None, is_sandbox: bool
) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """A WSGI callable that answers POST /interface/5301 from `till` and notes every call in `journal`."""

    def answer(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        received, began = time.time(), time.perf_counter()
        answered = _answered(environ, till, _moment(environ, received, is_sandbox))
        if journal is not None:
            took = int((time.perf_counter() - began) * 1_000_000)
            journal.note(_journal_line(answered, received, took))
        return _given(answered, received, start_response)

    return answer


def _answered(environ: Mapping[str, Any], till: Till, at: datetime) -> Answered:
    if environ["REQUEST_METHOD"] != "POST":
        return Answered(Infcode.WRONG_METHOD, said(Infcode.WRONG_METHOD), status=405)
    body = environ["wsgi.input"].read(min(_length(environ), LONGEST + 1))
    if len(body) > LONGEST:
        return Answered(Infcode.TOO_LARGE, said(Infcode.TOO_LARGE, limit=LONGEST))
    on = at.astimezone(_SHANGHAI).date()
    return answer_look_up(till=till, authorization=environ.get("HTTP_AUTHORIZATION", ""), body=body, on=on, at=at)


def _length(environ: Mapping[str, Any]) -> int:
    text = environ.get("CONTENT_LENGTH") or ""
    return int(text) if text.isascii() and text.isdigit() else LONGEST + 1


def _moment(environ: Mapping[str, Any], received: float, is_sandbox: bool) -> datetime:  # noqa: FBT001  private, one caller
    asked = sandbox_moment(environ["HTTP_X_SANDBOX_NOW"]) if is_sandbox and "HTTP_X_SANDBOX_NOW" in environ else None
    return asked or datetime.fromtimestamp(received, UTC)


def _given(answered: Answered, received: float, start_response: Start) -> Iterable[bytes]:
    body = answer_bytes(
        infcode=int(answered.infcode),
        err_msg=answered.err_msg,
        output=output_of(answered),
        region=answered.region,
        received=received,
        warn_msg=answered.warn_msg,
    )
    headers = [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    if answered.status == 401:  # noqa: PLR2004  the one status with a header of its own
        headers.append(("WWW-Authenticate", 'Bearer realm="interface"'))
    start_response(_STATUS[answered.status], headers)
    return (body,)


def _journal_line(answered: Answered, received: float, took: int) -> bytes:
    return journal_line(
        received=received,
        infno=INFNO,
        msgid=answered.msgid,
        institution=answered.institution,
        psn_no=answered.psn_no,
        infcode=answered.infcode,
        microseconds=took,
    )


class _Late:
    """Makes the real application with the first request, in the process that answers: connections do not survive a fork."""

    def __init__(self) -> None:
        self._made: Callable[[dict[str, Any], Start], Iterable[bytes]] | None = None
        self._making = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        return (self._made or self._make())(environ, start_response)

    def _make(self) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
        with self._making:
            if self._made is None:
                given = settings_of(os.environ)
                till = BareTill(
                    dsn=given.dsn,
                    is_sandbox=given.is_sandbox,
                    prepared=given.prepared,
                    keys=given.keys,
                    pace=Pace(given.per_second),
                    last=_LAST,
                )
                self._made = make_application(till=till, journal=Journal(till.write_calls), is_sandbox=given.is_sandbox)
            return self._made


_LAST = LastKnown()  # before the workers are forked: one memory for all of them
application = _Late()
