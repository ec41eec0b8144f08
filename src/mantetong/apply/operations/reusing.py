"""Using earlier papers again, where their owner has agreed to it."""

from django.db import transaction

from mantetong.apply.draft import Draft
from mantetong.apply.earlier import EarlierPapers
from mantetong.materials.operations import reuse_paper


@transaction.atomic
def reuse_earlier(*, draft: Draft, offered: EarlierPapers) -> None:
    """Put every paper offered into its place. Raises NoSuchPaper, TooManyFiles, PapersClosed; then none is taken."""
    for key in offered.keys:
        reuse_paper(key=key, filing_id=draft.filing.id, slot=offered.slot, by=draft.by, at=draft.at)
