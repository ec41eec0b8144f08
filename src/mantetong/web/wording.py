"""Days and moments in the words people read, in the language of the page."""

from datetime import date, datetime

from django.utils.translation import get_language

from mantetong.web.clock import SHANGHAI

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def chinese_day(value: date | datetime) -> str:
    """2026年11月22日, on an English page 22 November 2026; a moment is told as the day it has in China."""
    day = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    if get_language() == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(value: datetime) -> str:
    """2026年11月22日 09:05 in Shanghai."""
    local = value.astimezone(SHANGHAI)
    return f"{chinese_day(local)} {local:%H:%M}"
