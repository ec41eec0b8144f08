"""One fact sheet under two versions of a region's rules. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from mantetong.domain.criteria.answers import Answer, Finding
from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.criteria.judging import judge
from mantetong.domain.criteria.tree import Criterion, leaves_of
from mantetong.domain.policy import DiseasePolicy, Need, RegionPolicy

NOT_LISTED = "病种不在目录内"


class Effect(StrEnum):
    """What the new rules do to a case."""

    GAINS = "GAINS"
    LOSES = "LOSES"
    IN_DOUBT = "IN_DOUBT"
    SAME = "SAME"


@dataclass(frozen=True, slots=True)
class Judged:
    """Both answers, what follows, and the criteria it hangs on (labels)."""

    before: Answer
    after: Answer
    effect: Effect
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class Pair:
    """One disease of a region under both versions; None where a version does not list it."""

    before: DiseasePolicy | None
    after: DiseasePolicy | None
    same_criteria: bool = field(init=False)

    def __post_init__(self) -> None:
        """Compare once: most diseases are untouched by most changes."""
        both = self.before is not None and self.after is not None
        self.same_criteria = both and _tree(self.before) == _tree(self.after)


def _tree(disease: DiseasePolicy | None) -> Criterion | None:
    return disease.criteria.value if disease else None


def judge_twice(*, pair: Pair, facts: FactSheet) -> Judged:
    """Judge a sheet by both. A disease that a version does not list is NOT_MET there."""
    before = _finding(pair.before, facts)
    if pair.same_criteria:
        return Judged(_answer(before), _answer(before), Effect.SAME)
    after = _finding(pair.after, facts)
    effect = effect_of(before=_answer(before), after=_answer(after))
    why = () if effect is Effect.SAME else tuple(_why(effect, pair, before, after))
    return Judged(_answer(before), _answer(after), effect, why)


def _finding(disease: DiseasePolicy | None, facts: FactSheet) -> Finding | None:
    return judge(criterion=disease.criteria.value, facts=facts) if disease else None


def _answer(finding: Finding | None) -> Answer:
    return finding.answer if finding else Answer.NOT_MET


def effect_of(*, before: Answer, after: Answer) -> Effect:
    """What a change of answer means for the person."""
    if before is after:
        return Effect.SAME
    effects = {Answer.MET: Effect.GAINS, Answer.NOT_MET: Effect.LOSES, Answer.CANNOT_TELL: Effect.IN_DOUBT}
    return effects[after]


def _why(effect: Effect, pair: Pair, before: Finding | None, after: Finding | None) -> Iterator[str]:
    """Who gains: what stood in the way before. Everybody else: what stands in the way now."""
    disease, finding = (pair.before, before) if effect is Effect.GAINS else (pair.after, after)
    if disease is None or finding is None:
        yield NOT_LISTED
        return
    labels = dict(leaves_of(disease.criteria.value))
    yield from dict.fromkeys(labels[path].label for path in _standing_in_the_way(finding))


def _standing_in_the_way(finding: Finding) -> Iterator[str]:
    """The leaves that gave a node its answer, below parts that answered alike."""
    if not finding.parts:
        yield finding.path
    for part in finding.parts:
        if part.answer is finding.answer:
            yield from _standing_in_the_way(part)


def asks_more_papers(*, before: RegionPolicy, after: RegionPolicy, disease: str) -> bool:
    """Whether the checklist of a disease gains a required place."""
    if disease not in before.diseases or disease not in after.diseases:
        return False
    old, new = ({slot.code for slot in one.slots_for((disease,)) if slot.need is Need.REQUIRED} for one in (before, after))
    return bool(new - old)
