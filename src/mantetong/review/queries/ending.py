"""Supplements whose last day is near and that nobody has answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from mantetong.domain.stages import Stage
from mantetong.review.last_days import warning_day
from mantetong.review.models import SupplementNotice

_EARLIEST = timedelta(days=60)  # no pack warns earlier


@dataclass(frozen=True, slots=True)
class EndingLine:
    """One filing that waits for its applicant, and until which day."""

    filing_id: int
    answer_by: date


def supplements_ending(*, on: date, most: int = 1000) -> tuple[EndingLine, ...]:
    """Unanswered notices whose last days, as the pack counts them, have begun by `on`, the nearest first; their cases still wait."""
    open_ones = SupplementNotice.objects.filter(answered_at=None, answer_by__lte=on + _EARLIEST, filing__removed_at=None)
    waiting = open_ones.filter(filing__cases__stage=Stage.SUPPLEMENTING).distinct().order_by("answer_by", "pk")
    rows = waiting.values_list("filing_id", "answer_by", "filing__policy_version_id")
    return tuple(
        EndingLine(filing_id, day) for filing_id, day, version in rows if warning_day(answer_by=day, version_id=version) <= on
    )[:most]
