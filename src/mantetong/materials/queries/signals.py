"""What was noticed in several people's filings, for the supervisor of the region."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.queries import filing_card
from mantetong.materials.models import Signal, SignalState, Trace, TraceKind


@dataclass(frozen=True, slots=True)
class SignalFiling:
    """A submitted filing in which it stands."""

    reference: str
    number: str


@dataclass(frozen=True, slots=True)
class SignalCard:
    """One thing noticed. `filings` are those already submitted, at most ten."""

    id: int
    kind: TraceKind
    people: int
    at: datetime
    filings: tuple[SignalFiling, ...]


def open_signals(*, region: str, most: int = 50) -> tuple[SignalCard, ...]:
    """The open ones of a region, newest first. One whose filings are not yet submitted, but for one, waits unseen: drafts are private."""
    rows = Signal.objects.filter(region=region, state=SignalState.OPEN).order_by("-last_at", "-pk")[:most]
    cards = (_card(row) for row in rows)
    return tuple(card for card in cards if len(card.filings) > 1)


def _card(row: Signal) -> SignalCard:
    traces = Trace.objects.filter(kind=row.kind, digest=row.digest, region=row.region, paper__removed_at=None)
    ids = list(traces.order_by("filing_id").values_list("filing_id", flat=True).distinct()[:10])
    filings = tuple(filing for filing in map(filing_card, ids) if not filing.is_draft)
    return SignalCard(
        row.pk, TraceKind(row.kind), row.people, row.last_at, tuple(SignalFiling(one.reference, one.number) for one in filings)
    )
