"""How often something may be tried. Counted in the database, so that every web process sees the same number."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from mantetong.outside.keys import key_ring
from mantetong.people.models import Attempt

_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` within `within`."""

    count: int
    within: timedelta


def key_of(text: str) -> str:
    """Numbers, names and addresses are counted by digest, never in plain."""
    return key_ring().digest(text, purpose="attempts")


def stand_in_line(*, kind: str, key: str) -> None:
    """Wait for others who count under the same key; held to the end of the transaction, so that many at once are counted one by one."""
    number = int(key_of(f"{kind}:{key}")[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def note_attempt(*, kind: str, key: str, at: datetime) -> None:
    """Count one attempt."""
    Attempt.objects.create(kind=kind, key_digest=key_of(key), at=at)


def free_at(*, kind: str, key: str, limit: Limit, at: datetime) -> datetime | None:
    """The moment the next attempt is allowed; None when it is allowed now."""
    rows = Attempt.objects.filter(kind=kind, key_digest=key_of(key), at__gt=at - limit.within, at__lte=at)
    newest = list(rows.order_by("-at", "-id").values_list("at", flat=True)[: limit.count])
    return newest[-1] + limit.within if len(newest) == limit.count else None


def busy_until(*, kind: str, key: str, limits: tuple[Limit, ...], at: datetime) -> datetime | None:
    """The latest `free_at` of several limits."""
    moments = [moment for limit in limits if (moment := free_at(kind=kind, key=key, limit=limit, at=at))]
    return max(moments, default=None)


def forget_old_attempts(*, at: datetime) -> int:
    """Delete attempts nobody counts any more; how many they were."""
    return Attempt.objects.filter(at__lt=at - _KEPT).delete()[0]
