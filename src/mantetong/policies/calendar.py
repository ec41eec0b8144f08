"""The working-day calendar: the years the chinesecalendar library knows, and those of packs/national/calendar.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from chinese_calendar import constants

from mantetong.domain.working_days import Calendar
from mantetong.policies.packs.faults import Fault, PackFaulty
from mantetong.policies.packs.plain import digest_of
from mantetong.policies.packs.schema import faults_of
from mantetong.policies.packs.yaml_file import Path_, YamlFile, read_yaml

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Year:
    days_off: frozenset[date]
    worked_weekends: frozenset[date]


def calendar_of(folder: Path) -> Calendar:
    """The calendar of a packs folder; without a file, the library's years alone. Raises PackFaulty."""
    path = folder / "national" / "calendar.yaml"
    return _calendar(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _calendar(path: Path, stamp: int) -> Calendar:
    years = _library_years() | (_written_years(read_yaml(path)) if stamp else {})
    days_off = frozenset().union(*(year.days_off for year in years.values()))
    worked = frozenset().union(*(year.worked_weekends for year in years.values()))
    content = [sorted(years), *(sorted(day.isoformat() for day in days) for days in (days_off, worked))]
    version = f"cn-{min(years)}-{max(years)}-{digest_of(content)[:12]}"
    return Calendar(frozenset(years), days_off, worked, version)


def calendar_json(calendar: Calendar) -> dict[str, Any]:
    """The calendar as plain JSON."""
    return {
        "version": calendar.version,
        "years": sorted(calendar.published_years),
        "days_off": sorted(day.isoformat() for day in calendar.days_off),
        "worked_weekends": sorted(day.isoformat() for day in calendar.worked_weekends),
    }


def calendar_from(stored: Mapping[str, Any]) -> Calendar:
    """The calendar of `calendar_json`."""
    days_off, worked = (frozenset(map(date.fromisoformat, stored[key])) for key in ("days_off", "worked_weekends"))
    return Calendar(frozenset(stored["years"]), days_off, worked, stored["version"])


def _library_years() -> dict[int, _Year]:
    off = {day for day in constants.holidays if day.weekday() < _SATURDAY}
    off |= {day for day in constants.in_lieu_days if day.weekday() < _SATURDAY}
    worked = {day for day in constants.workdays if day.weekday() >= _SATURDAY}
    numbers = range(min(constants.holidays).year, max(constants.holidays).year + 1)
    return {number: _Year(_in_year(off, number), _in_year(worked, number)) for number in numbers}


def _in_year(days: set[date], number: int) -> frozenset[date]:
    return frozenset(day for day in days if day.year == number)


def _written_years(file: YamlFile) -> dict[int, _Year]:
    faults = list(faults_of(file, "calendar"))
    if faults:
        raise PackFaulty(tuple(faults))
    faults = [fault for number, year in file.values["years"].items() for fault in _year_faults(file, number, year)]
    if faults:
        raise PackFaulty(tuple(faults))
    return {
        int(number): _Year(frozenset(_days(year, "days_off")), frozenset(_days(year, "worked_weekends")))
        for number, year in file.values["years"].items()
    }


def _days(year: Mapping[str, Any], key: str) -> Iterator[date]:
    """The days of a list; a span is written [first, last] and its weekends are left alone."""
    for written in year.get(key, []):
        first, last = _ends(written)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        yield from (day for day in days if first == last or (day.weekday() >= _SATURDAY) == (key == "worked_weekends"))


def _ends(written: Any) -> tuple[date, date]:
    """The first and last day of a span, or of a day alone; a day may stand in quotes."""
    first, last = written if isinstance(written, list) else (written, written)
    return msgspec.convert(first, date), msgspec.convert(last, date)


def _year_faults(file: YamlFile, number: str, year: Mapping[str, Any]) -> Iterator[Fault]:
    for key, is_weekend in (("days_off", False), ("worked_weekends", True)):
        yield from _span_faults(file, ("years", number, key), year[key])
        for day in _days(year, key):
            if day.year != int(number) or (day.weekday() >= _SATURDAY) != is_weekend:
                kind = "Saturday or Sunday" if is_weekend else "weekday"
                yield _fault(file, ("years", number, key), f"a {kind} of {number}, not {day}")


def _span_faults(file: YamlFile, path: Path_, days: list[Any]) -> Iterator[Fault]:
    for place, written in enumerate(days):
        first, last = _ends(written)
        if first > last:
            yield _fault(file, (*path, place), f"the first day before the last, not {first} and {last}")


def _fault(file: YamlFile, path: Path_, expected: str) -> Fault:
    return Fault(file.file, file.line_of(path), ".".join(map(str, path)), expected)
