"""What could not happen while applying.

ApplyError
├── AlreadyHeld          the person already holds the benefit for this disease
├── AnswerMoved          another window has answered the question since this page was made
├── DraftMoved           something of the draft has changed since the check page was made
├── LinkOver             a link for a helping camera has ended, was taken back, or never was
├── CodeTriedTooOften    too many digits that open nothing, from one address or altogether
├── TooManyLinks         more links than a household needs
├── RecordingUnreadable  what was sent is no recording of a voice
├── WitnessCodeWrong     these digits belong to nobody at the counter
├── NotOpenForFiling     the region's list or criteria are sample, and this is no demonstration
├── NotReadyToSubmit     something that must be there is not; carries the questions still open
└── PersonMissing        no insured person has been proven for this account yet
"""


class ApplyError(Exception):
    """Root of what apply refuses."""

    code = "APPLY_ERROR"


class AlreadyHeld(ApplyError):
    """A recognition of the disease `name` counts until `until` (in words)."""

    code = "ALREADY_HELD"

    def __init__(self, *, name: str, until: str) -> None:
        super().__init__(until)
        self.name = name
        self.until = until


class NotOpenForFiling(ApplyError):
    """The guide can be read, but nothing can be filed here yet."""

    code = "NOT_OPEN_FOR_FILING"


class NotReadyToSubmit(ApplyError):
    """Questions still open, by code."""

    code = "NOT_READY_TO_SUBMIT"

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__(", ".join(questions))
        self.questions = questions


class PersonMissing(ApplyError):
    """Prove the name first."""

    code = "PERSON_MISSING"


class AnswerMoved(ApplyError):
    """The answer to `question` is another one now."""

    code = "ANSWER_MOVED"

    def __init__(self, *, question: str) -> None:
        super().__init__(question)
        self.question = question


class DraftMoved(ApplyError):
    """What is about to be submitted is not what was looked at."""

    code = "DRAFT_MOVED"


class LinkOver(ApplyError):
    """Ended, taken back, or never there: the same answer to whoever asks."""

    code = "LINK_OVER"


class CodeTriedTooOften(ApplyError):
    """Guessing is slow work here."""

    code = "CODE_TRIED_TOO_OFTEN"


class TooManyLinks(ApplyError):
    """At most `most` links of a filing are open at a time."""

    code = "TOO_MANY_LINKS"

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class RecordingUnreadable(ApplyError):
    """No recording, an empty one, or one that is too large (over `limit`)."""

    code = "RECORDING_UNREADABLE"

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class WitnessCodeWrong(ApplyError):
    """Nobody at the counter shows these digits, or they are over an hour old."""

    code = "WITNESS_CODE_WRONG"
