"""The ledgers of copied cases: the entries of the pattern, about another person, hashed one over the other anew."""

import hashlib
import json
from typing import Any

from django.db.backends.utils import CursorWrapper

from mantetong.domain.ledger_chain import GENESIS
from mantetong.sandbox.city.patterns import Pattern, Range

_SUBJECT = -987_654_321  # stands in the canonical JSON where a copy's own person goes
_COLUMNS = ("filing_id", "seq", "case_id", "action", "account_id_of_actor", "role", "at", "facts", "note", "previous", "digest")


def write_chains(cursor: CursorWrapper, pattern: Pattern, wanted: Range, *, starts: int) -> None:
    """Copy the pattern's entries for each of its copies, whose ids are `starts` + n, and keep their heads in `city_heads`."""
    entries = _entries(cursor, pattern.filing)
    cursor.execute(f"SELECT n FROM generate_series({wanted.first}, {wanted.last}) n WHERE {pattern.takes}")  # noqa: S608  numbers only
    copies = [n for (n,) in cursor.fetchall()]
    heads: list[tuple[int, str]] = []
    with cursor.copy(f"COPY cases_ledgerentry ({', '.join(_COLUMNS)}) FROM STDIN") as into:
        for n in copies:
            rows = _chain(entries, starts + n)
            for row in rows:
                into.write_row(row)
            heads.append((n, rows[-1][-1]))
    with cursor.copy("COPY city_heads (copy, head) FROM STDIN") as into:
        for head in heads:
            into.write_row(head)


def _entries(cursor: CursorWrapper, filing: int) -> list[tuple[Any, ...]]:
    cursor.execute(
        "SELECT seq, case_id IS NOT NULL, action, account_id_of_actor, role, at, facts::text, note FROM cases_ledgerentry"
        " WHERE filing_id = %s ORDER BY seq",
        [filing],
    )
    return [(*row[:6], _canonical(row[6]), row[7]) for row in cursor.fetchall()]


def _canonical(facts: str) -> tuple[str, str]:
    """The entry's facts as they are hashed, before and after the number of the person."""
    whole = json.loads(facts) | {"subject": _SUBJECT}
    before, _, after = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).partition(str(_SUBJECT))
    return before, after


def _chain(entries: list[tuple[Any, ...]], number: int) -> list[tuple[Any, ...]]:
    previous, rows = GENESIS, []
    for seq, is_of_case, action, actor, role, at, (before, after), note in entries:
        facts = f"{before}{number}{after}"
        digest = hashlib.sha256(f'["{previous}",{seq},{facts}]'.encode()).hexdigest()
        case = number if is_of_case else None
        rows.append((number, seq, case, action, actor, role, at, facts, note, previous, digest))
        previous = digest
    return rows
