"""A page that was handed in once need not be photographed again: an earlier paper of the same person put into a new filing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.materials.errors import NoSuchPaper
from mantetong.materials.models import Paper, PaperPage
from mantetong.materials.operations.receiving import PaperRef, room_for_another
from mantetong.materials.operations.standing import note_done_for_owner
from mantetong.materials.queries.papers import paper_for
from mantetong.queue.announce import announce

_COPIED = ("number", "width", "height", "turned", "storage_key", "covered", "text")


@transaction.atomic
def reuse_paper(*, key: str, filing_id: int, slot: str, by: Actor, at: datetime) -> PaperRef:
    """Put the paper with this key into a slot of another filing of the same person; the file itself is shared, nothing is read twice.

    Done twice, it is the paper already there. Raises NoSuchPaper (also for one `by` may not see, or another person's), UnknownSlot,
    TooManyFiles, PapersClosed.
    """
    earlier = Paper.objects.get(pk=paper_for(viewer=by, key=key, at=at).id)
    filing = filing_card(filing_id)
    if filing_card(earlier.filing_id).person_id != filing.person_id:
        raise NoSuchPaper
    standing = Paper.objects.filter(filing_id=filing_id, slot=slot, digest=earlier.digest, removed_at=None).first()
    if standing:
        return PaperRef(standing.pk, standing.key)
    room_for_another(filing_id=filing_id, slot=slot, at=at)
    paper = _copied(earlier, filing_id, slot, by, at)
    note_done_for_owner(paper_id=paper.pk)
    announce(Event.PAPER_RECEIVED, paper_id=paper.pk, filing_id=filing_id)
    return PaperRef(paper.pk, paper.key)


def _copied(earlier: Paper, filing_id: int, slot: str, by: Actor, at: datetime) -> Paper:
    last = Paper.objects.filter(filing_id=filing_id, slot=slot).aggregate(last=Max("position"))["last"] or 0
    paper = Paper.objects.create(
        filing_id=filing_id,
        slot=slot,
        position=last + 1,
        name=earlier.name,
        type=earlier.type,
        digest=earlier.digest,
        size=earlier.size,
        shrunk=earlier.shrunk,
        account_id=by.account_id,
        at=at,
        round=0 if filing_card(filing_id).is_draft else 1,
    )
    pages = PaperPage.objects.filter(paper=earlier).order_by("number")
    PaperPage.objects.bulk_create(PaperPage(paper=paper, **{name: getattr(page, name) for name in _COPIED}) for page in pages)
    return paper
