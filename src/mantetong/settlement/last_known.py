"""The last known answers, shared by the processes of one web server: for the minutes in which the database is away.

Memory that is mapped before the workers are forked, never a file: it is gone when the server is. Each person and institution has
one place; whoever falls on a taken place takes it over. A torn or foreign entry is no entry.
"""

import mmap
import zlib
from collections.abc import Sequence
from typing import Any

import msgspec

_PLACES = 65_536
_SIZE = 512
_HEAD = 6  # checksum (4), length (2)
_encode, _decode = msgspec.json.encode, msgspec.json.decode


class LastKnown:
    """Entries (key, as of, day, rows); `places` times 512 bytes at most, touched only where used."""

    def __init__(self, places: int = _PLACES) -> None:
        self._places = places
        self._memory = mmap.mmap(-1, places * _SIZE)

    def keep(self, key: str, as_of: float, on: str, rows: Sequence[Sequence[Any]]) -> None:
        """Remember the rows as they are at the Unix time `as_of`. What is too long for its place is not kept."""
        said = _encode((key, as_of, on, rows))
        if len(said) > _SIZE - _HEAD:
            return
        start = self._start(key)
        entry = zlib.crc32(said).to_bytes(4, "big") + len(said).to_bytes(2, "big") + said
        self._memory[start : start + len(entry)] = entry

    def find(self, key: str, on: str) -> tuple[float, list[list[Any]]] | None:
        """The Unix time and the rows last kept for this day, None when there are none."""
        start = self._start(key)
        head = self._memory[start : start + _HEAD]
        said = self._memory[start + _HEAD : start + _HEAD + int.from_bytes(head[4:], "big")]
        if not said or zlib.crc32(said).to_bytes(4, "big") != head[:4]:
            return None
        whose, as_of, day, rows = _decode(said)
        return (as_of, rows) if (whose, day) == (key, on) else None

    def _start(self, key: str) -> int:
        return zlib.crc32(key.encode()) % self._places * _SIZE
