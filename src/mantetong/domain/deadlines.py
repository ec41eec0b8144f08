"""The clock of a case: a pure function of its event, its working days, its pauses and the calendar (DESIGN §4).

The event's day is not counted. A supplement pauses the clock: the day it is asked for still counts, the days after it up
to and including the day of the answer do not, just as the day of any event does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mantetong.domain.working_days import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LAST_MOMENT = time(23, 59, 59)


class PauseBackwards(ValueError):
    """A pause ends before it begins."""

    code = "PAUSE_BACKWARDS"


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which the clock stands still; `ended_at` None means it still does. Aware moments."""

    began_at: datetime
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.ended_at is not None and self.ended_at < self.began_at:
            raise PauseBackwards(f"{self.began_at} > {self.ended_at}")

    def stills(self, day: date) -> bool:
        """True when the Shanghai day is not counted because of this pause."""
        ended_on = shanghai_day(self.ended_at) if self.ended_at is not None else date.max
        return shanghai_day(self.began_at) < day <= ended_on


@dataclass(frozen=True, slots=True)
class Due:
    """The last day (and its last moment in Shanghai) to decide; `provisional` when a year on the way is unpublished."""

    due_on: date
    due_at: datetime
    provisional: bool
    calendar: str


def shanghai_day(moment: datetime) -> date:
    """The day in Shanghai of an aware moment."""
    return moment.astimezone(SHANGHAI).date()


def due(*, counted_from: datetime, working_days: int, pauses: Iterable[Pause] = (), calendar: Calendar) -> Due | None:
    """When `working_days` after the event have passed; None while an open pause keeps that unknown.

    Zero working days are due on the event's own day. Raises ValueError on a naive moment or a negative number.
    """
    if counted_from.tzinfo is None or working_days < 0:
        raise ValueError("an aware moment and a number of days not below zero")
    first = shanghai_day(counted_from)
    day = _counted_day(first, working_days, tuple(pauses), calendar)
    if day is None:
        return None
    due_at = datetime.combine(day, _LAST_MOMENT, SHANGHAI)
    return Due(day, due_at, calendar.is_provisional(first=first, last=day), calendar.version)


def _counted_day(day: date, remaining: int, pauses: tuple[Pause, ...], calendar: Calendar) -> date | None:
    while remaining > 0:
        day = calendar.next_working_day(day)
        stilled = [pause for pause in pauses if pause.stills(day)]
        if any(pause.ended_at is None for pause in stilled):
            return None
        remaining -= not stilled
    return day
