"""The checklist against what has come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mantetong.cases.queries import FilingCard
from mantetong.domain.papers import Level, PaperKind
from mantetong.domain.policy import Need, Slot
from mantetong.materials.checklist import slots_of
from mantetong.materials.queries.papers import PaperCard, papers_of

# Curves, fundus pictures and films lose by shrinking; texts do not.
_PICTURES = frozenset({PaperKind.ECG, PaperKind.IMAGING_REPORT})


def takes_pictures(slot: Slot) -> bool:
    """True where papers come that a telephone must not shrink to what print needs."""
    return not _PICTURES.isdisjoint(slot.takes)


@dataclass(frozen=True, slots=True)
class SlotState:
    """One place of the checklist with its papers. `is_missing` counts an EITHER group as filled by any of its slots."""

    slot: Slot
    papers: tuple[PaperCard, ...]
    is_missing: bool

    @property
    def is_filled(self) -> bool:
        """At least one paper stands here."""
        return bool(self.papers)

    @property
    def is_settled(self) -> bool:
        """No paper here waits to be read."""
        return all(paper.is_settled for paper in self.papers)

    @property
    def worst(self) -> Level | None:
        """The worst level found on its papers."""
        levels = {paper.worst for paper in self.papers}
        return next((level for level in Level if level in levels), None)


def checklist_of(filing: FilingCard, *, on: date) -> tuple[Slot, ...]:
    """The slots of a filing by the rules it is under."""
    return slots_of(filing, on=on)


def slots_state(*, filing_id: int, slots: Sequence[Slot]) -> tuple[SlotState, ...]:
    """Each slot with its papers, in the order of the checklist."""
    papers = {code: tuple(group) for code, group in groupby(papers_of(filing_id), key=lambda paper: paper.slot)}
    filled_groups = {slot.group for slot in slots if slot.group and papers.get(slot.code)}
    return tuple(SlotState(slot, papers.get(slot.code, ()), _is_missing(slot, papers, filled_groups)) for slot in slots)


def missing_slots(*, filing_id: int, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots still to be filled; of an EITHER group that nobody has filled, the first alone."""
    missing = [state.slot for state in slots_state(filing_id=filing_id, slots=slots) if state.is_missing]
    seen: set[str] = set()
    kept = []
    for slot in missing:
        if slot.need is Need.EITHER and slot.group in seen:
            continue
        seen.add(slot.group)
        kept.append(slot)
    return tuple(kept)


def _is_missing(slot: Slot, papers: dict[str, tuple[PaperCard, ...]], filled_groups: set[str]) -> bool:
    if papers.get(slot.code) or slot.need is Need.OPTIONAL:
        return False
    return slot.need is Need.REQUIRED or slot.group not in filled_groups
