"""What the till knows, straight from PostgreSQL: own connections, no Django, tokens and sign-offs kept for seconds.

The one hot statement is prepared and run through libpq itself (`psycopg.pq`): cursor, adaptation and pool cost five times
what the statement does. Everything else goes the ordinary way.
"""

import hashlib
import importlib.resources
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import psycopg
from psycopg import pq

from mantetong.settlement.answering import Known, TillAway
from mantetong.settlement.last_known import LastKnown
from mantetong.settlement.lookup_rules import STRICT, LookUpRule, by_prefecture
from mantetong.settlement.pace import Pace
from mantetong.settlement.signing import Key

_FRESH = 5.0  # seconds a withdrawn token may still open, and a new sign-off may wait
_AGAIN = 0.5  # an unknown token is looked for again no sooner: guessing must not reach the database
_REST = 0.5  # seconds before a database that did not answer is tried again
_PREFECTURE = 4
_IDENTIFIED = 6  # the column behind those of look_up.sql
_NAME = b"look_up"
_SETTINGS: dict[str, Any] = {"connect_timeout": "2", "application_name": "mantetong look-up"}
_DIRECT: dict[str, Any] = {"options": "-c statement_timeout=2000"}  # a pooler in between refuses start-up options


def statement(room: str, name: str) -> str:
    """A named SQL statement of a room, without its comments (psycopg would look for parameters in them)."""
    text = importlib.resources.files(f"mantetong.{room}").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


def look_up_here() -> str:
    """Recognition's look-up, each row with when the asking institution identified the person."""
    return f"SELECT l.*, ({statement('settlement', 'identified')}) FROM ({statement('recognition', 'look_up')}) l"  # noqa: S608  our own texts


_LOOK_UP = look_up_here().replace("%(psn_no)s", "$1").replace("%(on)s", "$2::date").replace("%(institution)s", "$3").encode()
_SIGNED_OFF = statement("recognition", "signed_off")
_TOKENS = statement("settlement", "tokens")
_KEYS = statement("settlement", "keys")
_RULES = statement("settlement", "rules")
_ENTITLEMENTS = statement("settlement", "entitlements")


def token_digest(token: str) -> str:
    """How a token is kept: SHA-256 in hex; the token itself is 256 random bits, so nothing can be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


class _Line:
    """One connection with the statement prepared. Without prepared statements (a pooler in between) it is sent each time."""

    def __init__(self, dsn: str, *, prepared: bool) -> None:
        self._connection = psycopg.connect(
            dsn, autocommit=True, client_encoding="utf8", **_SETTINGS, **(_DIRECT if prepared else {})
        )
        self._libpq = self._connection.pgconn
        self._prepared = prepared
        if prepared:
            _ensure(self._libpq.prepare(_NAME, _LOOK_UP), pq.ExecStatus.COMMAND_OK)

    def ask(self, psn_no: str, on: str, institution: str) -> list[tuple[Any, ...]]:
        """The rows. Raises psycopg.OperationalError."""
        given = [psn_no.encode(), on.encode(), institution.encode()]
        result = self._libpq.exec_prepared(_NAME, given) if self._prepared else self._libpq.exec_params(_LOOK_UP, given)
        _ensure(result, pq.ExecStatus.TUPLES_OK)
        columns = range(result.nfields - 1)
        return [
            (*(_text(result.get_value(row, column)) for column in columns), _number(result.get_value(row, _IDENTIFIED)))
            for row in range(result.ntuples)
        ]

    def close(self) -> None:
        """End the connection, dead or alive."""
        with suppress(psycopg.Error):
            self._connection.close()


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


def _number(value: bytes | None) -> int | None:
    return None if value is None else int(value)


def _ensure(result: Any, status: pq.ExecStatus) -> None:
    if result.status != status:
        raise psycopg.OperationalError(result.get_error_message())


class BareTill:
    """The till's own connections. Made after the web server has forked; every method may be called from any thread."""

    def __init__(
        self, *, dsn: str, is_sandbox: bool, prepared: bool = True, pace: Pace | None = None, last: LastKnown | None = None
    ) -> None:
        self._dsn, self._sandbox, self._prepared = dsn, is_sandbox, prepared
        self._last = last
        self.ensure_pace = (pace or Pace(0)).ensure
        self._idle: deque[_Line] = deque()  # as many as threads ever asked at once; pop and append need no lock
        self._away_until = float("-inf")
        self._reading = threading.Lock()
        self._tokens: dict[str, str] = {}
        self._keys: dict[str, list[Key]] = {}
        self._complete: frozenset[str] = frozenset()
        self._rules: Mapping[str, LookUpRule] = {}
        self._entitled: frozenset[tuple[str, str]] = frozenset()
        self._read_at = float("-inf")

    def close(self) -> None:
        """End the connections that rest."""
        while self._idle:
            self._idle.pop().close()

    def institution_of(self, token: str) -> str | None:
        """The institution the token is bound to. Raises TillAway while nothing was ever read."""
        digest = token_digest(token)
        if time.monotonic() - self._read_at > _FRESH:
            self._read_again(_FRESH)
        found = self._tokens.get(digest)
        if found is None and self._read_again(_AGAIN):
            found = self._tokens.get(digest)
        return found

    def keys_of(self, institution: str) -> Sequence[Key]:
        """The keys the institution must sign with."""
        return self._keys.get(institution, ())

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
            rows = self._found(psn_no, day, institution)
        except TillAway:
            kept = self._last.find(key, day) if self._last else None
            if kept is None:
                raise
            return Known(kept[1], kept[0])
        if self._last and rows:
            self._last.keep(key, time.time(), day, rows)
        return Known(rows)

    def _found(self, psn_no: str, day: str, institution: str) -> list[tuple[Any, ...]]:
        with suppress(IndexError, psycopg.Error):
            return self._ask(self._idle.pop(), psn_no, day, institution)
        self.close()  # a restarted database leaves nothing but dead connections
        try:
            return self._ask(self._new_line(), psn_no, day, institution)
        except psycopg.Error as error:
            raise self._away(error) from error

    def write_calls(self, calls: Sequence[tuple[Any, ...]], columns: str) -> None:
        """Append journal lines in one COPY. Raises TillAway."""
        try:
            with psycopg.connect(self._dsn, autocommit=True, **_SETTINGS) as connection:
                _copy(connection, calls, columns)
        except psycopg.Error as error:
            raise TillAway(type(error).__name__) from error

    def _ask(self, line: _Line, psn_no: str, day: str, institution: str) -> list[tuple[Any, ...]]:
        try:
            rows = line.ask(psn_no, day, institution)
        except psycopg.Error:
            line.close()
            raise
        self._idle.append(line)
        return rows

    def _new_line(self) -> _Line:
        if time.monotonic() < self._away_until:
            raise TillAway("tried a moment ago")
        return _Line(self._dsn, prepared=self._prepared)

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

    def _read(self) -> None:
        if time.monotonic() < self._away_until:
            raise TillAway("tried a moment ago")
        try:
            with psycopg.connect(self._dsn, autocommit=True, **_SETTINGS) as connection:
                tokens = connection.execute(_TOKENS).fetchall()
                keys = connection.execute(_KEYS).fetchall()
                complete = connection.execute(_SIGNED_OFF, {"sandbox": self._sandbox}).fetchall()
                rules = connection.execute(_RULES).fetchall()
                entitled = connection.execute(_ENTITLEMENTS).fetchall()
        except psycopg.Error as error:
            raise self._away(error) from error
        self._tokens, self._complete = dict(tokens), frozenset(region[:_PREFECTURE] for (region,) in complete)
        self._keys, self._rules, self._entitled = by_institution(keys), by_prefecture(rules), frozenset(entitled)
        self._read_at = time.monotonic()


def by_institution(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Key]]:
    """Rows of keys.sql, by institution."""
    found: dict[str, list[Key]] = {}
    for institution, kind, public in rows:
        found.setdefault(institution, []).append(Key(kind, public))
    return found


def _copy(connection: psycopg.Connection[Any], calls: Sequence[tuple[Any, ...]], columns: str) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY settlement_interfacecall ({columns}) FROM STDIN") as copy:
        for call in calls:
            copy.write_row(call)
