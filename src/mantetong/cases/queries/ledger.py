"""Reading the ledger, and proving it whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from mantetong.cases.models import DailyRoot, Filing, LedgerEntry
from mantetong.cases.shapes import LedgerLine
from mantetong.domain.ledger_chain import GENESIS, Link, first_broken_link, merkle_root
from mantetong.outside.signing import is_signed

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Chain:
    """One filing's chain that does not hold: the entry where it breaks, 0 when its head is not the one kept on the filing."""

    filing_id: int
    broken_at: int


def ledger_of(filing_id: int) -> tuple[LedgerLine, ...]:
    """Every entry of a filing in order."""
    rows = LedgerEntry.objects.filter(filing_id=filing_id).select_related("case").order_by("seq")
    return tuple(
        LedgerLine(
            row.seq,
            row.action,
            row.role,
            row.account_id_of_actor,
            row.at,
            row.case.ordinal if row.case else None,
            row.facts,
            row.digest,
        )
        for row in rows
    )


def chain_of(filing_id: int) -> list[dict[str, Any]]:
    """A filing's chain as it is hashed, for who proves it outside: seq, action, role, at, facts, previous, digest."""
    rows = LedgerEntry.objects.filter(filing_id=filing_id).order_by("seq")
    return [dict(row) for row in rows.values("seq", "action", "role", "at", "facts", "previous", "digest")]


def root_on(*, on: date) -> tuple[str, str]:
    """The signed root of a day and its signature; empty texts while the day has not been sealed."""
    return DailyRoot.objects.filter(on=on).values_list("root", "signature").first() or ("", "")


def broken_chains(*, filing_id: int | None = None) -> Iterator[Chain]:
    """Chains that fail, of one filing or of all, read in a stream. Nothing comes out when all is whole."""
    entries = LedgerEntry.objects.order_by("filing_id", "seq").values_list("filing_id", "seq", "facts", "previous", "digest")
    heads = Filing.objects.exclude(ledger_seq=0)
    if filing_id is not None:
        entries, heads = entries.filter(filing_id=filing_id), heads.filter(pk=filing_id)
    expected = dict(heads.values_list("pk", "ledger_digest"))
    for owner, rows in groupby(entries.iterator(chunk_size=2000), key=lambda row: row[0]):
        links = [Link(seq, facts, previous, digest) for _, seq, facts, previous, digest in rows]
        broken = first_broken_link(links)
        if broken is not None or links[-1].digest != expected.pop(owner, GENESIS):
            yield Chain(owner, broken or 0)
        expected.pop(owner, None)
    yield from (Chain(owner, 1) for owner in expected)


def daily_roots(*, most: int = 60) -> tuple[tuple[date, str, int, str], ...]:
    """The newest signed roots as (day, root, chains, signature)."""
    return tuple(DailyRoot.objects.order_by("-on").values_list("on", "root", "chains", "signature")[:most])


def leaves_of(*, on: date) -> list[str]:
    """What the root of a Shanghai day is made over: the root before it, then the head of every chain that grew that day."""
    start = datetime.combine(on, time(), tzinfo=_SHANGHAI)
    entries = (
        LedgerEntry.objects.filter(at__gte=start, at__lt=start + timedelta(days=1))
        .order_by("filing_id", "-seq")
        .distinct("filing_id")
    )
    previous = DailyRoot.objects.filter(on__lt=on).order_by("-on").values_list("root", flat=True).first() or GENESIS
    return [previous, *(f"{filing_id}:{digest}" for filing_id, digest in entries.values_list("filing_id", "digest"))]


def root_over(*, on: date) -> str:
    """The root of a day, computed from the entries as they stand now."""
    return merkle_root(leaves_of(on=on))


def root_problem(*, on: str, root: str, signature: str, key: str) -> str:
    """Why a root handed out on the day `on` no longer fits this database; empty when it fits.

    The root is computed afresh from the entries, so that a rewritten table is noticed even if its stored root was rewritten too.
    """
    if not is_signed(f"{on}:{root}".encode(), signature=signature, by_key=key):
        return "its signature does not hold"
    if root_over(on=date.fromisoformat(on)) != root:
        return "the entries of that day or before were changed"
    return ""
