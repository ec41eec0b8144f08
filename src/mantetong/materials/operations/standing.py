"""Findings that do not come from looking at a page and therefore outlive every new look: a covered code, the scanner's objection."""

from mantetong.domain.papers import FindingCode, Level
from mantetong.materials.models import HeldFile, HeldState, PaperFinding, PaperPage
from mantetong.materials.precheck.shapes import PageFinding
from mantetong.materials.precheck.words import SAY


def standing_findings(*, paper_id: int) -> tuple[PageFinding, ...]:
    """Where a payment code was painted over, and whether the scanner objected to the original."""
    pages = PaperPage.objects.filter(paper_id=paper_id, covered__isnull=False).order_by("number").values_list("number", "covered")
    found = [
        PageFinding(FindingCode.PAY_CODE_COVERED, Level.INFO, number, SAY[FindingCode.PAY_CODE_COVERED], tuple(boxes[0]))
        for number, boxes in pages
        if boxes
    ]
    if HeldFile.objects.filter(paper_id=paper_id, state=HeldState.QUARANTINED).exists():
        found.append(PageFinding(FindingCode.INFECTED, Level.REJECT, 1, SAY[FindingCode.INFECTED], None))
    return tuple(found)


def note_done_for_owner(*, paper_id: int) -> None:
    """Write down what was done to a page as it came in, so that its owner sees it at once."""
    PaperFinding.objects.bulk_create(
        PaperFinding(paper_id=paper_id, page=one.page, code=one.code, level=one.level, say=one.say, box=one.box)
        for one in standing_findings(paper_id=paper_id)
    )
