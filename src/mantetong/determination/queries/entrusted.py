"""Which institution determines a case, and what an institution has before it."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.determination.models import Entrusting


@dataclass(frozen=True, slots=True)
class EntrustedLine:
    """One case given to an institution."""

    case_id: int
    at: datetime
    is_open: bool


def entrusted_to(*, institution_code: str, most: int = 100) -> tuple[EntrustedLine, ...]:
    """The cases of an institution: open ones first, oldest first."""
    rows = Entrusting.objects.filter(institution_id=institution_code).order_by("-pk")[:most]
    lines = [EntrustedLine(row.case_id, row.at, row.ended_at is None) for row in rows]
    return tuple(sorted(lines, key=lambda line: (not line.is_open, line.at, line.case_id)))


def institution_of(*, case_id: int) -> str | None:
    """The institution a case is entrusted to now."""
    return Entrusting.objects.filter(case_id=case_id, ended_at=None).values_list("institution_id", flat=True).first()
