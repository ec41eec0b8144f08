"""What must hold in every case of a city, however it came to be there."""

from importlib.resources import files

from django.db import connection

from mantetong.cases.queries import broken_chains


def problems() -> tuple[str, ...]:
    """A sentence with one example per invariant that does not hold; nothing when all hold. Reads every row once."""
    found = [f"{why}: {row[0]}" for why, asked in _invariants() if (row := _first(asked))]
    broken = next(broken_chains(), None)
    return (*found, *([f"a chain does not hold: {broken.filing_id}"] if broken else []))


def _first(asked: str) -> tuple[object, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(asked)
        row: tuple[object, ...] | None = cursor.fetchone()
    return row


def _invariants() -> list[tuple[str, str]]:
    """Each as the sentence above it and the query that finds an exception."""
    text = files("mantetong.sandbox.city").joinpath("checking.sql").read_text("utf-8")
    blocks = [block.strip() for block in text.split(";\n") if block.strip()]
    return [(block.splitlines()[0].removeprefix("-- "), block) for block in blocks]
