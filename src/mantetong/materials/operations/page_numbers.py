"""Pages of one paper photographed one by one: the numbers printed on them are held against each other within the slot.

Two papers of several pages may lie in one slot. Pages belong together when they are of as many pages and neither their kind nor their
letterhead says otherwise.
"""

from collections.abc import Sequence

from mantetong.domain.papers import FindingCode, PaperKind
from mantetong.materials.models import PaperFinding
from mantetong.materials.operations.beside import Beside
from mantetong.materials.precheck.wholeness import printed_number

_UNSURE = (PaperKind.OTHER, PaperKind.NOT_A_DOCUMENT)


def numbers_elsewhere(*, paper_id: int, papers: Sequence[Beside]) -> frozenset[int]:
    """The page numbers printed on the other papers of the slot that belong to the same printed paper."""
    return frozenset(page for paper, page, _of in _numbers_of_one(paper_id, papers) if paper != paper_id)


def forget_missing_pages(*, paper_id: int, papers: Sequence[Beside]) -> None:
    """Take PAGE_MISSING back from the pages that belong together once they are all there."""
    numbers = _numbers_of_one(paper_id, papers)
    most = max((of for _paper, _page, of in numbers), default=0)
    if most and {page for _paper, page, _of in numbers} >= set(range(1, most + 1)):
        together = {paper for paper, _page, _of in numbers}
        PaperFinding.objects.filter(paper_id__in=together, code=FindingCode.PAGE_MISSING).delete()


def _numbers_of_one(paper_id: int, papers: Sequence[Beside]) -> list[tuple[int, int, int]]:
    """Paper, page and of how many, for every numbered page that belongs to the same printed paper as this one."""
    own = next((one for one in papers if one.paper_id == paper_id), None)
    numbers = _numbers(own) if own else []
    if not own or not numbers:
        return []
    fellows = [one for one in papers if one.slot == own.slot and _may_belong(one, own)]
    return [number for one in fellows for number in _numbers(one) if number[2] == numbers[0][2]]


def _numbers(one: Beside) -> list[tuple[int, int, int]]:
    return [(one.paper_id, *number) for page in one.reading.pages if (number := printed_number(page))]


def _may_belong(one: Beside, own: Beside) -> bool:
    kinds = {found.reading.kind for found in (one, own)} - set(_UNSURE)
    heads = {head for found in (one, own) if (head := found.reading.first("hospital"))}
    return len(kinds) <= 1 and len(heads) <= 1
