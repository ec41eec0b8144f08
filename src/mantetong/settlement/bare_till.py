"""What the till knows, straight from PostgreSQL: an own pool, no Django, tokens and sign-offs kept for seconds."""

import hashlib
import importlib.resources
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from mantetong.settlement.answering import TillAway

T = TypeVar("T")
_FRESH = 5.0  # seconds a withdrawn token may still open, and a new sign-off may wait
_AGAIN = 0.5  # an unknown token is looked for again no sooner: guessing must not reach the database
_PATIENCE = 2.0
_PREFECTURE = 4


def statement(room: str, name: str) -> str:
    """A named SQL statement of a room, without its comments (psycopg would look for parameters in them)."""
    text = importlib.resources.files(f"mantetong.{room}").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


_LOOK_UP = statement("recognition", "look_up")
_SIGNED_OFF = statement("recognition", "signed_off")
_TOKENS = statement("settlement", "tokens")


def token_digest(token: str) -> str:
    """How a token is kept: SHA-256 in hex; the token itself is 256 random bits, so nothing can be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


class BareTill:
    """The till's own connections. Made after the web server has forked; every method may be called from any thread."""

    def __init__(self, *, dsn: str, is_sandbox: bool, most: int = 4, prepared: bool = True) -> None:
        self._sandbox = is_sandbox
        self._prepare = True if prepared else None
        settings = {"autocommit": True, "prepare_threshold": 0 if prepared else None, "connect_timeout": 2}
        self._pool = ConnectionPool(dsn, min_size=1, max_size=most, timeout=_PATIENCE, kwargs=settings, open=True, name="till")
        self._lock = threading.Lock()
        self._tokens: dict[str, str] = {}
        self._complete: frozenset[str] = frozenset()
        self._read_at = float("-inf")

    def close(self) -> None:
        """End the connections."""
        self._pool.close()

    def institution_of(self, token: str) -> str | None:
        """The institution the token is bound to. Raises TillAway while nothing was ever read."""
        digest = token_digest(token)
        if time.monotonic() - self._read_at > _FRESH:
            self._read_again(_FRESH)
        found = self._tokens.get(digest)
        if found is None and self._read_again(_AGAIN):
            found = self._tokens.get(digest)
        return found

    def is_complete(self, prefecture: str) -> bool:
        """Whether the prefecture's existing recognitions are declared complete."""
        return prefecture in self._complete

    def find(self, psn_no: str, on: date) -> Sequence[tuple[Any, ...]]:
        """The rows of look_up.sql. Raises TillAway."""
        return self._asked(lambda one: one.execute(_LOOK_UP, {"psn_no": psn_no, "on": on}, prepare=self._prepare).fetchall())

    def write_calls(self, calls: Sequence[tuple[Any, ...]], columns: str) -> None:
        """Append journal lines in one COPY. Raises TillAway."""
        self._asked(lambda one: _copy(one, calls, columns))

    def _read_again(self, age: float) -> bool:
        """Read tokens and sign-offs unless that was done within `age` seconds; one thread at a time."""
        with self._lock:
            if time.monotonic() - self._read_at <= age:
                return False
            try:
                tokens = self._asked(lambda one: one.execute(_TOKENS).fetchall())
                complete = self._asked(lambda one: one.execute(_SIGNED_OFF, {"sandbox": self._sandbox}).fetchall())
            except TillAway:
                if not self._tokens:
                    raise
                return False
            self._tokens, self._complete = dict(tokens), frozenset(region[:_PREFECTURE] for (region,) in complete)
            self._read_at = time.monotonic()
            return True

    def _asked(self, ask: Callable[[psycopg.Connection[Any]], T]) -> T:
        """Ask once more on a fresh connection when the one at hand was dead: a restarted database leaves a pool of those."""
        with suppress(psycopg.OperationalError, psycopg.InterfaceError):
            return self._once(ask)
        try:
            self._pool.check()
            return self._once(ask)
        except (psycopg.Error, PoolTimeout) as error:
            raise TillAway(type(error).__name__) from error

    def _once(self, ask: Callable[[psycopg.Connection[Any]], T]) -> T:
        try:
            with self._pool.connection() as connection:
                return ask(connection)
        except PoolTimeout as error:
            raise TillAway("no connection") from error


def _copy(connection: psycopg.Connection[Any], calls: Sequence[tuple[Any, ...]], columns: str) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY settlement_interfacecall ({columns}) FROM STDIN") as copy:
        for call in calls:
            copy.write_row(call)
