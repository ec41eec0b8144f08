"""What is asked, on its way or back of certificates by courier."""

from dataclasses import dataclass, field
from datetime import datetime

from mantetong.recognition.models import Posting, PostingState


@dataclass(frozen=True, slots=True)
class PostingCard:
    """One posting. Where it goes stays out of `repr`."""

    id: int
    token: str
    state: str
    recipient: str = field(repr=False)
    phone: str = field(repr=False)
    address: str = field(repr=False)
    carrier: str
    tracking: str
    said: str
    asked_at: datetime
    changed_at: datetime


def newest_posting(recognition_id: int) -> PostingCard | None:
    """The last one of a recognition."""
    row = Posting.objects.select_related("recognition").filter(recognition_id=recognition_id).order_by("-pk").first()
    return _card(row) if row else None


def running_postings(*, region: str) -> tuple[PostingCard, ...]:
    """What a region's clerks have to send or to follow, oldest first."""
    rows = Posting.objects.select_related("recognition").filter(recognition__region=region)
    running = rows.filter(state__in=[PostingState.ASKED, PostingState.SENT])
    return tuple(_card(row) for row in running.order_by("asked_at", "pk"))


def posting_in(posting_id: int, *, region: str) -> PostingCard | None:
    """A region's posting by its number."""
    row = Posting.objects.select_related("recognition").filter(pk=posting_id, recognition__region=region).first()
    return _card(row) if row else None


def _card(row: Posting) -> PostingCard:
    return PostingCard(
        id=row.pk,
        token=row.recognition.token,
        state=row.state,
        recipient=row.recipient,
        phone=row.phone,
        address=row.address,
        carrier=row.carrier,
        tracking=row.tracking,
        said=row.said,
        asked_at=row.asked_at,
        changed_at=row.changed_at,
    )
