"""A large city: the worked one copied in bulk, each copy for a person of its own and with a ledger hashed anew.

Rows are written past the rooms' operations, by table name; `checking` proves afterwards what the operations would have promised.
Only waiting cases bring copies of the rows of their papers; those of decided ones are left out, and no picture is copied.
"""

from collections.abc import Callable, Mapping

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from mantetong.sandbox.city.building import PSN_PREFIX
from mantetong.sandbox.city.chains import write_chains
from mantetong.sandbox.city.patterns import Pattern, Range
from mantetong.sandbox.city.plan import OPEN_EVERY

FROM = 10_000_000
"""Copies have numbers above this: of person, filing, case, decision and recognition alike."""
PAPERS_FROM, PAPERS_EACH = 1_000_000_000, 16
_NUMBER = f"({FROM} + n)"


def copy_city(*, first: int, last: int, say: Callable[[str], None]) -> None:
    """Add copies number `first` to `last`. Raises ValueError where no worked case waits or none is decided.

    Checks of foreign keys and history triggers rest meanwhile, which takes the owner of the database server.
    """
    wanted = Range(first, last)
    patterns = _patterns()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("CREATE TEMP TABLE city_heads (copy bigint PRIMARY KEY, head text NOT NULL) ON COMMIT DROP")
        for done, pattern in enumerate(patterns, start=1):
            write_chains(cursor, pattern, wanted, starts=FROM)
            _copy_pattern(cursor, pattern, wanted)
            say(f"{done}/{len(patterns)}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copied_so_far() -> int:
    """The number of the last copy; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id) - %s, 0) FROM cases_filing WHERE id > %s", [FROM, FROM])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _patterns() -> tuple[Pattern, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.id, c.id, p.id, c.stage <> 'DECIDED' FROM people_insuredperson p JOIN cases_filing f ON f.person_id = p.id"
            " JOIN cases_case c ON c.filing_id = f.id WHERE p.psn_no LIKE %s AND p.id < %s ORDER BY f.id",
            [f"{PSN_PREFIX}%", FROM],
        )
        rows = cursor.fetchall()
    waiting, decided = [row for row in rows if row[3]], [row for row in rows if not row[3]]
    if not waiting or not decided:
        raise ValueError("no worked city to copy")
    every = OPEN_EVERY
    return (
        *(_pattern(row, f"n % {every} = 0 AND n / {every} % {len(waiting)} = {k}") for k, row in enumerate(waiting)),
        *(_pattern(row, f"n % {every} <> 0 AND n % {len(decided)} = {k}") for k, row in enumerate(decided)),
    )


def _pattern(row: tuple[int, int, int, bool], takes: str) -> Pattern:
    filing, case, person, is_open = row
    return Pattern(filing, case, person, is_open, takes)


def _copy_pattern(cursor: CursorWrapper, pattern: Pattern, wanted: Range) -> None:
    shelf = _papers(cursor, pattern.filing) if pattern.is_open else []
    _copy(cursor, "people_insuredperson", f"id = {pattern.person}", _person(), pattern, wanted)
    _copy(cursor, "people_insurance", f"person_id = {pattern.person}", {"id": None, "person_id": _NUMBER}, pattern, wanted)
    _copy(cursor, "cases_filing", f"id = {pattern.filing}", _filing(), pattern, wanted)
    _copy(cursor, "cases_case", f"id = {pattern.case}", _case(pattern), pattern, wanted)
    own = {"id": None, "case_id": _NUMBER}
    for table, cited in (("cases_factsheet", "facts"), ("cases_criterionanswer", "evidence")):
        _copy(cursor, table, f"case_id = {pattern.case}", {**own, cited: _cited(cited, shelf)}, pattern, wanted)
    _copy(cursor, "cases_decision", f"case_id = {pattern.case}", {"id": _NUMBER, "case_id": _NUMBER}, pattern, wanted)
    _copy(cursor, "recognition_recognition", f"case_id = {pattern.case}", _recognition(), pattern, wanted)
    _copy(cursor, "cases_claim", f"filing_id = {pattern.filing}", {"id": None, "filing_id": _NUMBER}, pattern, wanted)
    for rank, paper in enumerate(shelf):
        _copy_paper(cursor, paper, _paper_number(rank), pattern, wanted)


def _copy_paper(cursor: CursorWrapper, paper: int, number: str, pattern: Pattern, wanted: Range) -> None:
    changed = {"id": number, "key": f"'k' || lpad(({number})::text, 19, '0')", "filing_id": _NUMBER}
    _copy(cursor, "materials_paper", f"id = {paper}", changed, pattern, wanted)
    for table in ("materials_paperpage", "materials_paperfinding"):
        _copy(cursor, table, f"paper_id = {paper}", {"id": None, "paper_id": number}, pattern, wanted)


def _person() -> dict[str, str | None]:
    return {"id": _NUMBER, "psn_no": "'B' || lpad(n::text, 20, '0')", "id_digest": "md5(n::text) || md5('city' || n)"}


def _filing() -> dict[str, str | None]:
    return {
        "id": _NUMBER,
        "reference": "'g' || lpad(n::text, 15, '0')",
        "person_id": _NUMBER,
        "number": "'8' || lpad(n::text, 20, '0')",
        "ledger_digest": "(SELECT head FROM city_heads WHERE copy = n)",
    }


def _case(pattern: Pattern) -> dict[str, str | None]:
    spread = {"due_on": "t.due_on + (n % 40 - 10)::int", "risk": "(n % 100)::smallint"} if pattern.is_open else {}
    return {
        "id": _NUMBER,
        "filing_id": _NUMBER,
        "person_id": _NUMBER,
        "reference": "'h' || lpad(n::text, 15, '0')",
        "number": "'8' || lpad(n::text, 20, '0') || '-1'",
        **spread,
    }


def _recognition() -> dict[str, str | None]:
    own = dict.fromkeys(("id", "person_id", "case_id", "decision_id"), _NUMBER)
    return {**own, "psn_no": "'B' || lpad(n::text, 20, '0')", "token": "'t' || lpad(n::text, 23, '0')"}


def _papers(cursor: CursorWrapper, filing: int) -> list[int]:
    cursor.execute("SELECT id FROM materials_paper WHERE filing_id = %s AND removed_at IS NULL ORDER BY id", [filing])
    return [paper for (paper,) in cursor.fetchall()][:PAPERS_EACH]


def _paper_number(rank: int) -> str:
    return f"({PAPERS_FROM} + n::bigint * {PAPERS_EACH} + {rank})"


def _cited(column: str, shelf: list[int]) -> str:
    """The column with each paper's number replaced by that of its copy."""
    words = f"t.{column}::text"
    for rank, paper in enumerate(shelf):
        words = f"""regexp_replace({words}, '"paper_id": {paper}\\y', '"paper_id": ' || {_paper_number(rank)}, 'g')"""
    return f"({words})::jsonb" if shelf else f"t.{column}"


def _copy(
    cursor: CursorWrapper, table: str, which: str, changed: Mapping[str, str | None], pattern: Pattern, wanted: Range
) -> None:
    """Insert copies of rows with some columns from an expression in `n` and the old row `t`; None takes the default."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        [table],
    )
    columns = [name for (name,) in cursor.fetchall() if changed.get(name, "") is not None]
    values = ", ".join(str(changed.get(name) or f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {table} t,"  # noqa: S608  our own names
        f" generate_series({wanted.first}, {wanted.last}) n WHERE t.{which} AND {pattern.takes}"
    )
