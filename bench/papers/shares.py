"""Shares with n and Wilson's 95 % interval, and lines of the table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass
class Share:
    """`right` of `n`."""

    right: int = 0
    n: int = 0

    def note(self, *, right: bool) -> None:
        """Count one trial."""
        self.n += 1
        self.right += right

    @classmethod
    def of(cls, shares: "Iterable[Share]") -> "Share":
        """All of them together."""
        every = list(shares)
        return cls(sum(one.right for one in every), sum(one.n for one in every))

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        if not self.n:
            return 0.0, 1.0
        z, n, share = 1.96, self.n, self.right / self.n
        middle, spread = share + z * z / (2 * n), z * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
        return max(0.0, (middle - spread) / (1 + z * z / n)), min(1.0, (middle + spread) / (1 + z * z / n))

    @property
    def said(self) -> str:
        """As the table says it."""
        if not self.n:
            return "no trial"
        low, high = self.interval
        return f"{self.right / self.n:7.2%}  {self.right}/{self.n}  [{low:.1%}, {high:.1%}]"


def line(what: str, floor: str, goal: str, measured: str) -> str:
    """One row."""
    return f"| {what:<52} | {floor:<12} | {goal:<8} | {measured:<40} |"


def seconds(what: str, floor: str, goal: str, spent: list[float]) -> str:
    """Mean, median and 95th percentile."""
    ordered = sorted(spent) or [0.0]
    mean, median, high = sum(ordered) / len(ordered), ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return line(what, floor, goal, f"mean {mean:.2f}  median {median:.2f}  p95 {high:.2f}  n {len(spent)}")
