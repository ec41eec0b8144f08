"""Figures read whole tables at once: named SQL over what other rooms wrote, read-only. Their queries are made for single rows."""

import importlib.resources
from typing import Any

from django.db import connection


def rows_of(name: str, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of the statement `sql/<name>.sql`."""
    text = importlib.resources.files("mantetong.insight").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    with connection.cursor() as cursor:
        cursor.execute(plain, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
