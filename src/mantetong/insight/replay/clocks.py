"""What new limits and a new calendar would do to the due days of running cases. Pure but for the reading of its rows.

Rules hold for cases filed from their day on, so a new limit moves nobody who has filed: it is told as what would be. A calendar
moves running cases as soon as it is loaded: it is told as what will be.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mantetong.domain.deadlines import Pause, due
from mantetong.domain.working_days import Calendar

Limits = Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a running case as it stands. `limit` and `due_on` are None where no limit is published."""

    region: str
    counted_from: datetime
    limit: int | None
    due_on: date | None
    pauses: tuple[Pause, ...] = ()


def clock_of(row: tuple[Any, ...]) -> Clock:
    """The clock of a row of `running_clocks`."""
    _id, region, counted_from, limit, due_on, stretches = row
    pauses = tuple(Pause(*(datetime.fromisoformat(at) if at else None for at in pair)) for pair in json.loads(stretches))  # type: ignore[arg-type]
    return Clock(region, counted_from, limit, due_on, pauses)


def due_under(clock: Clock, *, days: int | None, calendar: Calendar) -> date | None:
    """The due day of a case with this limit by this calendar; as it stands while a pause is open."""
    if days is None:
        return None
    found = due(counted_from=clock.counted_from, working_days=days, pauses=clock.pauses, calendar=calendar)
    return found.due_on if found else clock.due_on


@dataclass(slots=True)
class Moves:
    """By region: how many running cases there are, and how many move by how many calendar days."""

    running: Counter[str] = field(default_factory=Counter)
    will: dict[str, Counter[int]] = field(default_factory=dict)
    would: dict[str, Counter[int]] = field(default_factory=dict)
    begins: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)

    def note(self, clock: Clock, *, limit: int | None, calendar: Calendar) -> None:
        """Count one running case. `limit` is the new rules' for its region."""
        region = clock.region
        self.running[region] += 1
        _count(self.will, region, clock.due_on, due_under(clock, days=clock.limit, calendar=calendar))
        after = due_under(clock, days=limit, calendar=calendar)
        self.begins[region] += clock.due_on is None and after is not None
        self.ends[region] += clock.due_on is not None and after is None
        _count(self.would, region, clock.due_on, after)

    def report(self) -> dict[str, Any]:
        """Plain JSON by region; days are keys as text, negative for an earlier day."""
        return {
            region: {
                "running": running,
                "will": _days(self.will.get(region)),
                "would": _days(self.would.get(region)),
                "begins": self.begins[region],
                "ends": self.ends[region],
            }
            for region, running in sorted(self.running.items())
        }


def _count(moves: dict[str, Counter[int]], region: str, before: date | None, after: date | None) -> None:
    if before is not None and after is not None and before != after:
        moves.setdefault(region, Counter())[(after - before).days] += 1


def _days(counts: Counter[int] | None) -> dict[str, int]:
    return {str(days): number for days, number in sorted((counts or Counter()).items())}


def moves_of(clocks: Iterable[Clock], *, limits: Limits, calendar: Calendar) -> Moves:
    """Every clock counted."""
    moves = Moves()
    for clock in clocks:
        moves.note(clock, limit=limits[clock.region][1], calendar=calendar)
    return moves
