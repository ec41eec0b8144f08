"""Pages of one paper photographed one by one: the numbers printed on them are held against each other within the slot."""

import msgspec

from mantetong.domain.papers import FindingCode
from mantetong.materials.models import Paper, PaperFinding, Reading
from mantetong.materials.precheck.wholeness import printed_number
from mantetong.materials.reading.shapes import PaperReading


class _Read(msgspec.Struct, frozen=True):
    """Of what is kept of a reading only the words."""

    reading: PaperReading


def numbers_elsewhere(*, paper_id: int) -> frozenset[int]:
    """The page numbers printed on the other papers of the slot that have been read."""
    return frozenset(page for paper, page, _of in _numbers_in_slot(paper_id) if paper != paper_id)


def forget_missing_pages(*, paper_id: int) -> None:
    """Take PAGE_MISSING back from the papers of the slot once their pages are all there."""
    numbers = _numbers_in_slot(paper_id)
    most = max((of for _paper, _page, of in numbers), default=0)
    if most and {page for _paper, page, _of in numbers} >= set(range(1, most + 1)):
        papers = {paper for paper, _page, _of in numbers}
        PaperFinding.objects.filter(paper_id__in=papers, code=FindingCode.PAGE_MISSING).delete()


def _numbers_in_slot(paper_id: int) -> list[tuple[int, int, int]]:
    """Paper, page and of how many, for every numbered page of the slot."""
    paper = Paper.objects.get(pk=paper_id)
    beside = Paper.objects.filter(filing_id=paper.filing_id, slot=paper.slot, removed_at=None).order_by("pk")
    kept = dict(Reading.objects.filter(digest__in=[one.digest for one in beside]).values_list("digest", "content"))
    return [
        (one.pk, *number)
        for one in beside
        if one.digest in kept
        for page in msgspec.json.decode(kept[one.digest], type=_Read).reading.pages
        if (number := printed_number(page))
    ]
