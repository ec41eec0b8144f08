"""The working-day calendars that were loaded, and which running cases each of them moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mantetong.policies.models import DueMove, Loading

_MOST = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """One running case by its number, with its due day before and after."""

    number: str
    region: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class LoadedCalendar:
    """A calendar, when it came, how many cases it moved in all, and the first of them in the order of regions and numbers."""

    version: str
    loaded_at: datetime
    years: tuple[int, ...]
    count: int
    moved: tuple[Moved, ...]


def loaded_calendars(*, region: str | None) -> tuple[LoadedCalendar, ...]:
    """Every loading that brought another calendar than the one before it, newest first; `region` narrows the cases."""
    found, before = [], None
    for pk, calendar, at in Loading.objects.order_by("pk").values_list("pk", "calendar", "loaded_at"):
        if calendar.get("version") != before:
            found.append(_loaded(pk, calendar, at, region))
        before = calendar.get("version")
    return tuple(reversed(found))


def _loaded(loading_id: int, calendar: Mapping[str, list[int]], at: datetime, region: str | None) -> LoadedCalendar:
    rows = DueMove.objects.filter(loading_id=loading_id).order_by("region", "number")
    rows = rows.filter(region=region) if region else rows
    moved = tuple(Moved(*row) for row in rows.values_list("number", "region", "before", "after")[:_MOST])
    return LoadedCalendar(str(calendar.get("version")), at, tuple(calendar.get("years", ())), rows.count(), moved)
