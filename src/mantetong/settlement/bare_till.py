"""What the till knows, straight from PostgreSQL: own connections, no Django, tokens and sign-offs kept for seconds."""

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from mantetong.outside.key_files import CannotOpen, KeysMissing, ring_in
from mantetong.settlement.answering import Known, TillAway
from mantetong.settlement.bare_line import Line, Senders
from mantetong.settlement.encryption import secret_of
from mantetong.settlement.last_known import LastKnown
from mantetong.settlement.lookup_rules import STRICT, LookUpRule, by_prefecture
from mantetong.settlement.pace import Pace
from mantetong.settlement.signing import Key
from mantetong.settlement.together import Question, Rows, Together

_FRESH = 5.0  # seconds a withdrawn token may still open, and a new sign-off may wait
_SOON = 4.0  # from here on one thread reads again; the others go on with what is still fresh
_AGAIN = 0.5  # an unknown token is looked for again no sooner: guessing must not reach the database
_REST = 0.5  # seconds before a database that did not answer is tried again
_PREFECTURE = 4
_JOURNAL = "settlement_interfacecall"

_T = TypeVar("_T")


def token_digest(token: str) -> str:
    """How a token is kept: SHA-256 in hex; the token itself is 256 random bits, so nothing can be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


class BareTill:
    """The till's own connections. Made after the web server has forked; every method may be called from any thread."""

    def __init__(
        self,
        *,
        dsn: str,
        is_sandbox: bool,
        prepared: bool = True,
        keys: Path | None = None,
        pace: Pace | None = None,
        last: LastKnown | None = None,
    ) -> None:
        self._dsn, self._sandbox, self._prepared, self._folder = dsn, is_sandbox, prepared, keys
        self._last = last
        self.ensure_pace = (pace or Pace(0)).ensure
        self._idle: deque[Line] = deque()  # as many as threads ever asked at once; pop and append need no lock
        self._journal: Line | None = None  # opened once: a login costs more processor time than ten look-ups
        self._writing = threading.Lock()
        self._together = Together(self._found)
        self._away_until = float("-inf")
        self._reading = threading.Lock()
        self._tokens: dict[str, str] = {}
        self._keys: dict[str, list[Key]] = {}
        self._ciphers: dict[str, list[bytes]] = {}
        self._demanding: frozenset[str] = frozenset()
        self._complete: frozenset[str] = frozenset()
        self._rules: Mapping[str, LookUpRule] = {}
        self._entitled: frozenset[tuple[str, str]] = frozenset()
        self._read_at = float("-inf")

    def close(self) -> None:
        """End the connections that rest."""
        self._close_idle()
        with self._writing:
            self._close_journal()

    def institution_of(self, token: str) -> str | None:
        """The institution the token is bound to. Raises TillAway while nothing was ever read."""
        digest = token_digest(token)
        if (age := time.monotonic() - self._read_at) > _SOON:
            self._keep_fresh(age)
        found = self._tokens.get(digest)
        if found is None and self._read_again(_AGAIN):
            found = self._tokens.get(digest)
        return found

    def keys_of(self, institution: str) -> Sequence[Key]:
        """The keys the institution must sign with."""
        return self._keys.get(institution, ())

    def demands_encryption(self, institution: str) -> bool:
        """Whether the institution is to send nothing plain."""
        return institution in self._demanding

    def secrets_of(self, institution: str) -> Sequence[bytes]:
        """The institution's SM4 keys, newest first. Raises TillAway while this machine has not the keys that open them."""
        sealed = self._ciphers.get(institution, ())
        try:
            ring = ring_in(self._folder or Path()) if sealed else None
            return [secret_of(one, ring=ring) for one in sealed] if ring else ()
        except (KeysMissing, CannotOpen) as error:
            raise TillAway(type(error).__name__) from error

    def is_complete(self, prefecture: str) -> bool:
        """Whether the prefecture's existing recognitions are declared complete."""
        return prefecture in self._complete

    def rule_of(self, prefecture: str) -> LookUpRule:
        """What the pack of the prefecture asks of a look-up."""
        return self._rules.get(prefecture, STRICT)

    def may_treat(self, institution: str, disease: str) -> bool:
        """Whether the institution is entitled to treat this sensitive disease."""
        return (institution, disease) in self._entitled

    def find(self, psn_no: str, on: date, institution: str) -> Known:
        """The rows of look_up.sql; the last known ones while the database is away. Raises TillAway."""
        day, key = on.isoformat(), f"{institution}{psn_no}"
        try:
            rows = self._together.rows_of(Question(psn_no, on, institution))
        except TillAway:
            kept = self._last.find(key, day) if self._last else None
            if kept is None:
                raise
            return Known(kept[1], kept[0])
        if self._last and rows:
            self._last.keep(key, time.time(), day, rows)
        return Known(rows)

    def _found(self, questions: Sequence[Question]) -> list[Rows]:
        return self._through(lambda line: line.ask(questions))

    def _through(self, use: Callable[[Line], _T]) -> _T:
        """What `use` gives on a resting connection, or on a new one. Raises TillAway."""
        with suppress(IndexError, psycopg.Error):
            return self._used(self._idle.pop(), use)
        self._close_idle()  # a restarted database leaves nothing but dead connections
        try:
            return self._used(self._new_line(), use)
        except psycopg.Error as error:
            raise self._away(error) from error

    def _used(self, line: Line, use: Callable[[Line], _T]) -> _T:
        try:
            given = use(line)
        except psycopg.Error:
            line.close()
            raise
        self._idle.append(line)
        return given

    def write_calls(self, lines: Sequence[bytes], columns: str) -> None:
        """Append journal lines, in COPY's text form, all or none. Raises TillAway."""
        with self._writing:
            if self._journal is not None:
                with suppress(psycopg.Error):
                    return self._journal.copy(_JOURNAL, columns, lines)
                self._close_journal()  # dead since the database was restarted, most likely
            try:
                self._journal = Line(self._dsn, prepared=False)
                self._journal.copy(_JOURNAL, columns, lines)
            except psycopg.Error as error:
                self._close_journal()
                raise TillAway(type(error).__name__) from error

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _new_line(self) -> Line:
        if time.monotonic() < self._away_until:
            raise TillAway("tried a moment ago")
        return Line(self._dsn, prepared=self._prepared)

    def _away(self, error: Exception) -> TillAway:
        self._away_until = time.monotonic() + _REST
        return TillAway(type(error).__name__)

    def _read_again(self, age: float) -> bool:
        """Read tokens and sign-offs unless that was done within `age` seconds; one thread at a time."""
        with self._reading:
            if time.monotonic() - self._read_at <= age:
                return False
            try:
                self._read()
            except TillAway:
                if not self._tokens:
                    raise
                return False
            return True

    def _keep_fresh(self, age: float) -> None:
        if age > _FRESH:
            self._read_again(_FRESH)
        elif self._reading.acquire(blocking=False):
            try:
                with suppress(TillAway):
                    self._read()
            finally:
                self._reading.release()

    def _read(self) -> None:
        at = time.monotonic()
        known: Senders = self._through(lambda line: line.senders(is_sandbox=self._sandbox))
        self._tokens, self._complete = dict(known.tokens), frozenset(region[:_PREFECTURE] for (region,) in known.complete)
        self._keys, self._rules = by_institution(known.keys), by_prefecture(known.rules)
        self._entitled = frozenset(known.entitled)
        self._ciphers = ciphers_by_institution(known.ciphers)
        self._demanding = frozenset(institution for institution, _, is_demanded in known.ciphers if is_demanded)
        self._read_at = at


def by_institution(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Key]]:
    """Rows of keys.sql, by institution."""
    found: dict[str, list[Key]] = {}
    for institution, kind, public in rows:
        found.setdefault(institution, []).append(Key(kind, public))
    return found


def ciphers_by_institution(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[bytes]]:
    """The sealed keys of ciphers.sql, by institution, newest first."""
    found: dict[str, list[bytes]] = {}
    for institution, sealed, _is_demanded in rows:
        found.setdefault(institution, []).append(bytes(sealed))
    return found
