"""When a paper cannot be read."""

from datetime import datetime

from django.db import transaction

from mantetong.domain.events import Event
from mantetong.materials.models import Paper, PaperState
from mantetong.queue.announce import announce


@transaction.atomic
def give_up_reading(*, paper_id: int, at: datetime) -> None:
    """Mark the paper as not read after several tries; the case goes on and people read it. Announces PAPER_READ."""
    unread = Paper.objects.filter(pk=paper_id, state__in=[PaperState.RECEIVED, PaperState.CHECKED])
    if unread.update(state=PaperState.NOT_READ, read_at=at):
        filing_id = Paper.objects.values_list("filing_id", flat=True).get(pk=paper_id)
        announce(Event.PAPER_READ, paper_id=paper_id, filing_id=filing_id)
