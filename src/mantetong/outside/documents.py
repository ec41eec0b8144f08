"""Papers on their way to and from the `documents` storage, encrypted under a key of their own.

The name of a file is an HMAC over the person and the bytes: the same page sent twice by one person is kept once, and
nobody learns that two people hold the same page (DESIGN §2).
"""

import logging
import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from mantetong.outside.keys import CannotOpen, key_ring, sealed_under
from mantetong.outside.storage import SyncedFileStorage

_MAGIC = b"MTT1"
_NONCE = 12
_PURPOSE = "document-keys"


log = logging.getLogger(__name__)


class DocumentMissing(LookupError):
    """A row names a file that the storage does not hold."""

    code = "DOCUMENT_MISSING"


class DocumentDamaged(CannotOpen):
    """What the storage holds is not what was put there, or belongs to other keys."""

    code = "DOCUMENT_DAMAGED"


def _storage() -> Storage:
    return storages["documents"]


def document_key(*, content: bytes, person_id: int) -> str:
    """The name under which these bytes of this person are kept: two hex characters, a slash, sixty-four more."""
    digest = key_ring().digest(f"{person_id}:".encode() + content, purpose="documents")
    return f"{digest[:2]}/{digest}"


def store(*, content: bytes, person_id: int) -> str:
    """Encrypt and keep the bytes, flushed to disk before it returns; the key to fetch them by."""
    name = document_key(content=content, person_id=person_id)
    storage = _storage()
    if not storage.exists(name):
        storage.save(name, ContentFile(_encrypt(content, name)))
    return name


def fetch(key: str) -> bytes:
    """The bytes kept under `key`, proven unaltered. Raises DocumentMissing, DocumentDamaged; both are logged."""
    try:
        return _decrypt(_blob(key), key)
    except (DocumentMissing, DocumentDamaged) as error:
        log.exception("document_unreadable code=%s key=%s", error.code, key)
        raise


def stored_keys() -> Iterator[str]:
    """The key of every file in the storage, folder by folder."""
    storage = _storage()
    folders, _files = storage.listdir("")
    for folder in sorted(folders):
        _none, files = storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in sorted(files) if not name.startswith("."))


def key_number(key: str) -> int:
    """The number of the master key that the file's own key is wrapped under. Raises DocumentMissing, DocumentDamaged."""
    return sealed_under(_parts(_blob(key), key)[0])


def rewrap(key: str) -> bool:
    """Wrap the file's own key under the newest master key; False when it was. The paper itself is not touched.

    Raises DocumentMissing, DocumentDamaged.
    """
    ring, blob = key_ring(), _blob(key)
    wrapped, rest = _parts(blob, key)
    if sealed_under(wrapped) == ring.newest:
        return False
    _decrypt(blob, key)  # what cannot be read is left as it is, for whoever may still mend it
    own = ring.open(wrapped, purpose=_PURPOSE, bound_to=key.encode())
    _replace(key, _joined(ring.seal(own, purpose=_PURPOSE, bound_to=key.encode()), rest))
    return True


def forget(key: str) -> None:
    """Delete the file for good; quietly when it is already gone."""
    _storage().delete(key)


def _blob(key: str) -> bytes:
    try:
        with _storage().open(key) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise DocumentMissing(key) from error


def _replace(key: str, blob: bytes) -> None:
    storage = _storage()
    if isinstance(storage, SyncedFileStorage):
        storage.replace(key, blob)
    else:
        storage.save(key, ContentFile(blob))  # an object store puts a new object over the old at once


def _joined(wrapped: bytes, rest: bytes) -> bytes:
    return _MAGIC + len(wrapped).to_bytes(2, "big") + wrapped + rest


def _parts(blob: bytes, name: str) -> tuple[bytes, bytes]:
    """The wrapped key, and nonce with paper."""
    end = 6 + int.from_bytes(blob[4:6], "big")
    if blob[:4] != _MAGIC or len(blob) < end + _NONCE:
        raise DocumentDamaged(name)
    return blob[6:end], blob[end:]


def _encrypt(content: bytes, name: str) -> bytes:
    own, nonce = secrets.token_bytes(32), secrets.token_bytes(_NONCE)
    wrapped = key_ring().seal(own, purpose=_PURPOSE, bound_to=name.encode())
    return _joined(wrapped, nonce + AESGCM(own).encrypt(nonce, content, name.encode()))


def _decrypt(blob: bytes, name: str) -> bytes:
    wrapped, rest = _parts(blob, name)
    try:
        own = key_ring().open(wrapped, purpose=_PURPOSE, bound_to=name.encode())
        return AESGCM(own).decrypt(rest[:_NONCE], rest[_NONCE:], name.encode())
    except (InvalidTag, CannotOpen) as error:
        raise DocumentDamaged(name) from error
