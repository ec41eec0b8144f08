"""What could not happen to a paper in a filing. (What is wrong with the file itself: `safety.errors`, every UnsafeFile.)

PaperError
├── NoSuchPaper      not found, or not yours: the same answer
├── UnknownSlot      this filing's checklist has no such place
├── TooManyFiles     the slot or the filing is full; carries `most`
└── PapersClosed     the filing is submitted and nothing is asked for
"""


class PaperError(Exception):
    """Root. `code` is stable; words are chosen at the edge."""

    code = "PAPER_ERROR"


class NoSuchPaper(PaperError):
    """Not found and not allowed are the same answer."""

    code = "NO_SUCH_PAPER"


class UnknownSlot(PaperError):
    """The checklist has no such place."""

    code = "UNKNOWN_SLOT"


class TooManyFiles(PaperError):
    """The slot or the filing takes no more than `most` files."""

    code = "TOO_MANY_FILES"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class PapersClosed(PaperError):
    """Papers are fixed once submitted, until a supplement is asked for."""

    code = "PAPERS_CLOSED"
