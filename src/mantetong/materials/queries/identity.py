"""Whose ID number the papers of a filing bear, compared by machine; the numbers themselves go nowhere."""

from dataclasses import dataclass

from mantetong.materials.models import Paper, PaperState
from mantetong.materials.queries.papers import stored_reading


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """A paper on which an ID number was read, and whether it is the one asked about."""

    slot: str
    agrees: bool


def numbers_seen(*, filing_id: int, id_number: str) -> tuple[NumberSeen, ...]:
    """Every standing paper with an ID number on it, in the order of the places. What was not read does not appear."""
    papers = Paper.objects.filter(filing_id=filing_id, removed_at=None, state=PaperState.READ).order_by("slot", "position", "pk")
    found = []
    for paper in papers:
        reading = stored_reading(paper.digest)
        number = reading.first("id_number") if reading else None
        if number:
            found.append(NumberSeen(paper.slot, str(number).strip().upper() == id_number.upper()))
    return tuple(found)
