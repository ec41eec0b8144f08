"""Papers on their way to and from the `documents` storage, encrypted under a key of their own.

The name of a file is an HMAC over the person and the bytes: the same page sent twice by one person is kept once, and
nobody learns that two people hold the same page (DESIGN §2).
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from mantetong.outside.keys import CannotOpen, key_ring

_MAGIC = b"MTT1"
_NONCE = 12


class DocumentMissing(LookupError):
    """A row names a file that the storage does not hold."""

    code = "DOCUMENT_MISSING"


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
    """The bytes kept under `key`, proven unaltered. Raises DocumentMissing, CannotOpen."""
    try:
        with _storage().open(key) as file:
            return _decrypt(file.read(), key)
    except FileNotFoundError as error:
        raise DocumentMissing(key) from error


def forget(key: str) -> None:
    """Delete the file for good; quietly when it is already gone."""
    _storage().delete(key)


def _encrypt(content: bytes, name: str) -> bytes:
    own, nonce = secrets.token_bytes(32), secrets.token_bytes(_NONCE)
    wrapped = key_ring().seal(own, purpose="document-keys", bound_to=name.encode())
    return _MAGIC + len(wrapped).to_bytes(2, "big") + wrapped + nonce + AESGCM(own).encrypt(nonce, content, name.encode())


def _decrypt(blob: bytes, name: str) -> bytes:
    if blob[:4] != _MAGIC:
        raise CannotOpen(name)
    end = 6 + int.from_bytes(blob[4:6], "big")
    own = key_ring().open(blob[6:end], purpose="document-keys", bound_to=name.encode())
    try:
        return AESGCM(own).decrypt(blob[end : end + _NONCE], blob[end + _NONCE :], name.encode())
    except InvalidTag as error:
        raise CannotOpen(name) from error
