"""Everything that writes a paper."""

from mantetong.materials.operations.reading import give_up_reading, note_pixels, note_reading, process_paper
from mantetong.materials.operations.receiving import PaperRef, receive_paper, remove_paper, reorder
from mantetong.materials.operations.showing import open_page

__all__ = [
    "PaperRef",
    "give_up_reading",
    "note_pixels",
    "note_reading",
    "open_page",
    "process_paper",
    "receive_paper",
    "remove_paper",
    "reorder",
]
