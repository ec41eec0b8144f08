"""Two readings of the same thing: how often they agree, and on which side. Raw counts first; shares only beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mantetong.domain.criteria.answers import Answer


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two readers said of one criterion: both met, only the first, only the second, neither; and how often one could not tell."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0
    neither: int = 0
    untold: int = 0

    @property
    def count(self) -> int:
        """Pairs of readings in which both could tell."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def differing(self) -> int:
        """Pairs in which they said opposite things."""
        return self.first_only + self.second_only

    @property
    def positive(self) -> float | None:
        """Of what at least one reader called met, the share both did (0 to 1); None where nobody did."""
        return _share(2 * self.both, self.differing)

    @property
    def negative(self) -> float | None:
        """Of what at least one reader called not met, the share both did (0 to 1); None where nobody did."""
        return _share(2 * self.neither, self.differing)


def _share(agreed: int, differing: int) -> float | None:
    return agreed / (agreed + differing) if agreed + differing else None


def agreement_of(pairs: Iterable[tuple[Answer, Answer]]) -> Agreement:
    """Count pairs of (first reading, second reading)."""
    met = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    untold = 0
    for first, second in pairs:
        if Answer.CANNOT_TELL in (first, second):
            untold += 1
        else:
            met[first is Answer.MET, second is Answer.MET] += 1
    return Agreement(met[True, True], met[True, False], met[False, True], met[False, False], untold)
