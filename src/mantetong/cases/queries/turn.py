"""Whose turn it is: what nobody holds, the most urgent first."""

from datetime import date, datetime

from mantetong.cases.models import Claim
from mantetong.cases.queries.work import WorkList, cases_in
from mantetong.domain.actor import Actor
from mantetong.web.clock import day_of

_LOOKED_AT = 60  # more than there are people at one desk: each steps over what another is taking in this moment


def next_filings(*, viewer: Actor, on: date, besides: int | None = None, most: int = _LOOKED_AT) -> tuple[int, ...]:
    """Filings nobody holds, the most urgent first: the urgent lane, then by the line of the lists."""
    free = cases_in(which=WorkList.UNCLAIMED, viewer=viewer, on=on)
    held = cases_in(which=WorkList.HELD, viewer=viewer, on=on).exclude(
        filing__in=Claim.objects.filter(released_at=None).values("filing_id")
    )
    columns = ("line_on", "risk", "pk", "filing_id")
    lanes = [free.filter(is_urgent=True), free.filter(is_urgent=False), held]
    found = [(lane.order_by("line_on", "-risk", "pk").values_list(*columns)[:most]) for lane in lanes]
    urgent, ordinary = list(found[0]), sorted([*found[1], *found[2]], key=lambda row: (row[0], -row[1], row[2]))
    ids = dict.fromkeys(filing_id for *_place, filing_id in (*urgent, *ordinary) if filing_id != besides)
    return tuple(ids)[:most]


def peek_next(*, viewer: Actor, at: datetime, besides: int | None = None) -> int | None:
    """The filing `claim_next` would most likely take now, so that its pages can be fetched beforehand."""
    return next(iter(next_filings(viewer=viewer, on=day_of(at), besides=besides, most=1)), None)
