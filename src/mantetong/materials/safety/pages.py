"""What comes out of the cell: clean pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of a PDF's own text. `quad` in pixels of the clean page, clockwise from its upper left."""

    text: str
    quad: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """One page as a fresh JPEG without metadata, upright as its EXIF orientation asked.

    `width`, `height` are those of the JPEG; `source_width`, `source_height` those of the upload after its EXIF orientation.
    `covered` are the boxes, in pixels of the JPEG, of payment codes that were painted over.
    """

    jpeg: bytes
    width: int
    height: int
    source_width: int
    source_height: int
    text: tuple[TextRun, ...] = ()
    covered: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that was decoded in full. `shrunk` when its owner's upload was larger than a page may be."""

    type: str
    pages: tuple[CleanPage, ...]
    shrunk: bool = False
