"""Calls that came in, newest first."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.queries import filing_tail
from mantetong.notice.hotline.models import Caller, HotlineCall


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call in the book."""

    tail: str
    caller: Caller
    fitted: bool
    topic: str
    words: str
    at: datetime


def calls_taken_by(*, account_id: int, most: int = 20) -> tuple[CallLine, ...]:
    """What this member of staff has taken lately."""
    rows = HotlineCall.objects.filter(account_id=account_id).order_by("-pk")[:most]
    return tuple(
        CallLine(filing_tail(row.filing_id), Caller(row.caller), row.fitted, row.topic, row.words or "", row.at) for row in rows
    )
