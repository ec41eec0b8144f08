"""One connection of the bare till, with the hot statement prepared on it and run through libpq itself (`psycopg.pq`):
cursor, adaptation and pool cost five times what the statement does. Everything else goes the ordinary way.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import psycopg
from psycopg import pq

from mantetong.settlement.statements import look_up_here, look_up_together, statement
from mantetong.settlement.together import Question, Rows

_SETTINGS: dict[str, Any] = {"connect_timeout": "2", "application_name": "mantetong look-up"}
# A pooler in between refuses start-up options. One plan for all: planning anew costs eight times what the statement does.
_DIRECT: dict[str, Any] = {"options": "-c statement_timeout=2000 -c plan_cache_mode=force_generic_plan"}
_PLACES = {"%(psn_no)s": "$1", "%(on)s": "$2::date", "%(institution)s": "$3"}
_SIGNED_OFF = statement("recognition", "signed_off")
_TOKENS, _KEYS, _RULES, _ENTITLEMENTS, _CIPHERS = (
    statement("settlement", name) for name in ("tokens", "keys", "rules", "entitlements", "ciphers")
)

_COLUMNS = 7


class Senders(NamedTuple):
    """What every process keeps for seconds: rows of tokens.sql, keys.sql, signed_off.sql, rules.sql, entitlements.sql, ciphers.sql."""

    tokens: Rows
    keys: Rows
    complete: Rows
    rules: Rows
    entitled: Rows
    ciphers: Rows


class _Statement(NamedTuple):
    name: bytes
    text: bytes


def _numbered(name: str, text: str) -> _Statement:
    for place, number in _PLACES.items():
        text = text.replace(place, number)
    return _Statement(name.encode(), text.encode())


_ONE, _MANY = _numbered("look_up", look_up_here()), _numbered("look_up_together", look_up_together())


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
            self._prepare()
        else:
            self._connection.prepare_threshold = None

    def _prepare(self) -> None:
        try:
            for one in (_ONE, _MANY):
                _ensure(self._libpq.prepare(one.name, one.text), pq.ExecStatus.COMMAND_OK)
        except psycopg.Error:
            self.close()
            raise

    def ask(self, questions: Sequence[Question]) -> list[Rows]:
        """For each question the rows of look_up.sql, each with when the institution identified the person."""
        if len(questions) == 1:
            [(psn_no, on, institution)] = questions
            result = self._result(_ONE, [psn_no.encode(), on.isoformat().encode(), institution.encode()])
            return [[_row(result, row, 0) for row in range(result.ntuples)]]
        result = self._result(_MANY, [_array(each) for each in zip(*questions, strict=True)])
        told: list[Rows] = [[] for _ in questions]
        for row in range(result.ntuples):
            told[int(result.get_value(row, 0)) - 1].append(_row(result, row, 1))
        return told

    def _result(self, one: _Statement, given: list[bytes]) -> Any:
        result = self._libpq.exec_prepared(one.name, given) if self._prepared else self._libpq.exec_params(one.text, given)
        _ensure(result, pq.ExecStatus.TUPLES_OK)
        return result

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
            asked(_CIPHERS).fetchall(),
        )

    def copy(self, table: str, columns: str, lines: Sequence[bytes]) -> None:
        """Append lines in COPY's text form, all or none of them."""
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            copy.write(b"".join(lines))

    def close(self) -> None:
        """End the connection, dead or alive."""
        with suppress(psycopg.Error):
            self._connection.close()


def _array(values: Sequence[Any]) -> bytes:
    """Numbers, codes and days as PostgreSQL writes an array of them: letters, digits and hyphens need no quotes."""
    return f"{{{','.join(map(str, values))}}}".encode()


def _row(result: Any, row: int, first: int) -> tuple[Any, ...]:
    cells = [result.get_value(row, column) for column in range(first, first + _COLUMNS)]
    *texts, identified_at = [None if cell is None else cell.decode() for cell in cells]
    return (*texts, None if identified_at is None else int(identified_at))


def _ensure(result: Any, status: pq.ExecStatus) -> None:
    if result.status != status:
        raise psycopg.OperationalError(result.get_error_message())
