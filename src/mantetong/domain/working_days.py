"""Working days in China: weekdays without the State Council's days off, with its worked weekends (调休).

A year nobody has published is provisional: weekdays are used and whoever shows the result says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the years. `days_off` are weekdays without work, `worked_weekends` Saturdays and Sundays with it.

    `version` changes with the content: a due date remembers by which calendar it was counted.
    """

    published_years: frozenset[int]
    days_off: frozenset[date]
    worked_weekends: frozenset[date]
    version: str

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day; in an unpublished year, whether it is a weekday."""
        if day.weekday() >= _SATURDAY:
            return day in self.worked_weekends
        return day not in self.days_off

    def is_provisional(self, *, first: date, last: date) -> bool:
        """True when some year between the two days, both included, has not been published."""
        return any(year not in self.published_years for year in range(first.year, last.year + 1))

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += _ONE_DAY
        while not self.is_working(day):
            day += _ONE_DAY
        return day


def working_days_between(*, after: date, until: date, calendar: Calendar) -> int:
    """How many working days lie after the first day, up to and including the second; 0 when it is not later."""
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(calendar.is_working(day) for day in days)
