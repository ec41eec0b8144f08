"""Where a file from outside is made harmless, and where its pages get the mark that staff see on them.

The room that has the safety cell registers both; rooms that stand below it ask here.
"""

from collections.abc import Callable
from datetime import datetime

from mantetong.domain.actor import Actor

Cell = Callable[[bytes], tuple[bytes, ...]]
Mark = Callable[[bytes, Actor, datetime], bytes]
_cell: list[Cell] = []
_mark: list[Mark] = []


class FileRefused(ValueError):
    """The file is not kept; `code` names why, as `materials.safety.errors` does."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def register_cell(cell: Cell) -> None:
    """Let `cell` make files harmless from now on: it gives a file's pages as fresh JPEGs and raises FileRefused."""
    _cell[:] = [cell]


def clean_pages(content: bytes) -> tuple[bytes, ...]:
    """The pages of a photograph or PDF, looked at by the virus scanner, decoded in a process of its own and made anew.

    Raises FileRefused; RuntimeError when no cell was registered: nothing is ever kept unlooked at.
    """
    if not _cell:
        raise RuntimeError("no safety cell was registered")
    return _cell[0](content)


def register_mark(mark: Mark) -> None:
    """Let `mark` put the pale mark on pages from now on: office, day, tail of the number of whoever of the staff looks."""
    _mark[:] = [mark]


def marked_for_staff(jpeg: bytes, by: Actor, at: datetime) -> bytes:
    """The page as staff see it. Raises RuntimeError when no mark was registered: staff see no page without one."""
    if not _mark:
        raise RuntimeError("no mark was registered")
    return _mark[0](jpeg, by, at)
