"""The other papers of a filing that have been read: what a page is held against to see what is missing and what came twice."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from mantetong.materials.models import Paper, Reading
from mantetong.materials.precheck.measures import Measures
from mantetong.materials.reading.shapes import PaperReading


class _Read(msgspec.Struct, frozen=True):
    """What is kept of a reading, as far as papers are compared by it."""

    reading: PaperReading
    measures: tuple[Measures, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """One paper that was read."""

    paper_id: int
    slot: str
    digest: str
    reading: PaperReading
    measures: tuple[Measures, ...]


def papers_read(*, filing_id: int) -> Iterator[Beside]:
    """Every standing paper of the filing that has been read, the oldest first; one at a time, for there may be 120."""
    for paper in Paper.objects.filter(filing_id=filing_id, removed_at=None).order_by("pk").only("pk", "slot", "digest"):
        content = Reading.objects.filter(digest=paper.digest).values_list("content", flat=True).first()
        if content is not None:
            kept = msgspec.json.decode(content, type=_Read)
            yield Beside(paper.pk, paper.slot, paper.digest, kept.reading, kept.measures)
