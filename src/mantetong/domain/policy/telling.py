"""How people are told in a region: when a telephone may ring, how often, and when somebody calls."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """`quiet_from` and `quiet_until` are HH:MM in Shanghai; `per_day` messages at most to one person within 24 hours.

    `door_hours`: how long a message through the door may stay unopened before a short message follows. `call_after_days`: days
    after which whoever has not seen something that must be known is put on the call list. `together`: the door's message and the
    short message go out at once.
    """

    quiet_from: str
    quiet_until: str
    per_day: int
    door_hours: int
    call_after_days: int
    together: bool = False

    def first_moment(self, at: datetime) -> datetime:
        """`at`, or the end of the quiet hours that `at` (in Shanghai's time zone) falls into."""
        begin, end = _clock(self.quiet_from), _clock(self.quiet_until)
        now = at.time()
        is_over_midnight = begin > end
        is_quiet = (now >= begin or now < end) if is_over_midnight else begin <= now < end
        if not is_quiet:
            return at
        day = at.date() + timedelta(days=1) if is_over_midnight and now >= begin else at.date()
        return datetime.combine(day, end, at.tzinfo)


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
