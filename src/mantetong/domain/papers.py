"""The vocabulary of papers: what kinds there are, what a check can find, and how bad it is."""

from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper is. Stored and printed by the `check` and `read` commands in lower case."""

    ID_FRONT = "id_front"
    ID_BACK = "id_back"
    SOCIAL_SECURITY_CARD = "social_security_card"
    E_CREDENTIAL_SCREENSHOT = "e_credential_screenshot"
    HOUSEHOLD_REGISTER = "household_register"
    APPLICATION_FORM = "application_form"
    DIAGNOSIS_CERTIFICATE = "diagnosis_certificate"
    DISCHARGE_RECORD = "discharge_record"
    OUTPATIENT_RECORD = "outpatient_record"
    PRESCRIPTION = "prescription"
    LAB_REPORT = "lab_report"
    IMAGING_REPORT = "imaging_report"
    PATHOLOGY_REPORT = "pathology_report"
    ECG = "ecg"
    MANDATE = "mandate"
    OTHER = "other"
    NOT_A_DOCUMENT = "not_a_document"


CARDS = frozenset(
    {
        PaperKind.ID_FRONT,
        PaperKind.ID_BACK,
        PaperKind.SOCIAL_SECURITY_CARD,
        PaperKind.E_CREDENTIAL_SCREENSHOT,
        PaperKind.HOUSEHOLD_REGISTER,
    }
)
"""What shows who somebody is."""


class FindingCode(StrEnum):
    """What the pre-check can say about a page or a file."""

    BLURRED = "BLURRED"
    DARK = "DARK"
    OVEREXPOSED = "OVEREXPOSED"
    GLARE = "GLARE"
    COVERED = "COVERED"
    CUT_OFF = "CUT_OFF"
    ROTATED = "ROTATED"
    LOW_RESOLUTION = "LOW_RESOLUTION"
    NOISE = "NOISE"
    NO_SEAL = "NO_SEAL"
    PHOTOCOPY = "PHOTOCOPY"
    NOT_A_DOCUMENT = "NOT_A_DOCUMENT"
    WRONG_KIND = "WRONG_KIND"
    WRONG_SIDE = "WRONG_SIDE"
    WRONG_PERSON = "WRONG_PERSON"
    OUT_OF_DATE = "OUT_OF_DATE"
    SAME_PAGE_TWICE = "SAME_PAGE_TWICE"
    PAGE_MISSING = "PAGE_MISSING"
    UNREADABLE_FILE = "UNREADABLE_FILE"
    WRONG_TYPE = "WRONG_TYPE"
    TOO_LARGE = "TOO_LARGE"
    LOCKED_PDF = "LOCKED_PDF"
    INFECTED = "INFECTED"
    PAY_CODE_COVERED = "PAY_CODE_COVERED"  # done for the person, never asked of them


class Level(StrEnum):
    """How bad a finding is: a reviewer would send it back, might ask, or nothing is wrong."""

    REJECT = "reject"
    WARN = "warn"
    INFO = "info"
