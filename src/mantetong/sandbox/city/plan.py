"""How large a city shall be. Without Django, so that a measuring program can read it."""

from dataclasses import dataclass

OPEN_EVERY = 30
"""One copied case in so many waits at the desk, as at an office that keeps years of decided ones."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a city: `share` of its cases are read wrongly."""

    cases: int
    days: int
    seed: int
    share: float = 0.05

    def is_waiting(self, number: int) -> bool:
        """Came on the last day: the desk has not got to it yet."""
        return self.days > 1 and number * self.days // self.cases == self.days - 1
