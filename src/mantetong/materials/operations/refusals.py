"""What may go wrong when a paper is given: the errors other rooms catch around `receive_paper` and `reuse_paper`."""

from mantetong.materials.errors import NoSuchPaper, PaperError, PapersClosed, TooManyFiles, UnknownSlot
from mantetong.materials.safety.errors import EmptyFile, Infected, UnsafeFile

REFUSALS = (UnsafeFile, PaperError)
"""Both trees: files that cannot be taken, and places that take nothing."""

__all__ = [
    "REFUSALS",
    "EmptyFile",
    "Infected",
    "NoSuchPaper",
    "PaperError",
    "PapersClosed",
    "TooManyFiles",
    "UnknownSlot",
    "UnsafeFile",
]
