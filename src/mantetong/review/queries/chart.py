"""A laboratory value over time as one small drawing: each report a point, the limit a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mantetong.domain.criteria.lab_items import item_code
from mantetong.domain.criteria.lab_values import parse_lab_value
from mantetong.domain.criteria.tree import LabLeaf
from mantetong.domain.units import converted

WIDTH, HEIGHT, EDGE = 220, 64, 10
_LEAST = 2  # one value is no history


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One report: where it is drawn, what it says, and the page it stands on."""

    x: float
    y: float
    said: str
    paper_id: int | None
    page: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A small chart in a box of WIDTH × HEIGHT; `limit_y` is the criterion's limit, None where it differs by sex or age."""

    said: str
    points: tuple[ChartPoint, ...]
    line: str
    limit_y: float | None
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Value:
    on: date
    number: float
    said: str
    paper_id: int | None
    page: int


def chart_of(leaf: LabLeaf, *, labs: Sequence[Mapping[str, Any]]) -> Chart | None:
    """The values of the leaf's item, oldest first, in the leaf's unit; None below two dated numbers."""
    values = sorted((one for lab in labs if (one := _value(leaf, lab))), key=lambda one: (one.on, one.number))
    if len(values) < _LEAST:
        return None
    limit = float(leaf.limit) if leaf.limit is not None and not leaf.by_sex and not leaf.by_age else None
    heights = [one.number for one in values] + ([limit] if limit is not None else [])
    low, high = min(heights), max(heights)
    points = tuple(
        ChartPoint(_across(one.on, values), _down(one.number, low, high), one.said, one.paper_id, one.page) for one in values
    )
    said = "；".join(one.said for one in values)
    line = " ".join(f"{point.x:.1f},{point.y:.1f}" for point in points)
    return Chart(said, points, line, _down(limit, low, high) if limit is not None else None)


def _value(leaf: LabLeaf, lab: Mapping[str, Any]) -> _Value | None:
    if item_code(str(lab.get("item", ""))) != leaf.item or not lab.get("dated_on"):
        return None
    number = _number(leaf, str(lab["value"]), str(lab.get("unit", "")))
    if number is None:
        return None
    evidence = lab.get("evidence") or {}
    said = f"{lab['dated_on']} {lab['value']}{lab.get('unit', '')}"
    return _Value(
        date.fromisoformat(lab["dated_on"]), float(number), said, evidence.get("paper_id"), int(evidence.get("page") or 1)
    )


def _number(leaf: LabLeaf, printed: str, unit: str) -> Decimal | None:
    value = parse_lab_value(printed)
    number = None if value is None else value.low if value.low is not None else value.high
    if number is None or not leaf.unit or leaf.unit == "titre":
        return number
    return converted(value=number, unit=unit, into=leaf.unit, item=leaf.item)


def _across(on: date, values: Sequence[_Value]) -> float:
    first, last = values[0].on, values[-1].on
    share = (on - first).days / ((last - first).days or 1)
    return EDGE + share * (WIDTH - 2 * EDGE)


def _down(number: float, low: float, high: float) -> float:
    share = (number - low) / (high - low) if high > low else 0.5
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
