"""Whose turn it is: what nobody holds, the most urgent first."""

from functools import cache
from importlib.resources import files

from django.db import connection

from mantetong.cases.access import REGION_DESK
from mantetong.domain.actor import Actor

_LOOKED_AT = 60  # more than there are people at one desk: each steps over what another is taking in this moment


def next_filings(*, viewer: Actor, besides: int | None = None, most: int = _LOOKED_AT) -> tuple[int, ...]:
    """Filings nobody holds, the most urgent first: the urgent lane, then by the line of the lists. One query."""
    if not viewer.region or not viewer.holds(*REGION_DESK):
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"region": viewer.region, "viewer": str(viewer.known_id), "most": most + 1})
        ids = dict.fromkeys(filing_id for (filing_id,) in cursor.fetchall() if filing_id != besides)
    return tuple(ids)[:most]


@cache
def _sql() -> str:
    return files("mantetong.cases.queries").joinpath("turn.sql").read_text(encoding="utf-8")


def peek_next(*, viewer: Actor, besides: int | None = None) -> int | None:
    """The filing `claim_next` would most likely take now, so that its pages can be fetched beforehand."""
    return next(iter(next_filings(viewer=viewer, besides=besides, most=1)), None)
