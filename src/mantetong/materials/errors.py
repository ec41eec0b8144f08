"""What could not happen to a paper in a filing. (What is wrong with the file itself: `safety.errors`, every UnsafeFile.)

PaperError
├── NoSuchPaper      not found, or not yours: the same answer
├── UnknownSlot      this filing's checklist has no such place
├── TooManyFiles     the slot or the filing is full; carries `most`
├── PapersClosed     the filing is submitted and nothing is asked for
├── NoSuchUpload     not found, expired, or not yours: the same answer
├── UploadOffset     bytes are missing before these; carries `offset`, where to go on
├── UploadDamaged    what came is not what was announced: begin again
├── TooManyUploads   too many are open at once; carries `most`
└── NoSuchSignal     not found, closed, of another region, or without a word on what it was
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


class NoSuchUpload(PaperError):
    """Not found, expired and not allowed are the same answer."""

    code = "NO_SUCH_UPLOAD"


class UploadOffset(PaperError):
    """The part does not join what has come; sending goes on at `offset`."""

    code = "UPLOAD_OFFSET"

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class UploadDamaged(PaperError):
    """The bytes are not those that were announced, or the key belongs to another file."""

    code = "UPLOAD_DAMAGED"


class TooManyUploads(PaperError):
    """More than `most` files are on their way at once."""

    code = "TOO_MANY_UPLOADS"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoSuchSignal(PaperError):
    """Not found, closed already, of another region: the same answer."""

    code = "NO_SUCH_SIGNAL"
