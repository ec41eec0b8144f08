"""What was taken out a moment ago and can be put back."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.materials.models import Paper

_MOST = 3


@dataclass(frozen=True, slots=True)
class RemovedCard:
    """A paper that stood in a slot."""

    key: str
    slot: str
    name: str


def removed_papers(*, filing_id: int, since: datetime) -> tuple[RemovedCard, ...]:
    """The last few papers taken out after `since`, the newest first; none whose name stands in its slot again, such as one turned."""
    rows = Paper.objects.filter(filing_id=filing_id, removed_at__gte=since).order_by("-removed_at", "-pk")[:_MOST]
    standing = {(row.slot, row.name) for row in Paper.objects.filter(filing_id=filing_id, removed_at=None)} if rows else set()
    return tuple(RemovedCard(row.key, row.slot, row.name) for row in rows if (row.slot, row.name) not in standing)
