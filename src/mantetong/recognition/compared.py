"""A file of existing recognitions against what the till is told (5301), both ways: nothing lost on the way in, nothing invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.db import connection, transaction

from mantetong.recognition.operations.importing import ExistingRow

_FILE = "CREATE TEMP TABLE existing_file (line bigint, psn_no text, disease_code text, begins_on date, ends_on date)"
_COPY = "COPY existing_file (line, psn_no, disease_code, begins_on, ends_on) FROM STDIN"


@dataclass(frozen=True, slots=True)
class Difference:
    """A recognition that stands on one side only: `line` of the file that the till is not told of, None for what is told and not in the file."""

    line: int | None
    psn_no: str
    disease_code: str
    begins_on: str
    ends_on: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`expected`: rows of the file that count on the day; `other_days`: those that do not, which nobody can be told of."""

    expected: int
    other_days: int
    differences: tuple[Difference, ...]


@transaction.atomic
def compare_existing(*, region: str, rows: Iterable[ExistingRow], on: date) -> Comparison:
    """What 5301 says on the day `on` against the file, by its own statement, for everybody in the file and everybody imported.

    Writes nothing but a table of its own that is gone afterwards.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FILE)
        expected, other_days = 0, 0
        with cursor.copy(_COPY) as copying:
            for row in rows:
                if row.begins_on <= on and (row.ends_on is None or row.ends_on >= on):
                    copying.write_row((row.line, row.psn_no, row.disease_code, row.begins_on, row.ends_on))
                    expected += 1
                else:
                    other_days += 1
        cursor.execute("CREATE INDEX ON existing_file (psn_no); ANALYZE existing_file")
        cursor.execute(_both_ways(), {"region": region, "on": on})
        differences = tuple(Difference(*row) for row in cursor.fetchall())
        cursor.execute("DROP TABLE existing_file")
        return Comparison(expected, other_days, differences)


def _both_ways() -> str:
    return _statement("compare").replace("{look_up}", _statement("look_up").replace("%(psn_no)s", "a.psn_no"))


def _statement(name: str) -> str:
    """A statement of this room, without its comments: psycopg would look for parameters in them."""
    text = files(__package__).joinpath("sql", f"{name}.sql").read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))
