"""What was handed in with an earlier filing and is still good: the pictures of cards need not be taken twice."""

from dataclasses import dataclass
from datetime import date

from mantetong.apply.draft import Draft
from mantetong.apply.models import DraftAnswer
from mantetong.cases.queries import FilingCard, filings_of
from mantetong.domain.papers import Level, PaperKind
from mantetong.domain.policy import Slot
from mantetong.materials.queries import PaperCard, papers_of
from mantetong.web.clock import day_of

LASTING = frozenset({PaperKind.ID_FRONT, PaperKind.ID_BACK, PaperKind.SOCIAL_SECURITY_CARD, PaperKind.HOUSEHOLD_REGISTER})
"""What does not change from one illness to the next. A screenshot or a certificate is asked for anew."""
_LOOKED_THROUGH = 5


@dataclass(frozen=True, slots=True)
class EarlierPapers:
    """The papers of one earlier filing that fit one place: their keys, and the day they were handed in."""

    slot: str
    name: str
    keys: tuple[str, ...]
    on: date

    @property
    def month(self) -> int:
        """使用3月上传的身份证照片."""
        return self.on.month


def earlier_papers_of(draft: Draft) -> tuple[EarlierPapers, ...]:
    """For each place that is still empty, the newest earlier papers of the same person that fit it and were found in order.

    Only from filings whose owner said that the pictures may be used again, and that the one who asks may see.
    """
    here = papers_of(draft.filing.id)
    filled = {paper.slot for paper in here}
    empty = [slot for slot in draft.slots if not slot.made_here and slot.code not in filled and LASTING & set(slot.takes)]
    if not empty:
        return ()
    found: dict[str, EarlierPapers] = {}
    for filing in _earlier_filings(draft):
        papers = [paper for paper in papers_of(filing.id) if paper.kind in LASTING and paper.worst is not Level.REJECT]
        for slot in empty:
            if slot.code not in found and (offer := _offer(slot, papers)):
                found[slot.code] = offer
    return tuple(found[slot.code] for slot in empty if slot.code in found)


def _offer(slot: Slot, papers: list[PaperCard]) -> EarlierPapers | None:
    fitting = [paper for paper in papers if paper.kind in slot.takes][: slot.pages]
    if not fitting:
        return None
    return EarlierPapers(slot.code, slot.name, tuple(paper.key for paper in fitting), max(day_of(one.at) for one in fitting))


def _earlier_filings(draft: Draft) -> list[FilingCard]:
    visible = filings_of(viewer=draft.by, at=draft.at)
    theirs = [one for one in visible if one.person_id == draft.filing.person_id and not one.is_draft][:_LOOKED_THROUGH]
    agreed = DraftAnswer.objects.filter(filing_id__in=[one.id for one in theirs], question="told")
    willing = {row.filing_id for row in agreed if "REUSE_PAPERS" in str(row.value)}
    return [one for one in theirs if one.id in willing]
