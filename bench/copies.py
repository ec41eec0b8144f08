"""Ten thousand cases and some thousand drafts, copied in the database from one of each that was made the ordinary way."""

from collections.abc import Mapping
from typing import Any

import psycopg

from bench.machine import Machine

CASES = 10_000
DRAFTS = 3_000
_PEOPLE_FROM = 1_000_000  # the people of the till
_FILING_FROM, _DRAFT_FROM = 1_000_000, 2_000_000


def case_reference(n: int) -> str:
    """The address of a copied filing."""
    return f"b{n:015d}"


def draft_reference(n: int) -> str:
    """The address of a copied draft."""
    return f"d{n:015d}"


def copy(on: Machine, made: Mapping[str, Any]) -> None:
    """Copy the filing, its case, ledger, facts and answers, and the draft with its case, each for a person of their own."""
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        name_people(connection, made["person"])
        copy_filings(connection, made)
        copy_drafts(connection, made)
        for table in ("filing", "case", "ledgerentry", "factsheet", "criterionanswer"):
            connection.execute(f"ANALYZE cases_{table}")


def name_people(connection: psycopg.Connection[Any], person: int) -> None:
    """The till's people get a name that can be opened."""
    last = _PEOPLE_FROM + CASES + DRAFTS
    named = "UPDATE people_insuredperson p SET name = t.name, id_number = t.id_number, name_pinyin = t.name_pinyin FROM people_insuredperson t"
    connection.execute(f"{named} WHERE t.id = %s AND p.id > %s AND p.id <= %s", [person, _PEOPLE_FROM, last])


def copy_filings(connection: psycopg.Connection[Any], made: Mapping[str, Any]) -> None:
    """Submitted and accepted, waiting to be claimed."""
    filing, person = f"{_FILING_FROM} + n", f"{_PEOPLE_FROM} + n"
    again = {
        "id": filing,
        "reference": "'b' || lpad(n::text, 15, '0')",
        "person_id": person,
        "number": "'9' || lpad(n::text, 20, '0')",
    }
    _copies(connection, "cases_filing", f"id = {made['filing']}", CASES, again)
    case = {
        "id": filing,
        "filing_id": filing,
        "person_id": person,
        "reference": "'c' || lpad(n::text, 15, '0')",
        "number": "'9' || lpad(n::text, 20, '0') || '-1'",
        "due_on": "t.due_on + (n % 40 - 10)::int",
    }
    _copies(connection, "cases_case", f"id = {made['case']}", CASES, case)
    for table in ("cases_factsheet", "cases_criterionanswer"):
        _copies(connection, table, f"case_id = {made['case']}", CASES, {"id": None, "case_id": filing})
    ledger = {"id": None, "filing_id": filing, "case_id": filing}
    _copies(connection, "cases_ledgerentry", f"filing_id = {made['filing']}", CASES, ledger)


def copy_drafts(connection: psycopg.Connection[Any], made: Mapping[str, Any]) -> None:
    """Drafts of one applicant for people of their own."""
    draft, person = f"{_DRAFT_FROM} + n", f"{_PEOPLE_FROM + CASES} + n"
    again = {"id": draft, "reference": "'d' || lpad(n::text, 15, '0')", "person_id": person}
    _copies(connection, "cases_filing", f"id = {made['draft']}", DRAFTS, again)
    case = {"id": draft, "filing_id": draft, "person_id": person, "reference": "'e' || lpad(n::text, 15, '0')"}
    _copies(connection, "cases_case", f"id = {made['draft_case']}", DRAFTS, case)
    ledger = {"id": None, "filing_id": draft}
    _copies(connection, "cases_ledgerentry", f"filing_id = {made['draft']}", DRAFTS, ledger)


def _copies(connection: psycopg.Connection[Any], table: str, which: str, times: int, changed: Mapping[str, str | None]) -> None:
    """Insert `times` copies of rows, with some columns from an expression in `n` and the old row `t`; None takes the default."""
    asked = (
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position"
    )
    columns = [name for (name,) in connection.execute(asked, [table]) if changed.get(name, "") is not None]
    values = ", ".join(str(changed.get(name) or f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    copied = f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values}"
    connection.execute(f"{copied} FROM {table} t, generate_series(1, {times}) n WHERE t.{which}")
