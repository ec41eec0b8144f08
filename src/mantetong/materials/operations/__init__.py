"""Everything that writes a paper. `reading` is not imported here: it loads the pixel checks and the text engine, which only the
reading process pays for.
"""

from mantetong.materials.operations.forgetting import forget_papers
from mantetong.materials.operations.giving_up import give_up_reading
from mantetong.materials.operations.receiving import PaperRef, receive_paper, remove_paper, reorder
from mantetong.materials.operations.showing import open_page

__all__ = [
    "PaperRef",
    "forget_papers",
    "give_up_reading",
    "open_page",
    "receive_paper",
    "remove_paper",
    "reorder",
]
