"""Files without a row: written down before they are stored, so that none is ever left behind unknown.

A page is stored first and named by its row afterwards. If the process dies in between, or the slot has filled up meanwhile, the file
would lie there for ever. So its key is noted first; the note goes in the transaction that names the file; what is still noted after a
day and named by no page is deleted.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mantetong.materials.models import PaperPage, UnnamedBlob
from mantetong.outside.documents import document_key, forget, store

KEPT = timedelta(days=1)
_AT_A_TIME = 500


def keep_blob(*, content: bytes, person_id: int, at: datetime) -> str:
    """Store the bytes, their key noted before; the key to fetch them by."""
    key = document_key(content=content, person_id=person_id)
    UnnamedBlob.objects.update_or_create(storage_key=key, defaults={"at": at})
    return store(content=content, person_id=person_id)


def release_blobs(keys: Iterable[str]) -> None:
    """A row names these files now."""
    UnnamedBlob.objects.filter(storage_key__in=list(keys)).delete()


def sweep_blobs(*, at: datetime) -> int:
    """Delete files noted more than a day ago that no page names; how many. (What other rooms store is never the bytes of a page.)"""
    old = list(UnnamedBlob.objects.filter(at__lte=at - KEPT).order_by("pk").values_list("storage_key", flat=True)[:_AT_A_TIME])
    named = set(PaperPage.objects.filter(storage_key__in=old).values_list("storage_key", flat=True))
    for key in set(old) - named:
        forget(key)
    release_blobs(old)
    return len(set(old) - named)
