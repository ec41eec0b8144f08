"""The time of one request: the wall clock, or in the sandbox the moment named in `X-Sandbox-Now`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def parse_sandbox_now(text: str) -> datetime | None:
    """An ISO time with offset, or a plain date meaning its noon in Shanghai; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2026-01-01"):
        moment = moment.replace(hour=12)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def now_of(request: HttpRequest) -> datetime:
    """The aware moment this request is judged by."""
    asked = request.headers.get("X-Sandbox-Now", "") if settings.MANTETONG_SANDBOX else ""
    return (parse_sandbox_now(asked) if asked else None) or timezone.now()


def day_of(moment: datetime) -> date:
    """The Shanghai day a moment falls on."""
    return moment.astimezone(SHANGHAI).date()
