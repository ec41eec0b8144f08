"""The figures of a city, told only together: none of them means anything by itself, and none is about one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from mantetong.sandbox.city.papers import Planted
from mantetong.sandbox.city.reviewing import Reviewed


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the decided cases; `visible` of `planted` errors stood on the criterion concerned, `doubted` is doubt without cause."""

    cases: int
    waiting: int
    seconds: float
    keys: float
    planted: int
    visible: int
    noticed: int
    doubted: int
    overturned: int

    def __str__(self) -> str:
        """Five lines to print."""
        share = f"{self.visible}/{self.planted}" if self.planted else "0"
        return (
            f"办件：已办结{self.cases}件，待办{self.waiting}件\n"
            f"每件：系统用时{self.seconds:.2f}秒，打开以后按键{self.keys:.1f}次（不含书写理由）\n"
            f"有意埋下的错误：{self.planted}处，在相应标准旁看得出的{share}，模拟办理人改正的{self.noticed}处\n"
            f"没有错误却显得有疑问的：{self.doubted}件\n"
            f"按材料原文复查，应当改判的：{self.overturned}件（{self.overturned / max(1, self.cases):.1%}）"
        )


def figures_of(done: Sequence[Reviewed], *, waiting: int) -> Figures:
    """The figures of the decided cases of a city, in which `waiting` more lie undecided."""
    wrong = [one for one in done if one.lot.planted is not Planted.NOTHING]
    count = max(1, len(done))
    return Figures(
        cases=len(done),
        waiting=waiting,
        seconds=sum(one.seconds for one in done) / count,
        keys=sum(one.keys for one in done) / count,
        planted=len(wrong),
        visible=sum(one.is_visible for one in wrong),
        noticed=sum(one.is_noticed for one in wrong),
        doubted=sum(one.is_doubted for one in done if one.lot.planted is Planted.NOTHING),
        overturned=sum(one.is_overturned for one in done),
    )
