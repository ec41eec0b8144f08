"""Days and moments in the words people read."""

from datetime import date, datetime

from mantetong.web.clock import SHANGHAI


def chinese_day(value: date | datetime) -> str:
    """2026年11月22日; a moment is told as its Shanghai day."""
    day = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(value: datetime) -> str:
    """2026年11月22日 09:05 in Shanghai."""
    local = value.astimezone(SHANGHAI)
    return f"{chinese_day(local)} {local:%H:%M}"
