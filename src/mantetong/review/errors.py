"""What could not happen at the desk.

ReviewError
├── NoticeAlreadySent      the one supplement notice has been sent
├── NothingAsked           a supplement notice without a single thing
├── NothingToAnswer        no open supplement on this filing
├── StillMissing           places that were asked for are empty; names them
├── SupplementTimeOver     the days to answer are over: no further round
├── TooEarlyToLapse        the days to answer are not over
├── LongerAlready          the person has had longer once; the next time staff give it
├── NotWarned              nobody was reached with the warning that the days run out
├── AlreadySending         something else of this filing is about to be sent
├── TooLateToUndo          it has been sent, or it is somebody else's
├── NoSuchNote             no open question of this kind to this person
├── NoSuchInstitution      the hospital is not in the table
├── EnquiryAnswered        the enquiry has its answer
├── MayNotFollow           the rules do not let this paper come later
├── ReasonMissing          an act that needs a written reason has none
├── AlreadyAccepted        a refusal is possible before acceptance only
├── NoSupplementHere       at the counter: nothing that fits waits for papers; what did not fit is not said
└── CounterTriedTooOften   five wrong tries with one number within the hour
"""

from datetime import date


class ReviewError(Exception):
    """Root of what the desk refuses. `code` is stable; words are in `messages.py`."""

    code = "REVIEW_ERROR"


class NoticeAlreadySent(ReviewError):
    """一次性告知: one supplement notice per filing (MS-14)."""

    code = "NOTICE_ALREADY_SENT"


class NothingAsked(ReviewError):
    """Nothing was ticked."""

    code = "NOTHING_ASKED"


class NothingToAnswer(ReviewError):
    """Nobody is waiting for a supplement on this filing."""

    code = "NOTHING_TO_ANSWER"


class StillMissing(ReviewError):
    """Places that were asked for have received nothing. `names` are their names as people read them."""

    code = "STILL_MISSING"

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__(len(labels))
        self.names = "、".join(labels)


class SupplementTimeOver(ReviewError):
    """The last day to answer has passed."""

    code = "SUPPLEMENT_TIME_OVER"

    def __init__(self, answer_by: date) -> None:
        super().__init__(answer_by.isoformat())
        self.day = answer_by.isoformat()


class TooEarlyToLapse(SupplementTimeOver):
    """The person still has time to answer, the last day included."""

    code = "TOO_EARLY_TO_LAPSE"


class LongerAlready(SupplementTimeOver):
    """Given once already, until `day`."""

    code = "LONGER_ALREADY"


class ReasonMissing(ReviewError):
    """Write down why."""

    code = "REASON_MISSING"


class AlreadyAccepted(ReviewError):
    """The filing has no case that still waits for acceptance."""

    code = "ALREADY_ACCEPTED"


class NotWarned(ReviewError):
    """A case lapses only after a warning that reached somebody."""

    code = "NOT_WARNED"


class AlreadySending(ReviewError):
    """One thing at a time."""

    code = "ALREADY_SENDING"


class TooLateToUndo(ReviewError):
    """Half a minute is over, or somebody else sent it."""

    code = "TOO_LATE_TO_UNDO"


class NoSuchNote(ReviewError):
    """Asked of somebody else, or answered."""

    code = "NO_SUCH_NOTE"


class NoSuchInstitution(ReviewError):
    """Not among the loaded institutions."""

    code = "NO_SUCH_INSTITUTION"


class EnquiryAnswered(ReviewError):
    """Nothing waits for an answer here."""

    code = "ENQUIRY_ANSWERED"


class MayNotFollow(ReviewError):
    """The pack demands this paper, it is there already, or it was promised before."""

    code = "MAY_NOT_FOLLOW"


class NoSupplementHere(ReviewError):
    """Number, name and ID number do not belong together, or nothing waits for papers in this region. Which, is not said."""

    code = "NO_SUPPLEMENT_HERE"


class CounterTriedTooOften(ReviewError):
    """Five wrong tries with one number within the hour."""

    code = "COUNTER_TRIED_TOO_OFTEN"
