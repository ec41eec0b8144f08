"""The installation's keys as files, known without Django: made on the first run in `<home>/keys` (0600), never in the database or a backup.

One secret file holds numbered master keys; the active one encrypts (the newest, unless a newer is only being carried to other
machines), every one still decrypts. From a master key a separate
key is derived per purpose (HKDF-SHA256), so a digest can never be used to open a file.
"""

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_ID = 2
KEY_FILE = "master.json"
_ACTIVE = "active"


class KeysMissing(RuntimeError):
    """The key file is not where it must be; what was encrypted cannot be opened without it."""

    code = "KEYS_MISSING"


class CannotOpen(ValueError):
    """Encrypted bytes do not open: another installation's key, another purpose, or altered bytes."""

    code = "CANNOT_OPEN"


def make_keys(folder: Path) -> Path:
    """Make the key file unless it exists; the folder is 0700, the file 0600 and flushed to disk."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / KEY_FILE
    if path.exists():
        return path
    fresh = _written(folder, {"1": secrets.token_hex(32)})
    with suppress(FileExistsError):  # somebody else just made it
        os.link(fresh, path)  # atomic, and never over a key
    fresh.unlink()
    return path


def add_key(folder: Path, *, number: int) -> None:
    """Add a master key under `number` unless it is there; what is active stays so. Raises KeysMissing."""
    stored = _stored(folder)
    if str(number) not in stored:
        active = str(read_keys(folder).newest)
        _replace(folder, stored | {str(number): secrets.token_hex(32), _ACTIVE: active})


def activate_key(folder: Path, *, number: int) -> None:
    """Let the master key `number`, which must be there, encrypt from now on. Raises KeysMissing."""
    stored = _stored(folder)
    if str(number) not in stored:
        raise KeysMissing(f"{folder / KEY_FILE}: {number}")
    _replace(folder, stored | {_ACTIVE: str(number)})


def _replace(folder: Path, keys: dict[str, str]) -> None:
    """The file whole or not at all, flushed."""
    _written(folder, keys).replace(folder / KEY_FILE)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(folder: Path, keys: dict[str, str]) -> Path:
    fresh = folder / f".{KEY_FILE}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(json.dumps(keys).encode())
        file.flush()
        os.fsync(file.fileno())
    return fresh


def sealed_under(sealed: bytes) -> int:
    """The number of the master key that sealed these bytes."""
    return int.from_bytes(sealed[:_ID], "big")


def head_of(number: int) -> bytes:
    """The bytes that everything sealed under this master key begins with."""
    return number.to_bytes(_ID, "big")


@dataclass(frozen=True)
class KeyRing:
    """The master keys by number. Made by `key_ring`; tests may build their own."""

    masters: dict[int, bytes]
    active: int | None = None

    @property
    def newest(self) -> int:
        """The number of the key that encrypts."""
        return self.active or max(self.masters)

    def derived(self, purpose: str, number: int) -> bytes:
        """The 32-byte key of one purpose."""
        return _derive(self.masters[number], purpose)

    def seal(self, plain: bytes, *, purpose: str, bound_to: bytes = b"") -> bytes:
        """Encrypt and authenticate (AES-256-GCM); `bound_to` must be given again to open."""
        nonce = secrets.token_bytes(_NONCE)
        box = AESGCM(self.derived(purpose, self.newest)).encrypt(nonce, plain, bound_to)
        return head_of(self.newest) + nonce + box

    def open(self, sealed: bytes, *, purpose: str, bound_to: bytes = b"") -> bytes:
        """The plain bytes. Raises CannotOpen."""
        number, nonce, box = sealed_under(sealed), sealed[_ID : _ID + _NONCE], sealed[_ID + _NONCE :]
        if number not in self.masters:
            raise CannotOpen(f"no key {number}")
        try:
            return AESGCM(self.derived(purpose, number)).decrypt(nonce, box, bound_to)
        except InvalidTag as error:
            raise CannotOpen(purpose) from error

    def digest(self, text: str | bytes, *, purpose: str) -> str:
        """HMAC-SHA256 in hex under the first key, so that a digest stays the same when keys are rotated."""
        data = text.encode() if isinstance(text, str) else text
        return hmac.new(self.derived(f"digest:{purpose}", min(self.masters)), data, hashlib.sha256).hexdigest()


@lru_cache(maxsize=256)
def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(master)


def read_keys(folder: Path) -> KeyRing:
    """The ring in `folder`. Raises KeysMissing."""
    stored = _stored(folder)
    active = stored.pop(_ACTIVE, None)
    return KeyRing({int(number): bytes.fromhex(key) for number, key in stored.items()}, int(active) if active else None)


def _stored(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / KEY_FILE).read_text()))
    except FileNotFoundError as error:
        raise KeysMissing(str(folder / KEY_FILE)) from error


@lru_cache(maxsize=4)
def _ring_at(folder: Path, _changed: tuple[int, int]) -> KeyRing:
    return read_keys(folder)


def ring_in(folder: Path) -> KeyRing:
    """The ring in `folder`, read anew when the file has changed. Raises KeysMissing."""
    try:
        about = (folder / KEY_FILE).stat()
    except FileNotFoundError as error:
        raise KeysMissing(str(folder / KEY_FILE)) from error
    return _ring_at(folder, (about.st_mtime_ns, about.st_ino))
