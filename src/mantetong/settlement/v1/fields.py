"""Fields of the transactions beside plain text: numbers with their decimals, moments and days. One place checks, reads, describes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from mantetong.outside.envelope import SHANGHAI, Field, field_fault

_PLAIN_NUMBER = re.compile(r"\d{1,12}(\.\d{1,12})?")
_EXACT = 10**12  # a JSON number is a binary fraction: above this, cents get lost
_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_MOMENT = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, not negative, with at most `places` decimals; yuan by default."""

    name: str
    label: str
    places: int = 2
    required: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """yyyy-MM-dd HH:mm:ss in Shanghai time."""

    name: str
    label: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """yyyy-MM-dd."""

    name: str
    label: str
    required: bool = True


AnyField: TypeAlias = Field | Number | Moment | Day


class Faulty(ValueError):
    """A field cannot be read; the message names it and its mend in Chinese."""


def read_field(node: Mapping[str, Any], one: AnyField) -> Any:
    """The value: text as text ("" when left out), numbers as Decimal, moments aware, days; None for what is left out. Raises Faulty."""
    if isinstance(one, Field):
        if fault := field_fault(node, one):
            raise Faulty(fault)
        return node.get(one.name) or ""
    value = node.get(one.name)
    if value in (None, ""):
        if one.required:
            raise Faulty(f"{one.name}（{one.label}）不能为空，请补填")
        return None
    return _number(value, one) if isinstance(one, Number) else _time(value, one)


def schema_of(*fields: AnyField) -> dict[str, Any]:
    """The JSON schema of a node with these fields."""
    required = [one.name for one in fields if one.required]
    return {"type": "object", "properties": {one.name: _schema(one) for one in fields}, "required": required}


def _schema(one: AnyField) -> dict[str, Any]:
    if isinstance(one, Field):
        least: dict[str, Any] = {"minLength": 1} if one.required else {}
        return {"type": "string", "maxLength": one.longest, "description": one.label} | least
    if isinstance(one, Number):
        return {"type": ["number", "string"], "minimum": 0, "description": f"{one.label}，最多{one.places}位小数"}
    shape = "yyyy-MM-dd HH:mm:ss" if isinstance(one, Moment) else "yyyy-MM-dd"
    return {"type": "string", "description": f"{one.label}，{shape}"}


def _number(value: Any, one: Number) -> Decimal:
    fault = Faulty(f"{one.name}（{one.label}）应为不小于0、最多{one.places}位小数的数字")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise fault
    if isinstance(value, float) and abs(value) >= _EXACT:
        raise fault
    written = f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) and "e" in repr(value) else str(value)
    if not written.isascii() or not _PLAIN_NUMBER.fullmatch(written):
        raise fault
    number = Decimal(written)
    if number != round(number, one.places):
        raise fault
    return round(number, one.places)


def _time(value: Any, one: Moment | Day) -> datetime | date:
    is_moment = isinstance(one, Moment)
    shape = "yyyy-MM-dd HH:mm:ss" if is_moment else "yyyy-MM-dd"
    fault = Faulty(f"{one.name}（{one.label}）应为{shape}的真实时间")
    if not isinstance(value, str) or not (_MOMENT if is_moment else _DAY).fullmatch(value):
        raise fault
    try:
        return datetime.fromisoformat(value).replace(tzinfo=SHANGHAI) if is_moment else date.fromisoformat(value)
    except ValueError as error:
        raise fault from error


__all__ = ["AnyField", "Day", "Faulty", "Field", "Moment", "Number", "read_field", "schema_of"]
