"""Drafts that are about to be taken away."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.models import Filing


@dataclass(frozen=True, slots=True)
class ResumableDraft:
    """A draft somebody may still come back to, and when it was last changed."""

    filing_id: int
    changed_at: datetime


def drafts_untouched_since(*, moment: datetime, after_id: int = 0, most: int = 500) -> tuple[ResumableDraft, ...]:
    """Drafts last changed before a moment and still on somebody's list, by id."""
    rows = Filing.objects.filter(submitted_at=None, removed_at=None, changed_at__lt=moment, pk__gt=after_id).order_by("pk")
    return tuple(ResumableDraft(pk, changed_at) for pk, changed_at in rows.values_list("pk", "changed_at")[:most])
