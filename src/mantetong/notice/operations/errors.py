"""What stops a message for now or for good.

TryAgainLater, CodeNotSent (both RuntimeError): only jobs see them.
"""


class TryAgainLater(RuntimeError):
    """The carrier cannot take or find the code now; the job is to run again."""

    code = "TRY_AGAIN_LATER"


class CodeNotSent(RuntimeError):
    """The carrier refuses to send a code for good; `reason` is its own."""

    code = "CODE_NOT_SENT"
