"""Originals held apart: how many, and the list for operator and auditor."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from mantetong.cases.queries import filing_tail
from mantetong.materials.models import HeldFile, HeldState


@dataclass(frozen=True, slots=True)
class HeldCounts:
    """How many wait for the scanner, since when, and how many are in quarantine."""

    waiting: int
    waiting_since: datetime | None
    quarantined: int


@dataclass(frozen=True, slots=True)
class HeldCard:
    """One original by name: never its contents. `tail` are the last digits of the filing's number, empty for a draft."""

    name: str
    size: int
    found: str
    is_waiting: bool
    at: datetime
    purge_on: date | None
    tail: str


def held_counts() -> HeldCounts:
    """Both counts in two queries."""
    waiting = HeldFile.objects.filter(state=HeldState.WAITING)
    quarantined = HeldFile.objects.filter(state=HeldState.QUARANTINED).count()
    return HeldCounts(waiting.count(), waiting.aggregate(since=Min("at"))["since"], quarantined)


def held_files(*, most: int = 200) -> tuple[HeldCard, ...]:
    """The newest held originals, those in quarantine first."""
    rows = HeldFile.objects.order_by("state", "-pk")[:most]
    return tuple(
        HeldCard(row.name, row.size, row.found, row.state == HeldState.WAITING, row.at, row.purge_on, filing_tail(row.filing_id))
        for row in rows
    )
