"""A finding of the pre-check, and what it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mantetong.domain.papers import FindingCode, Level, PaperKind
from mantetong.domain.policy import SealRule
from mantetong.materials.precheck.words import SAY

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One thing seen. `box` (left, top, right, bottom) in pixels of the picture as uploaded, None where it has no place."""

    code: FindingCode
    level: Level
    page: int
    say: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is checked against. What is None or empty is not checked.

    `wanted` are the kinds that fit, `seal` the slot's rule (None: national default by kind), `copy_allowed` whether a photocopy
    will do, `name` and `id_number` the person applied for, `oldest` the earliest day a paper of each kind may bear, `on` the day of
    asking, `elsewhere` the printed page numbers that other files of the same slot bear (None: what else is
    handed in is not known).
    """

    wanted: tuple[PaperKind, ...] = ()
    seal: SealRule | None = None
    copy_allowed: bool = False
    name: str = ""
    id_number: str = ""
    oldest: Mapping[PaperKind, date] = field(default_factory=dict)
    on: date | None = None
    elsewhere: frozenset[int] | None = None


def finding(code: FindingCode, level: Level, page: int, *, box: Box | None = None, **words: str) -> PageFinding:
    """A finding with its usual sentence; `say` replaces it."""
    return PageFinding(code, level, page, words.get("say") or SAY[code].format(**words), box)


def verdict(findings: tuple[PageFinding, ...]) -> str:
    """accept, warn or reject: the worst finding decides; notes alone accept."""
    levels = {found.level for found in findings}
    if Level.REJECT in levels:
        return "reject"
    return "warn" if Level.WARN in levels else "accept"
