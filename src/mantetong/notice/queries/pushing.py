"""Portals as the desk sees them: how they fare, and the journal of what was pushed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from mantetong.notice.models import PushState, PushTry, Subscriber


@dataclass(frozen=True, slots=True)
class Portal:
    """One subscriber. `why_paused` is a code, empty while it is pushed to."""

    id: int
    name: str
    url: str
    paused_at: datetime | None
    why_paused: str
    failing_since: datetime | None
    taken: int
    waiting: int
    given_up: int


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One try of one push."""

    push_id: int
    event: str
    subject: str
    state: PushState
    at: datetime
    status: int
    reason: str
    milliseconds: int


def portals_in(*, region: str) -> tuple[Portal, ...]:
    """Every portal of a region, in the order it was added."""
    counts = {state.lower(): Count("pushes", filter=Q(pushes__state=state)) for state in PushState.values}
    return tuple(_portal(row) for row in Subscriber.objects.filter(region=region).annotate(**counts).order_by("id"))


def _portal(row: Subscriber) -> Portal:
    taken, waiting, given_up = (getattr(row, state.lower()) for state in ("TAKEN", "WAITING", "GIVEN_UP"))
    return Portal(row.pk, row.name, row.url, row.paused_at, row.why_paused, row.failing_since, taken, waiting, given_up)


def journal_of(*, subscriber_id: int, region: str, most: int = 50) -> tuple[JournalLine, ...]:
    """The newest tries of a portal of the region."""
    tries = PushTry.objects.filter(push__subscriber_id=subscriber_id, push__subscriber__region=region).select_related("push")
    return tuple(
        JournalLine(
            row.push_id,
            row.push.event,
            row.push.subject,
            PushState(row.push.state),
            row.at,
            row.status,
            row.reason,
            row.milliseconds,
        )
        for row in tries.order_by("-id")[:most]
    )
