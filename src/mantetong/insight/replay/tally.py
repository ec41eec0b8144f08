"""Counting what a replay finds, by the groups an officer asks about. Its size does not grow with the number of cases."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import RUNNING
from mantetong.insight.replay.judging import Effect, Judged

_AGES = ((18, "0–17岁"), (45, "18–44岁"), (60, "45–59岁"), (75, "60–74岁"), (200, "75岁及以上"))
_MOST_REASONS = 50
_GROUPS = ("region", "disease", "age", "county", "insurance", "door")


@dataclass(frozen=True, slots=True)
class Groups:
    """What one case is counted under, in the names an officer knows."""

    region: str
    disease: str
    age: str
    county: str
    insurance: str
    door: str


def age_group(*, born_on: date | None, on: date) -> str:
    """The group of whole years on a day; 未知 when nobody has read a birthday."""
    if born_on is None:
        return "未知"
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return next(name for below, name in _AGES if years < below)


@dataclass(slots=True)
class Tally:
    """The report in the making."""

    sheets: int = 0
    unreadable: int = 0
    effects: Counter[str] = field(default_factory=Counter)
    by: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    recognised_losing: int = 0
    doubt_before: int = 0
    doubt_after: int = 0
    more_papers: int = 0
    running: Counter[str] = field(default_factory=Counter)

    def note(self, judged: Judged, groups: Groups, *, stage: str, outcome: str, more_papers: bool) -> None:
        """Count one case."""
        self.sheets += 1
        self.effects[judged.effect] += 1
        for name in _GROUPS:
            self.by.setdefault(name, Counter())[getattr(groups, name), judged.effect] += 1
        self.doubt_before += judged.before is Answer.CANNOT_TELL
        self.doubt_after += judged.after is Answer.CANNOT_TELL
        self.more_papers += more_papers
        self.running[groups.region] += stage in RUNNING
        if judged.effect is not Effect.SAME:
            self.reasons.update((judged.effect.value, groups.disease, why) for why in judged.why)
            self.recognised_losing += judged.effect is not Effect.GAINS and outcome == Outcome.RECOGNISED

    def report(self, *, limits: Mapping[str, tuple[int | None, int | None]]) -> dict[str, Any]:
        """Plain JSON. `limits` are the working days before and after by region."""
        return {
            "sheets": self.sheets,
            "unreadable": self.unreadable,
            "effects": {effect.value: self.effects[effect] for effect in Effect},
            "by": {name: _grouped(counts) for name, counts in self.by.items()},
            "reasons": [[*key, count] for key, count in self.reasons.most_common(_MOST_REASONS)],
            "recognised_losing": self.recognised_losing,
            "work": {
                "doubt_before": self.doubt_before,
                "doubt_after": self.doubt_after,
                "more_papers": self.more_papers,
                "limits": {region: [*days, self.running[region]] for region, days in limits.items()},
            },
        }


def _grouped(counts: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    names = sorted({name for name, _effect in counts})
    return {name: {effect.value: counts[name, effect] for effect in Effect} for name in names}
