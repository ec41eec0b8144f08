"""What the pre-check says about the papers that are about to be handed in: a reminder beside the button, never a bar before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mantetong.apply.draft import Draft
from mantetong.apply.pages.road import url_of
from mantetong.apply.questions import PAPERS
from mantetong.materials.queries import PaperCard


@dataclass(frozen=True, slots=True)
class PaperHint:
    """One paper that is worth another look: place and name, what can be done, where it stands."""

    title: str
    words: str
    url: str


def hints_of(draft: Draft, papers: Sequence[PaperCard]) -> tuple[PaperHint, ...]:
    """The papers about which something was found, in the order of the checklist."""
    names = {slot.code: slot.name for slot in draft.slots}
    order = list(names)
    doubted = sorted((paper for paper in papers if paper.doubts), key=lambda paper: _place(order, paper.slot))
    place = url_of(draft, PAPERS)
    return tuple(
        PaperHint(_title(names.get(one.slot, ""), one.name), "".join(one.doubts), f"{place}#slot-{one.slot}") for one in doubted
    )


def _title(slot: str, name: str) -> str:
    return f"{slot}（{name}）" if slot else name


def _place(order: list[str], slot: str) -> int:
    return order.index(slot) if slot in order else len(order)
