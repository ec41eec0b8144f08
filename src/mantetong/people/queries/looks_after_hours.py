"""Looks at people's data that an auditor asks about: when no office is open, and at what nobody gave the looker."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from mantetong.people.models import Look

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_OPENS, _CLOSES = 7, 20  # generous: whoever stays an hour longer is no suspect
_SATURDAY = 6


@dataclass(frozen=True, slots=True)
class LateLook:
    """Who looked at what, when, and why."""

    at: datetime
    who: str
    role: str
    kind: str
    reference: str
    why: str


def looks_after_hours(*, region: str, since: datetime, most: int = 200) -> tuple[LateLook, ...]:
    """Looks by a region's staff before seven, from eight in the evening on, or on a Saturday or Sunday; newest first."""
    hour, day = ExtractHour("at", tzinfo=_SHANGHAI), ExtractIsoWeekDay("at", tzinfo=_SHANGHAI)
    rows = Look.objects.filter(region=region, at__gte=since).annotate(hour=hour, day=day)
    return _newest(rows.filter(Q(hour__lt=_OPENS) | Q(hour__gte=_CLOSES) | Q(day__gte=_SATURDAY)), most)


def looks_of_kind(*, kind: str, region: str, since: datetime, most: int = 200) -> tuple[LateLook, ...]:
    """Looks of one kind by a region's staff, newest first."""
    return _newest(Look.objects.filter(kind=kind, region=region, at__gte=since), most)


def _newest(rows: QuerySet[Look], most: int) -> tuple[LateLook, ...]:
    return tuple(
        LateLook(row.at, row.account.display_name or row.account.username or "", row.role, row.kind, row.reference, row.why)
        for row in rows.select_related("account").order_by("-at", "-pk")[:most]
    )
