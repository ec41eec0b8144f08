"""The last known answers, shared by the processes of one web server: for the minutes in which the database is away.

Memory that is mapped before the workers are forked, never a file: it is gone when the server is. Each person and institution has
one place; whoever falls on a taken place takes it over. A torn or foreign entry is no entry.
"""

import mmap
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import msgspec

_PLACES = 65_536
_SIZE = 512
_KEY, _HEAD = 16, 22  # key, checksum (4), length (2)
_encode, _decode = msgspec.json.encode, msgspec.json.decode


class LastKnown:
    """Entries (as of, day, rows) by key; `places` times 512 bytes at most, touched only where used."""

    def __init__(self, places: int = _PLACES) -> None:
        self._places = places
        self._memory = mmap.mmap(-1, places * _SIZE)

    def keep(self, key: str, as_of: float, on: str, rows: Sequence[Sequence[Any]]) -> None:
        """Remember the rows as they are at the Unix time `as_of`. What is too long for its place is not kept."""
        said = _encode((as_of, on, rows))
        if len(said) > _SIZE - _HEAD:
            return
        name = blake2b(key.encode(), digest_size=_KEY).digest()
        start = self._start(name)
        entry = name + zlib.crc32(said).to_bytes(4, "big") + len(said).to_bytes(2, "big") + said
        self._memory[start : start + len(entry)] = entry

    def find(self, key: str, on: str) -> tuple[float, list[list[Any]]] | None:
        """The Unix time and the rows last kept for this day, None when there are none."""
        name = blake2b(key.encode(), digest_size=_KEY).digest()
        start = self._start(name)
        head = self._memory[start : start + _HEAD]
        said = self._memory[start + _HEAD : start + _HEAD + int.from_bytes(head[20:], "big")]
        if head[:_KEY] != name or zlib.crc32(said).to_bytes(4, "big") != head[_KEY:20]:
            return None
        as_of, day, rows = _decode(said)
        return (as_of, rows) if day == on else None

    def _start(self, name: bytes) -> int:
        return int.from_bytes(name[:4], "big") % self._places * _SIZE
