"""The papers of a filing as the desk shows and weighs them: one look at materials, in the desk's own shapes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from mantetong.cases.queries import FilingCard
from mantetong.domain.criteria.answers import Evidence, SaidBy
from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.papers import FindingCode, Level
from mantetong.domain.policy import RegionPolicy, Slot
from mantetong.materials import queries as materials
from mantetong.materials.queries.shelf import shelf_of
from mantetong.web.shapes import Tone

_TONES = {Level.REJECT: Tone.DANGER, Level.WARN: Tone.WARNING, Level.INFO: Tone.INFO}


@dataclass(frozen=True, slots=True)
class PageView:
    """One page with its address and its size in pixels."""

    number: int
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Box:
    """What the check found at a place of a page, in that page's pixels."""

    page: int
    x: int
    y: int
    width: int
    height: int
    said: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper. `round` 0 came with the application; `findings` are sentences with their tone."""

    id: int
    key: str
    slot: str
    slot_name: str
    kind: str
    round: int
    is_read: bool
    pages: tuple[PageView, ...]
    findings: tuple[tuple[str, Tone], ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a place of the checklist: nothing came, or the worst thing the pre-check found."""

    is_empty: bool
    code: FindingCode | None = None
    say: str = ""


def papers_of(filing: FilingCard, *, policy: RegionPolicy) -> tuple[PaperView, ...]:
    """The standing papers in the order of the checklist."""
    names = {slot.code: slot.name for slot in policy.slots_for(filing.disease_codes)}
    order = list(names)
    views = [_view(card, names) for card in shelf_of(filing.id)]
    return tuple(sorted(views, key=lambda view: order.index(view.slot) if view.slot in order else len(order)))


def _view(card: materials.PaperCard, names: dict[str, str]) -> PaperView:
    return PaperView(
        id=card.id,
        key=card.key,
        slot=card.slot,
        slot_name=names.get(card.slot, "其他材料"),
        kind=card.kind,
        round=card.round,
        is_read=card.is_settled,
        pages=tuple(
            PageView(one.number, reverse("materials:page", args=[card.key, one.number]), one.width, one.height)
            for one in card.pages
        ),
        findings=tuple((found.say, _TONES[found.level]) for found in card.findings),
        boxes=tuple(_box(found) for found in card.findings if found.box),
    )


def _box(found: materials.FindingCard) -> Box:
    left, top, right, bottom = found.box or (0, 0, 0, 0)
    return Box(found.page, left, top, right - left, bottom - top, found.say, _TONES[found.level])


def filled_slots(filing_id: int) -> frozenset[str]:
    """The places of the checklist in which something stands."""
    return frozenset(card.slot for card in shelf_of(filing_id))


def has_paper_since(*, filing_id: int, slot: str, since: datetime) -> bool:
    """True when something came into the slot after that moment."""
    return materials.has_paper_since(filing_id=filing_id, slot=slot, since=since)


def faults_of(*, filing_id: int, slots: tuple[Slot, ...]) -> dict[str, Fault]:
    """What is wrong, by the slot's code; a slot that is right does not appear. Hints (`info`) are no fault."""
    states = materials.slots_state(filing_id=filing_id, slots=slots)
    return {state.slot.code: fault for state in states if (fault := _fault(state)) is not None}


def _fault(state: materials.SlotState) -> Fault | None:
    if not state.is_filled:
        return Fault(is_empty=True) if state.is_missing else None
    serious = [found for paper in state.papers for found in paper.findings if found.level is Level.REJECT]
    return Fault(is_empty=False, code=serious[0].code, say=serious[0].say) if serious else None


def is_right(*, filing_id: int, slot: str) -> bool:
    """True when the newest paper of the slot has been read and a reviewer would not send it back."""
    cards = [card for card in materials.papers_of(filing_id) if card.slot == slot]
    newest = max(cards, key=lambda card: (card.at, card.id), default=None)
    return newest is not None and newest.is_settled and newest.worst is not Level.REJECT


def facts_read(*, filing_id: int, on: date) -> FactSheet:
    """Everything the papers say, asked on the day `on`."""
    return materials.fact_sheet_of(filing_id, asked_on=on)


def pages_ahead(filing: FilingCard, *, most: int) -> tuple[str, ...]:
    """The addresses of the first pages one would look at, to be fetched beforehand."""
    cards = shelf_of(filing.id)
    return tuple(reverse("materials:page", args=[card.key, page.number]) for card in cards for page in card.pages)[:most]


def cited(filing: FilingCard, *, paper: str, page: int | None) -> tuple[Evidence, ...]:
    """A page as evidence of what a member of staff saw on it; nothing when the page is none of this filing's."""
    card = next((one for one in shelf_of(filing.id) if one.key == paper), None)
    if card is None or page not in {one.number for one in card.pages}:
        return ()
    return (Evidence(SaidBy.STAFF, "人工查看", paper_id=card.id, page=page),)
