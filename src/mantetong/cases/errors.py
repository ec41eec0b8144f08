"""What could not happen to a filing or case.

CaseError
├── NoSuchFiling         not found, or not yours: the same answer
├── MandateEnded         you filed it for somebody, and act for them no longer
├── CaseHasMoved         somebody changed the case since you looked at it
├── AlreadyRunning       a case for this disease is running; carries its number
├── AlreadyClaimed       another person is at work on the filing
├── NotClaimed           the action asks for the claim first
├── NothingChosen        a filing without a disease cannot be submitted
├── DraftOnly            only a draft can be changed so
├── NoticeAlreadySent    the one supplement notice of this filing has been sent
├── DecisionMissing      a case cannot end without a standing decision
├── OwnCase              nobody decides their own or their family's case
├── SameHand             the second signature must be somebody else's
├── JudgedBefore         an appeal goes to people who did not judge it before
├── PurposeWanted        somebody of the desk opens what nobody gave them, and has not said what for
├── SystemMayNot         the system never takes a negative act
└── TooManyTries         the query code was guessed too often
"""


class CaseError(Exception):
    """Root of what cases refuse. `code` is stable; words are chosen at the edge."""

    code = "CASE_ERROR"
    status = 409


class NoSuchFiling(CaseError):
    """Not found and not allowed are the same answer."""

    code = "NO_SUCH_FILING"
    status = 404


class MandateEnded(CaseError):
    """Filed under a mandate that has been taken back, has run out, or does not cover this kind."""

    code = "MANDATE_ENDED"
    status = 403


class CaseHasMoved(CaseError):
    """The version seen is not the version now."""

    code = "CASE_HAS_MOVED"


class AlreadyRunning(CaseError):
    """A case for the same disease is on its way. `number` is the case's; `reference`, its filing's, leads to it."""

    code = "ALREADY_RUNNING"

    def __init__(self, *, number: str, reference: str, disease_code: str) -> None:
        super().__init__(number)
        self.number = number
        self.reference = reference
        self.disease_code = disease_code


class AlreadyClaimed(CaseError):
    """Somebody else is at work on it."""

    code = "ALREADY_CLAIMED"


class NotClaimed(CaseError):
    """Claim it first."""

    code = "NOT_CLAIMED"


class NothingChosen(CaseError):
    """No disease was chosen."""

    code = "NOTHING_CHOSEN"
    status = 422


class DraftOnly(CaseError):
    """The filing is submitted; it can no longer be changed this way."""

    code = "DRAFT_ONLY"


class NoticeAlreadySent(CaseError):
    """一次性告知: one supplement notice per filing."""

    code = "NOTICE_ALREADY_SENT"


class DecisionMissing(CaseError):
    """DECIDE and CONFIRM need a standing decision."""

    code = "DECISION_MISSING"


class OwnCase(CaseError):
    """The actor is the applicant, files for them, or is family."""

    code = "OWN_CASE"
    status = 403


class SameHand(CaseError):
    """Four eyes means two people."""

    code = "SAME_HAND"
    status = 403


class JudgedBefore(CaseError):
    """Who took part in the decision takes no part in the appeal against it."""

    code = "JUDGED_BEFORE"
    status = 403


class SystemMayNot(CaseError):
    """Machines propose, people decide."""

    code = "SYSTEM_MAY_NOT"
    status = 403


class TooManyTries(CaseError):
    """Five wrong query codes within an hour."""

    code = "QUERY_GUESSED_TOO_OFTEN"
    status = 429


class PurposeWanted(CaseError):
    """Outside an assignment a purpose is asked; it holds for that day. `reference` is the filing's."""

    code = "PURPOSE_WANTED"
    status = 403

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference
