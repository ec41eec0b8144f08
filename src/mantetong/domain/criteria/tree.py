"""The tree a pack writes: all, any or at-least-k over leaves. Every shape of regions.md §4 can be said with these."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from mantetong.domain.identity import Sex
from mantetong.domain.papers import PaperKind


@dataclass(frozen=True, slots=True)
class Criterion:
    """Any node. `label` is the sentence people read, `source` where it comes from."""

    label: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class All(Criterion):
    """Met when every part is met."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(Criterion):
    """Met when one part is met."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Criterion):
    """Met when `count` of the parts are met."""

    count: int
    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLeaf(Criterion):
    """A paper of one of `kinds` (nothing else replaces it) that bears what is asked.

    `naming`: one of these words stands among its diagnoses or in its text; `issuer_level` 2 means 二级及以上; `public` is a
    hint to the reviewer, never a reason; `signatures` counts doctors; `within_months` is its greatest age and
    `older_than_months` its least (a course of two years, sequelae after three months).
    """

    kinds: tuple[PaperKind, ...]
    naming: tuple[str, ...] = ()
    issuer_level: int | None = None
    public: bool = False
    sealed: bool = False
    signatures: int = 0
    count: int = 1
    within_months: int | None = None
    older_than_months: int | None = None


class Comparison(StrEnum):
    """How a laboratory value is held against its limit."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Quantifier(StrEnum):
    """Which of several values counts."""

    ANY = "any"
    LATEST = "latest"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """The limit for people of at least `from_age` whole years."""

    from_age: int
    limit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LabLeaf(Criterion):
    """A laboratory value. `item` is a code of `lab_items`; a titre's limit 20 means 1:20; `repeats` reports must agree."""

    item: str
    comparison: Comparison
    limit: Decimal | None = None
    unit: str = ""
    by_sex: Mapping[Sex, Decimal] = field(default_factory=dict)
    by_age: tuple[AgeLimit, ...] = ()
    repeats: int = 1
    within_months: int | None = None
    quantifier: Quantifier = Quantifier.ANY


class VisitKind(StrEnum):
    """As `VisitFact.kind` has it."""

    OUTPATIENT = "OUTPATIENT"
    INPATIENT = "INPATIENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsLeaf(Criterion):
    """At least `count` visits of a kind on different days."""

    kind: VisitKind
    count: int
    within_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationLeaf(Criterion):
    """An imaging, pathology or similar report that found one of `words` (none given: any positive finding)."""

    kinds: tuple[PaperKind, ...]
    words: tuple[str, ...] = ()
    within_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLeaf(Criterion):
    """Whole years on the day asked, both ends included."""

    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionLeaf(Criterion):
    """None of these diseases is recognised already."""

    diseases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLeaf(Criterion):
    """Something no paper shows in a form a program reads: `FactSheet.stated[key]` says yes or no, usually by a doctor."""

    key: str


Group = All | AnyOf | AtLeast


def leaves_of(criterion: Criterion, path: str = "1") -> Iterator[tuple[str, Criterion]]:
    """Every leaf with its path ("1.2"), in reading order."""
    if not isinstance(criterion, Group):
        yield path, criterion
        return
    for number, part in enumerate(criterion.parts, start=1):
        yield from leaves_of(part, f"{path}.{number}")
