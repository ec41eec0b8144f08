"""Undoing a deletion: the paper stands in its place again, with what was read of it."""

from datetime import datetime

from django.db import transaction

from mantetong.domain.events import Event
from mantetong.materials.errors import NoSuchPaper
from mantetong.materials.models import Paper, PaperState
from mantetong.materials.operations.receiving import room_for_another
from mantetong.queue.announce import announce


@transaction.atomic
def restore_paper(*, filing_id: int, key: str, at: datetime) -> str:
    """Put a removed paper of the filing back; the code of its slot. Nothing changes when the same file stands there again.

    Raises NoSuchPaper, PapersClosed, UnknownSlot, TooManyFiles.
    """
    paper = Paper.objects.select_for_update().filter(filing_id=filing_id, key=key).exclude(removed_at=None).first()
    if paper is None:
        raise NoSuchPaper
    if Paper.objects.filter(filing_id=filing_id, slot=paper.slot, digest=paper.digest, removed_at=None).exists():
        return paper.slot
    room_for_another(filing_id=filing_id, slot=paper.slot, at=at)
    paper.removed_at, paper.state = None, PaperState.RECEIVED
    paper.save(update_fields=["removed_at", "state"])
    # Its reading is kept by content: the second time costs nothing.
    announce(Event.PAPER_RECEIVED, paper_id=paper.pk, filing_id=filing_id)
    return paper.slot
