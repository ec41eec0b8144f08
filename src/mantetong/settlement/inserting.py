"""Rows written as their models say, without what the ORM does besides: a settlement writes three kinds of them, hundreds a second."""

from functools import cache
from typing import Any

from django.db import connection, models

_Shape = tuple[tuple[Any, ...], str]


def insert(*rows: models.Model) -> None:
    """Rows of one model in one statement; each has its number afterwards. Raises IntegrityError."""
    fields, statement = _shape(type(rows[0]))
    holes = f"({', '.join(['%s'] * len(fields))})"
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} VALUES {', '.join([holes] * len(rows))} RETURNING id", values)
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
            row._state.adding = False  # noqa: SLF001  what save() notes


@cache
def _shape(model: type[models.Model]) -> _Shape:
    """The columns beside the number, and the statement up to its values."""
    fields = tuple(one for one in model._meta.concrete_fields if not one.primary_key)  # noqa: SLF001  Django's documented way
    names = ", ".join(f'"{one.column}"' for one in fields)
    return fields, f'INSERT INTO "{model._meta.db_table}" ({names})'  # noqa: SLF001  names of our own columns
