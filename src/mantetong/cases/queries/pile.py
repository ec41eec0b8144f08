"""How much waits: every list counted in one question, and what the next working day will bring."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from mantetong.cases.models import Case, Filing
from mantetong.cases.models.filing import AT_WORK
from mantetong.cases.queries.work import WorkList, cases_in
from mantetong.domain.actor import Actor

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKS = 4
_COUNTED = 2000  # a pile beyond this is told as this many: no office clears it in a day


@dataclass(frozen=True, slots=True)
class Forecast:
    """The pile of a working day to come: due by then, of those urgent; and how many filings usually come in until then."""

    on: date
    due: int
    urgent: int
    arriving: int


def lists_count(*, viewer: Actor, on: date, most: int = 100) -> dict[WorkList, int]:
    """How many cases stand in each list now, counted no further than `most`. One query; nothing is kept that could go stale."""
    parts: list[str] = []
    values: list[Any] = []
    for which in WorkList:
        sql, params = _limited(cases_in(which=which, viewer=viewer, on=on), most)
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608  the SQL is Django's own, its values stay parameters
        values += params
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return dict(zip(WorkList, cursor.fetchone(), strict=True))


def _limited(cases: QuerySet[Case], most: int) -> tuple[str, tuple[Any, ...]]:
    try:
        return cases.order_by().values("pk")[:most].query.sql_with_params()
    except EmptyResultSet:  # the viewer has no region, or no list of this kind
        return "SELECT 1 WHERE FALSE", ()


def pile_on(*, region: str, on: date, at: datetime) -> Forecast:
    """What will lie on the desk on the day `on`, seen from the moment `at`.

    Arrivals are the mean over the last four weeks of the same stretch of weekdays, rounded up: a forecast to plan staff by, no promise.
    """
    waiting = Case.objects.filter(region=region, stage__in=AT_WORK, line_on__lte=on, due_on__isnull=False)
    due, urgent = (cases[:_COUNTED].count() for cases in (waiting, waiting.filter(is_urgent=True)))
    return Forecast(on, due, urgent, _arriving(region=region, on=on, at=at))


def _arriving(*, region: str, on: date, at: datetime) -> int:
    until = datetime.combine(on, time(), tzinfo=_SHANGHAI)
    weeks = [timedelta(weeks=week) for week in range(1, _WEEKS + 1)]
    stretches = Q(pk__in=[])
    for back in weeks:
        stretches |= Q(submitted_at__gte=at - back, submitted_at__lt=until - back)
    return -(-Filing.objects.filter(stretches, region=region).count() // _WEEKS)
