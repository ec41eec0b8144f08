"""Deleting for good what a draft held: rows first, then the files nobody else's row needs."""

from functools import partial

from django.db import transaction

from mantetong.materials.models import Paper, PaperPage, Reading
from mantetong.materials.operations.holding import forget_held_of
from mantetong.materials.operations.uploading import forget_uploads_of
from mantetong.outside.documents import forget


@transaction.atomic
def forget_papers(*, filing_id: int) -> int:
    """Delete every paper of a filing with its pages, findings, readings and files; how many papers. Files go once the rows are gone."""
    forget_uploads_of(filing_id=filing_id)
    forget_held_of(filing_id=filing_id)
    papers = Paper.objects.filter(filing_id=filing_id)
    digests = set(papers.values_list("digest", flat=True))
    keys = set(PaperPage.objects.filter(paper__in=papers).values_list("storage_key", flat=True))
    count = papers.count()
    papers.delete()
    Reading.objects.filter(
        digest__in=digests - set(Paper.objects.filter(digest__in=digests).values_list("digest", flat=True))
    ).delete()
    for key in keys - set(PaperPage.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True)):
        transaction.on_commit(partial(forget, key))
    return count
