"""How a case can end, and what kinds of filing there are (DESIGN §4)."""

from enum import StrEnum


class Outcome(StrEnum):
    """What was decided on one disease. UNDETERMINED is never a refusal: papers are kept and the case can be reopened."""

    RECOGNISED = "RECOGNISED"
    NOT_RECOGNISED = "NOT_RECOGNISED"
    UNDETERMINED = "UNDETERMINED"


class Kind(StrEnum):
    """Why a filing was made. One stage table serves all kinds."""

    NEW = "NEW"
    RENEWAL = "RENEWAL"
    REREVIEW = "REREVIEW"
    APPEAL = "APPEAL"
    TRANSFER = "TRANSFER"
