"""What the counter refuses: NoVisit, NotTheirsToAsk, SubmitAtCounter, NoSuchOriginal, AlreadyReturned, NothingToLay."""

from mantetong.apply.errors import ApplyError


class NoVisit(ApplyError):
    """No unfinished case of this region bears the barcode."""

    code = "NO_VISIT"


class NotTheirsToAsk(ApplyError):
    """A proxy at the counter asks for a sensitive illness without the person's own word."""

    code = "NOT_THEIRS_TO_ASK"


class SubmitAtCounter(ApplyError):
    """Helpers prepare; a clerk or the person submits."""

    code = "SUBMIT_AT_COUNTER"


class NoSuchOriginal(ApplyError):
    """No original of this region bears the barcode."""

    code = "NO_SUCH_ORIGINAL"


class AlreadyReturned(ApplyError):
    """The original was given back before."""

    code = "ALREADY_RETURNED"


class NothingToLay(ApplyError):
    """No page was given a place."""

    code = "NOTHING_TO_LAY"
