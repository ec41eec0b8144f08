"""One connection of the bare till, with the one hot statement prepared on it and run through libpq itself (`psycopg.pq`):
cursor, adaptation and pool cost five times what the statement does. Everything else goes the ordinary way.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import psycopg
from psycopg import pq

from mantetong.settlement.statements import look_up_here, statement

_NAME = b"look_up"
_SETTINGS: dict[str, Any] = {"connect_timeout": "2", "application_name": "mantetong look-up"}
_DIRECT: dict[str, Any] = {"options": "-c statement_timeout=2000"}  # a pooler in between refuses start-up options
_LOOK_UP = look_up_here().replace("%(psn_no)s", "$1").replace("%(on)s", "$2::date").replace("%(institution)s", "$3").encode()
_SIGNED_OFF = statement("recognition", "signed_off")
_TOKENS, _KEYS, _RULES, _ENTITLEMENTS = (statement("settlement", name) for name in ("tokens", "keys", "rules", "entitlements"))

_Rows = list[tuple[Any, ...]]


class Senders(NamedTuple):
    """What every process keeps for seconds: rows of tokens.sql, keys.sql, signed_off.sql, rules.sql, entitlements.sql."""

    tokens: _Rows
    keys: _Rows
    complete: _Rows
    rules: _Rows
    entitled: _Rows


class Line:
    """A connection, made when this is. Without prepared statements (a pooler in between) the text is sent each time.

    Everything here raises psycopg.Error; a line that did is to be closed.
    """

    def __init__(self, dsn: str, *, prepared: bool) -> None:
        self._connection = psycopg.connect(
            dsn, autocommit=True, client_encoding="utf8", **_SETTINGS, **(_DIRECT if prepared else {})
        )
        self._libpq = self._connection.pgconn
        self._prepared = prepared
        if prepared:
            _ensure(self._libpq.prepare(_NAME, _LOOK_UP), pq.ExecStatus.COMMAND_OK)
        else:
            self._connection.prepare_threshold = None

    def ask(self, psn_no: str, on: str, institution: str) -> _Rows:
        """The rows of look_up.sql, each with when the institution identified the person."""
        given = [psn_no.encode(), on.encode(), institution.encode()]
        result = self._libpq.exec_prepared(_NAME, given) if self._prepared else self._libpq.exec_params(_LOOK_UP, given)
        _ensure(result, pq.ExecStatus.TUPLES_OK)
        cell = result.get_value
        return [
            (
                _text(cell(row, 0)),
                _text(cell(row, 1)),
                _text(cell(row, 2)),
                _text(cell(row, 3)),
                _text(cell(row, 4)),
                _text(cell(row, 5)),
                _number(cell(row, 6)),
            )
            for row in range(result.ntuples)
        ]

    def senders(self, *, is_sandbox: bool) -> Senders:
        """Who may ask now, with what, and what is declared complete."""
        asked = self._connection.execute
        complete = asked(_SIGNED_OFF, {"sandbox": is_sandbox}).fetchall()
        return Senders(
            asked(_TOKENS).fetchall(),
            asked(_KEYS).fetchall(),
            complete,
            asked(_RULES).fetchall(),
            asked(_ENTITLEMENTS).fetchall(),
        )

    def copy(self, table: str, columns: str, lines: Sequence[bytes]) -> None:
        """Append lines in COPY's text form, all or none of them."""
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            copy.write(b"".join(lines))

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
