"""Where a file from outside is made harmless. The room that has the safety cell registers it; rooms that stand below it ask here."""

from collections.abc import Callable

Cell = Callable[[bytes], tuple[bytes, ...]]
_cell: list[Cell] = []


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
