"""What could not happen when people say something back.

NoticeError
├── NothingSaid          a question or an answer without words
├── TooManyOpen          several questions of this filing wait for an answer already
├── AnsweredAlready      somebody has answered, or the call has been made
├── RatedAlready         a case is rated once
├── NotEndedYet          a case is rated when it has ended
├── RatedYourself        who worked on the case does not call back about it
├── WordsFaulty          an official's words say what no message may say
├── SubscribedAlready    the portal is pushed to already
├── NoOfficialAccount    the region's pack names no official account
├── NoPublicAddress      nobody outside could open what a menu points to
└── NoSuchTask           not found, or another region's: the same answer
"""


class NoticeError(Exception):
    """Root of what this room refuses. `code` is stable; words are in `messages.py`."""

    code = "NOTICE_ERROR"


class NothingSaid(NoticeError):
    """Write something."""

    code = "NOTHING_SAID"


class TooManyOpen(NoticeError):
    """`most` questions are open."""

    code = "TOO_MANY_QUESTIONS"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class AnsweredAlready(NoticeError):
    """It was dealt with in the meantime."""

    code = "ANSWERED_ALREADY"


class RatedAlready(NoticeError):
    """一事一评."""

    code = "RATED_ALREADY"


class NotEndedYet(NoticeError):
    """The case is still running."""

    code = "NOT_ENDED_YET"


class RatedYourself(NoticeError):
    """Somebody else calls."""

    code = "RATED_YOURSELF"


class WordsFaulty(NoticeError):
    """`faults` are stable codes (`wording.rules`)."""

    code = "WORDS_FAULTY"

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(*faults)
        self.faults = faults


class SubscribedAlready(NoticeError):
    """The same region and address."""

    code = "SUBSCRIBED_ALREADY"


class NoSuchTask(NoticeError):
    """Unknown, or another region's."""

    code = "NO_SUCH_TASK"


class NoOfficialAccount(NoticeError):
    """No door of the kind wechat-oa."""

    code = "NO_OFFICIAL_ACCOUNT"


class NoPublicAddress(NoticeError):
    """MANTETONG_PUBLIC_URL is not set."""

    code = "NO_PUBLIC_ADDRESS"
