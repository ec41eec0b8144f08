"""Which earlier papers still serve: the same place, and not older than the criteria allow. The rest is asked for anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mantetong.domain.criteria.tree import Criterion, DocumentLeaf, ExaminationLeaf, LabLeaf, VisitKind, VisitsLeaf, leaves_of
from mantetong.domain.papers import CARDS, PaperKind
from mantetong.domain.policy import DiseasePolicy, Need, Slot
from mantetong.materials.queries import PaperCard, papers_of, reading_of

_MONTH_DAYS = 31  # a paper is never called too old by the length of a month
_VISITS = {VisitKind.OUTPATIENT: PaperKind.OUTPATIENT_RECORD, VisitKind.INPATIENT: PaperKind.DISCHARGE_RECORD}
_DATES = ("date", "discharge_date", "admission_date")


@dataclass(frozen=True, slots=True)
class Carried:
    """One earlier paper that serves again: its key and the slot it goes to."""

    key: str
    slot: str
    name: str


@dataclass(frozen=True, slots=True)
class Baggage:
    """What is taken along, and the names of the places that must be filled anew, each with the reason in `expired`."""

    carried: tuple[Carried, ...]
    asked: tuple[str, ...]
    expired: tuple[str, ...]


def baggage_of(
    *,
    earlier_filing_id: int | None,
    diseases: Iterable[DiseasePolicy],
    slots: tuple[Slot, ...],
    on: date,
    fresh_months: int | None = None,
) -> Baggage:
    """Weigh every paper of an earlier filing against the checklist of a new one on the day `on`. Forms are always made anew.

    `fresh_months` is the greatest age of every medical paper, whatever the criteria allow.
    """
    greatest = _no_older(_greatest_ages(diseases), fresh_months)
    places = tuple(slot for slot in slots if not slot.made_here)
    cards = papers_of(earlier_filing_id) if earlier_filing_id else ()
    old = frozenset(card.id for card in cards if is_expired(kind=card.kind, read=_read(card), greatest=greatest, on=on))
    carried = [Carried(card.key, slot.code, slot.name) for card in cards if card.id not in old and (slot := _place(card, places))]
    filled = {one.slot for one in carried}
    groups = {slot.group for slot in places if slot.group and slot.code in filled}
    expired = tuple(dict.fromkeys(slot.name for card in cards if card.id in old and (slot := _place(card, places))))
    asked = tuple(slot.name for slot in places if _is_asked(slot, filled, groups))
    return Baggage(tuple(carried), asked, expired)


def _is_asked(slot: Slot, filled: set[str], groups: set[str]) -> bool:
    return slot.need is not Need.OPTIONAL and slot.code not in filled and slot.group not in groups


def _place(card: PaperCard, slots: tuple[Slot, ...]) -> Slot | None:
    return next((slot for slot in slots if slot.code == card.slot), None)


def _greatest_ages(diseases: Iterable[DiseasePolicy]) -> dict[PaperKind, int]:
    """The least of the greatest ages, in months, that the criteria allow each kind of paper."""
    ages: dict[PaperKind, int] = {}
    for disease in diseases:
        for _path, leaf in leaves_of(disease.criteria.value):
            for kind, months in _ages_of(leaf):
                ages[kind] = min(months, ages.get(kind, months))
    return ages


def _no_older(ages: dict[PaperKind, int], months: int | None) -> dict[PaperKind, int]:
    if months is None:
        return ages
    return {kind: min(months, ages.get(kind, months)) for kind in PaperKind if kind not in CARDS}


def _ages_of(leaf: Criterion) -> Iterator[tuple[PaperKind, int]]:
    match leaf:
        case DocumentLeaf(kinds=kinds, within_months=int(months)) | ExaminationLeaf(kinds=kinds, within_months=int(months)):
            yield from ((kind, months) for kind in kinds)
        case LabLeaf(within_months=int(months)):
            yield PaperKind.LAB_REPORT, months
        case VisitsLeaf(kind=kind, within_months=int(months)):
            yield _VISITS[kind], months


def _read(card: PaperCard) -> dict[str, str]:
    return {field.name: str(field.value) for field in reading_of(card.id)}


def is_expired(*, kind: PaperKind, read: Mapping[str, str], greatest: Mapping[PaperKind, int], on: date) -> bool:
    """Older than the criteria allow, or an identity card past its last day. `read` is what was read on it: a paper whose day
    could not be read is not expired.
    """
    if _last_day(read.get("valid", "")) < on:
        return True
    day = next((read[name] for name in _DATES if name in read), "")
    months = greatest.get(kind)
    return bool(day) and months is not None and (on - date.fromisoformat(day)).days > months * _MONTH_DAYS


def _last_day(valid: str) -> date:
    """The last day of 有效期限 as it is read (2015.03.12-2035.03.12, …-长期); endless where it cannot be told."""
    digits = "".join(sign for sign in valid.rpartition("-")[2] if sign.isdigit())
    if len(digits) != len("20350312"):
        return date.max
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return date.max
