"""What could not be determined, and why.

DeterminationError
├── NotAtDetermination     the case is not in 认定中 (or 待复核)
├── DecidedByOthers        the pack gives this decision to somebody else
├── NotOnPanel             no open seat for this expert
├── AlreadyVoted           an expert answers once
├── ReasonsIncomplete      不予认定 without a criterion that is not met, its words and its rule
├── AppealWayMissing       不予认定 where the pack states no way to appeal
├── RemarkMissing          the outcome differs from the criteria and nobody said why
├── DoctorElsewhere        the doctor does not belong to the institution named
├── LetterOfSamples        invented rules decided: nothing is printed outside the demo
├── NothingToWaive         nothing blocks the pack's way
├── CorrectionRunning      a correction of this decision waits for a second person, or nothing is decided
├── AnotherIsRunning       the person's appeal or new filing for the disease is on its way: it decides
├── CorrectionTooLate      the pack's days to correct are over
├── NeverTakenBack         what was recognised is not taken away by a correction
├── NothingCorrected       the correction says what the decision says
├── OneHand                who proposed a correction does not agree to it
├── NoSuchWork             no open reading, correction or missing code by that name for this person
├── NotReopenable          only 未作认定 and 逾期终止 can be taken up again
├── NotFreeToRead          a second reading goes to who had no hand in the case and works here
└── ReopenTimeOver         the days to take it up again are over
"""


class DeterminationError(Exception):
    """Root of what determination refuses. `code` is stable; words are in `messages.py`."""

    code = "DETERMINATION_ERROR"


class NotAtDetermination(DeterminationError):
    """The case stands elsewhere."""

    code = "NOT_AT_DETERMINATION"


class DecidedByOthers(DeterminationError):
    """The region gives this decision to its panel, its entrusted institution or its agency."""

    code = "DECIDED_BY_OTHERS"


class NotOnPanel(DeterminationError):
    """This expert has no open seat for the case."""

    code = "NOT_ON_PANEL"


class AlreadyVoted(DeterminationError):
    """The answer was given; it stands."""

    code = "ALREADY_VOTED"


class ReasonsIncomplete(DeterminationError):
    """A negative decision names each criterion that is not met, in words, with its rule (MS-17)."""

    code = "REASONS_INCOMPLETE"


class AppealWayMissing(DeterminationError):
    """A negative decision tells the way to appeal (MS-17)."""

    code = "APPEAL_WAY_MISSING"


class RemarkMissing(DeterminationError):
    """What the person decides and what the criteria say differ: one sentence why."""

    code = "REMARK_MISSING"


class DoctorElsewhere(DeterminationError):
    """The national registration names doctor and institution together."""

    code = "DOCTOR_ELSEWHERE"


class NotReopenable(DeterminationError):
    """The case has an outcome that stands."""

    code = "NOT_REOPENABLE"


class ReopenTimeOver(DeterminationError):
    """The pack's days are over."""

    code = "REOPEN_TIME_OVER"

    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days


class NothingToWaive(DeterminationError):
    """The case goes its way."""

    code = "NOTHING_TO_WAIVE"


class CorrectionRunning(DeterminationError):
    """One correction at a time, and only of what is decided."""

    code = "CORRECTION_RUNNING"


class AnotherIsRunning(DeterminationError):
    """An appeal or a new filing of the same person for the same disease runs; `number` is its case's."""

    code = "ANOTHER_IS_RUNNING"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class CorrectionTooLate(DeterminationError):
    """The pack's days since the decision are over, or it knows of no correction."""

    code = "CORRECTION_TOO_LATE"


class NeverTakenBack(DeterminationError):
    """An official's mistake is not put on a truthful person; untruth is revoked after a hearing."""

    code = "NEVER_TAKEN_BACK"


class NothingCorrected(DeterminationError):
    """Outcome, reasons, institution and doctor are what they were."""

    code = "NOTHING_CORRECTED"


class OneHand(DeterminationError):
    """A correction needs two people."""

    code = "ONE_HAND"


class NoSuchWork(DeterminationError):
    """Nothing of that kind waits for this person."""

    code = "NO_SUCH_WORK"


class LetterOfSamples(DeterminationError):
    """The region's rules are samples and this is no demo."""

    code = "LETTER_OF_SAMPLES"


class NotFreeToRead(DeterminationError):
    """Had a hand in the case, is kin, or does not work in the region."""

    code = "NOT_FREE_TO_READ"
