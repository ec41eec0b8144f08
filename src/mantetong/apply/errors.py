"""What could not happen while applying.

ApplyError
├── AlreadyHeld          the person already holds the benefit for this disease
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
