"""Which characters a font can draw, read from its character map (OpenType `cmap`, formats 4 and 12)."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FULL_UNICODE = (3, 10)
BASIC_PLANE = (3, 1)
FORMAT_SEGMENTS = 4
FORMAT_GROUPS = 12
LAST_SEGMENT = 0xFFFF


class FontUnreadable(ValueError):
    """A file that is no OpenType font, or one without a Unicode character map. `path` names it."""

    code = "FONT_UNREADABLE"

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def _table(data: bytes, start: int, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, start + 4)
    for index in range(count):
        found, _sum, offset, _length = struct.unpack_from(">4sIII", data, start + 12 + 16 * index)
        if found == tag:
            return int(offset)
    raise KeyError(tag)


def _unicode_subtable(data: bytes, cmap: int) -> int:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * index) for index in range(count))
    offsets = {(platform, encoding): offset for platform, encoding, offset in records}
    known = [offsets[pair] for pair in (FULL_UNICODE, BASIC_PLANE) if pair in offsets]
    return cmap + int(known[0])


def _segments(data: bytes, at: int) -> Iterator[range]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
    return (range(start, end + 1) for start, end in zip(starts, ends, strict=True) if start != LAST_SEGMENT)


def _groups(data: bytes, at: int) -> Iterator[range]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    entries = (struct.unpack_from(">III", data, at + 16 + 12 * index) for index in range(count))
    return (range(start, end + 1) for start, end, _glyph in entries)


def _drawable(data: bytes) -> frozenset[int]:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    at = _unicode_subtable(data, _table(data, start, b"cmap"))
    (kind,) = struct.unpack_from(">H", data, at)
    readers = {FORMAT_SEGMENTS: _segments, FORMAT_GROUPS: _groups}
    return frozenset(point for span in readers[kind](data, at) for point in span)


@lru_cache(maxsize=16)
def drawable(path: Path) -> frozenset[int]:
    """The code points `path` (OTF, TTF, or the first font of a TTC) can draw. Raises FontUnreadable."""
    try:
        return _drawable(path.read_bytes())
    except (struct.error, KeyError, IndexError) as error:
        raise FontUnreadable(path) from error
