"""Supplements whose last day is near and that nobody has answered."""

from dataclasses import dataclass
from datetime import date

from mantetong.domain.stages import Stage
from mantetong.review.models import SupplementNotice


@dataclass(frozen=True, slots=True)
class EndingLine:
    """One filing that waits for its applicant, and until which day."""

    filing_id: int
    answer_by: date


def supplements_ending(*, until: date, most: int = 1000) -> tuple[EndingLine, ...]:
    """Unanswered notices whose last day is `until` or before, the nearest first; their cases still wait for the applicant."""
    open_ones = SupplementNotice.objects.filter(answered_at=None, answer_by__lte=until, filing__removed_at=None)
    waiting = open_ones.filter(filing__cases__stage=Stage.SUPPLEMENTING).distinct().order_by("answer_by", "pk")
    return tuple(EndingLine(filing_id, day) for filing_id, day in waiting.values_list("filing_id", "answer_by")[:most])
