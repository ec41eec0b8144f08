"""Taking a file a part at a time, so that a broken line costs seconds and nobody chooses a file twice.

An upload is opened for one file in one slot, takes parts in order, and becomes a paper by the same `receive_paper` as any other.
Parts lie sealed in the `documents` storage. Everything may be repeated without harm: opening by the sender's own key, a part
that has come already, the end.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor
from mantetong.materials.checklist import slot_of
from mantetong.materials.errors import NoSuchUpload, TooManyUploads, UploadDamaged, UploadOffset
from mantetong.materials.models import Upload, UploadPart
from mantetong.materials.operations.receiving import PaperRef, receive_paper
from mantetong.materials.safety import limits
from mantetong.materials.safety.errors import EmptyFile, TooLarge, UnsafeFile
from mantetong.materials.safety.names import plain_name
from mantetong.outside.documents import fetch, forget, store
from mantetong.outside.keys import key_ring
from mantetong.web.clock import day_of

KEPT = timedelta(days=1)
OPEN_AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class Announced:
    """What the sender says of a file: its slot, name, bytes, SHA-256 in hex (may be empty) and the sender's own key for this sending."""

    slot: str
    name: str
    size: int
    digest: str
    client_key: str


@dataclass(frozen=True, slots=True)
class UploadRef:
    """An upload: `offset` of `size` bytes have come; `paper` once it is one; `refused` the code once it cannot become one."""

    id: int
    key: str
    size: int
    offset: int
    paper: PaperRef | None
    refused: str
    expires_at: datetime

    @property
    def is_whole(self) -> bool:
        """Every byte has come."""
        return self.offset == self.size


def open_upload(*, filing_id: int, announced: Announced, by: Actor, at: datetime) -> UploadRef:
    """Begin an upload, or find the one this account began under the same client key for a file of the same size.

    Raises EmptyFile, TooLarge, UnknownSlot, TooManyUploads, UploadDamaged (the key names another file).
    """
    if not announced.size:
        raise EmptyFile
    if announced.size > limits.UPLOAD_BYTES:
        raise TooLarge
    slot_of(filing_card(filing_id), code=announced.slot, on=day_of(at))
    mine = Upload.objects.filter(account_id=by.known_id, expires_at__gt=at)
    if mine.filter(paper=None, refused="").exclude(client_key=announced.client_key).count() >= OPEN_AT_ONCE:
        raise TooManyUploads(OPEN_AT_ONCE)
    upload, _ = Upload.objects.get_or_create(
        account_id=by.known_id, client_key=announced.client_key,
        defaults={
            "filing_id": filing_id, "slot": announced.slot, "name": plain_name(announced.name), "size": announced.size,
            "digest": _keyed(announced.digest), "at": at, "expires_at": at + KEPT,
        },
    )  # fmt: skip
    if (upload.filing_id, upload.slot, upload.size) != (filing_id, announced.slot, announced.size):
        raise UploadDamaged
    return _ref(upload)


def upload_for(*, key: str, by: Actor, at: datetime) -> UploadRef:
    """The upload if it is this account's and not expired. Raises NoSuchUpload."""
    return _ref(_mine(key, by, at))


def add_part(*, key: str, offset: int, content: bytes, by: Actor, at: datetime) -> UploadRef:
    """Take the bytes from `offset` on; bytes that came before are passed over. Flushed to disk before it returns.

    Raises NoSuchUpload, UploadOffset (a gap; carries where to go on), TooLarge (more than announced).
    """
    seen = _mine(key, by, at)
    if seen.paper_id or seen.refused or offset + len(content) <= seen.received:
        return _ref(seen)
    if offset > seen.received:
        raise UploadOffset(seen.received)
    if offset + len(content) > seen.size:
        raise TooLarge
    fresh = content[seen.received - offset :]
    # Its own key in front: a part is never one blob with anything else, so it can be deleted without asking.
    kept = store(content=key.encode() + seen.received.to_bytes(4, "big") + fresh, person_id=_person_of(seen))
    return _ref(_grown(seen, len(fresh), kept))


@transaction.atomic
def _grown(seen: Upload, size: int, kept: str) -> Upload:
    upload = Upload.objects.select_for_update().get(pk=seen.pk)
    if upload.received != seen.received:  # the same part came twice at the same time
        raise UploadOffset(upload.received)
    UploadPart.objects.create(upload=upload, start=upload.received, size=size, storage_key=kept)
    upload.received += size
    upload.save(update_fields=["received"])
    return upload


def finish_upload(*, key: str, by: Actor, at: datetime) -> PaperRef:
    """Make the whole file a paper; the paper it became when that was done before.

    Raises NoSuchUpload, UploadOffset (bytes are missing), UploadDamaged (begin again at 0), and what `receive_paper` raises.
    A file that can never be taken is remembered as refused and its parts deleted; where only the place is full they are kept.
    """
    upload = _mine(key, by, at)
    if upload.paper_id:
        return PaperRef(upload.paper_id, str(Upload.objects.values_list("paper__key", flat=True).get(pk=upload.pk)))
    if upload.received < upload.size:
        raise UploadOffset(upload.received)
    content = _whole(upload)
    try:
        paper = receive_paper(filing_id=upload.filing_id, slot=upload.slot, name=upload.name, content=content, by=by, at=at)
    except UnsafeFile as problem:
        _settle(upload, refused=problem.code)
        raise
    _settle(upload, paper_id=paper.id)
    return paper


def forget_uploads_of(*, filing_id: int) -> None:
    """Delete every upload of a filing, with their parts."""
    _forget(list(Upload.objects.filter(filing_id=filing_id).values_list("pk", flat=True)))


def give_up_upload(*, key: str, by: Actor, at: datetime) -> None:
    """Forget an upload that its owner no longer wants; the paper it may have become stays. Raises NoSuchUpload."""
    _forget([_mine(key, by, at).pk])


def forget_expired_uploads(*, at: datetime) -> int:
    """Delete uploads older than a day, with their parts; how many."""
    stale = list(Upload.objects.filter(expires_at__lte=at).values_list("pk", flat=True)[:500])
    _forget(stale)
    return len(stale)


def _mine(key: str, by: Actor, at: datetime) -> Upload:
    upload = Upload.objects.filter(key=key, account_id=by.known_id, expires_at__gt=at).select_related("paper").first()
    if upload is None:
        raise NoSuchUpload
    return upload


def _ref(upload: Upload) -> UploadRef:
    paper = PaperRef(upload.paper_id, upload.paper.key) if upload.paper_id and upload.paper else None
    return UploadRef(upload.pk, upload.key, upload.size, upload.received, paper, upload.refused, upload.expires_at)


def _keyed(digest: str) -> str:
    return key_ring().digest(digest.lower(), purpose="uploads") if digest else ""


def _person_of(upload: Upload) -> int:
    return filing_card(upload.filing_id).person_id


def _whole(upload: Upload) -> bytes:
    """The bytes in order, proven to be those announced. Raises UploadDamaged, after which sending begins at 0."""
    head = len(upload.key) + 4
    content = b"".join(fetch(part.storage_key)[head:] for part in upload.parts.order_by("start"))
    if len(content) == upload.size and upload.digest in ("", _keyed(hashlib.sha256(content).hexdigest())):
        return content
    _drop_parts(upload, received=0)
    raise UploadDamaged


@transaction.atomic
def _settle(upload: Upload, *, paper_id: int | None = None, refused: str = "") -> None:
    Upload.objects.filter(pk=upload.pk).update(paper_id=paper_id, refused=refused)
    _drop_parts(upload, received=upload.size)


@transaction.atomic
def _drop_parts(upload: Upload, *, received: int) -> None:
    keys = list(upload.parts.values_list("storage_key", flat=True))
    upload.parts.all().delete()
    Upload.objects.filter(pk=upload.pk).update(received=received)
    for key in keys:
        transaction.on_commit(partial(forget, key))


@transaction.atomic
def _forget(ids: list[int]) -> None:
    keys = list(UploadPart.objects.filter(upload_id__in=ids).values_list("storage_key", flat=True))
    Upload.objects.filter(pk__in=ids).delete()
    for key in keys:
        transaction.on_commit(partial(forget, key))
