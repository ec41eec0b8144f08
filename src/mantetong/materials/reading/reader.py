"""Reading a whole file."""

from mantetong.materials.reading.fields import fields_of
from mantetong.materials.reading.kinds import kind_of
from mantetong.materials.reading.page import read_page
from mantetong.materials.reading.shapes import PageReading, PaperReading
from mantetong.materials.safety.pages import CleanFile


def read_paper(file: CleanFile) -> PaperReading:
    """Every page read, the kind recognised, the fields with their place."""
    return understood(tuple(read_page(page, number=number) for number, page in enumerate(file.pages, start=1)))


def understood(pages: tuple[PageReading, ...]) -> PaperReading:
    """Kind and fields of pages that have been read."""
    kind = kind_of(pages)
    return PaperReading(kind, pages, fields_of(pages, kind=kind))
