"""What is copied, and how often: a worked case and the numbers of its copies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """A worked case to copy from, and which copies are its own: those for which `takes` (SQL over n) holds."""

    filing: int
    case: int
    person: int
    is_open: bool
    takes: str


@dataclass(frozen=True, slots=True)
class Range:
    """Copies number `first` to `last`."""

    first: int
    last: int
