"""The end of a draft nobody came back to: papers, answers, signature and the filing itself, in one transaction."""

from functools import partial

from django.db import transaction

from mantetong.apply.models import (
    DraftAnswer,
    DraftReminder,
    FedPage,
    Original,
    Pledge,
    Recording,
    Signature,
    SlotLink,
    Visit,
    WitnessCode,
)
from mantetong.cases.operations import delete_draft
from mantetong.materials.operations import forget_papers
from mantetong.outside.documents import forget


@transaction.atomic
def forget_draft(*, filing_id: int) -> None:
    """Delete everything of a draft that was taken away. Raises DraftOnly for anything else, and then nothing is deleted."""
    forget_papers(filing_id=filing_id)
    for key in Recording.objects.filter(filing_id=filing_id).values_list("storage_key", flat=True):
        transaction.on_commit(partial(forget, key))
    for key in FedPage.objects.filter(filing_id=filing_id).values_list("storage_key", flat=True):
        transaction.on_commit(partial(forget, key))
    for rows in (DraftAnswer, Signature, Pledge, Recording, SlotLink, WitnessCode, DraftReminder, Visit, Original, FedPage):
        rows.objects.filter(filing_id=filing_id).delete()
    delete_draft(filing_id=filing_id)
