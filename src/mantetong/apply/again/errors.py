"""What could not happen when something is begun again.

AgainError
├── NothingToRenew        revoked, suspended, without an end, or no longer in the region's list
├── TooEarlyToRenew       the pack's window is not open yet; carries the day
├── NotAppealable         only 不予认定 is appealed, and once
└── AppealRunning         an appeal is on its way; carries the filing's reference
"""

from mantetong.apply.errors import ApplyError


class AgainError(ApplyError):
    """Root of what this package refuses."""

    code = "AGAIN_ERROR"


class NothingToRenew(AgainError):
    """There is nothing whose days end, or it does not count any more."""

    code = "NOTHING_TO_RENEW"


class TooEarlyToRenew(AgainError):
    """The window opens on `day` (in words)."""

    code = "TOO_EARLY_TO_RENEW"

    def __init__(self, day: str) -> None:
        super().__init__(day)
        self.day = day


class NotAppealable(AgainError):
    """This outcome is changed in another way."""

    code = "NOT_APPEALABLE"


class AppealRunning(AgainError):
    """`reference` is the appeal's filing."""

    code = "APPEAL_RUNNING"

    def __init__(self, *, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
