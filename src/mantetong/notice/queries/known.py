"""How long it takes until people know, and how many nobody has reached: figures without anybody's name."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min, Q

from mantetong.notice.models import Channel, Notice, NoticeState

_HOUR = timedelta(hours=1)
_NINE_OF_TEN = 0.9


@dataclass(frozen=True, slots=True)
class Knowing:
    """One text: happenings told, how many are known, and hours until they were (half and nine tenths of them)."""

    text_key: str
    told: int
    known: int
    half: float | None
    most: float | None


def hours_until_known(*, region: str, since: datetime) -> tuple[Knowing, ...]:
    """By text, those told to somebody in a region since a moment; a happening is known when any channel reached the person."""
    rows = Notice.objects.filter(region=region, at__gte=since).values("text_key", "event_key", "account_id", "person_id")
    told = rows.annotate(first=Min("at"), reached=Min("reached_at")).order_by("text_key", "event_key", "person_id", "account_id")
    hours: dict[str, list[float | None]] = defaultdict(list)
    for row in told:
        hours[row["text_key"]].append((row["reached"] - row["first"]) / _HOUR if row["reached"] else None)
    return tuple(_knowing(text_key, each) for text_key, each in sorted(hours.items()))


def _knowing(text_key: str, each: list[float | None]) -> Knowing:
    known = sorted(one for one in each if one is not None)
    most = known[min(len(known) - 1, int(len(known) * _NINE_OF_TEN))] if known else None
    return Knowing(text_key, len(each), len(known), median(known) if known else None, most)


TO_CALL = Q(state=NoticeState.FAILED, channel__in=(Channel.SMS, Channel.PHONE)) | Q(
    channel=Channel.PHONE, state=NoticeState.QUEUED
)
"""Whom a human has to call: the short message failed, or what must be known was not opened."""


def unreached_by_region() -> dict[str, int]:
    """People nobody has reached, by region."""
    rows = Notice.objects.filter(TO_CALL).order_by("region").values_list("region").annotate(Count("person_id", distinct=True))
    return dict(rows)
