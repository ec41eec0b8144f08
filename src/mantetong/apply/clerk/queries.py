"""Reading what the counter keeps."""

from dataclasses import dataclass, field
from datetime import datetime

from mantetong.apply.clerk.models import Original, Visit
from mantetong.cases.queries import filings_of
from mantetong.domain.actor import Actor
from mantetong.people.queries.desk import person_cards


@dataclass(frozen=True, slots=True)
class VisitCard:
    """Who stood at the counter. Plain values stay out of `repr`."""

    barcode: str
    at: datetime
    proxy_name: str = field(repr=False)
    proxy_number: str = field(repr=False)
    proxy_phone: str = field(repr=False)
    relation: str
    own_word: bool

    @property
    def has_proxy(self) -> bool:
        """Somebody else than the person stood there."""
        return bool(self.proxy_name)


@dataclass(frozen=True, slots=True)
class OriginalCard:
    """One original in the register."""

    barcode: str
    what: str
    sheets: int
    received_at: datetime
    returned_at: datetime | None
    returned_to: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HalfEntered:
    """A case that was begun and not submitted."""

    reference: str
    who: str
    opened_at: datetime
    diseases: int


def visit_of(filing_id: int) -> VisitCard | None:
    """The visit behind a filing; None for one that did not come over the counter."""
    row = Visit.objects.filter(filing_id=filing_id).first()
    if row is None:
        return None
    return VisitCard(
        row.barcode, row.at, row.proxy_name or "", row.proxy_number or "", row.proxy_phone or "", row.relation, row.own_word
    )


def half_entered_of(*, viewer: Actor, at: datetime) -> tuple[HalfEntered, ...]:
    """What this clerk has begun and not submitted, newest first."""
    drafts = [filing for filing in filings_of(viewer=viewer, at=at) if filing.is_draft]
    people = person_cards([filing.person_id for filing in drafts])
    return tuple(HalfEntered(one.reference, people[one.person_id].masked_name, one.opened_at, len(one.cases)) for one in drafts)


def originals_of(filing_id: int) -> tuple[OriginalCard, ...]:
    """The originals handed over with a filing, in order."""
    return tuple(_original(row) for row in Original.objects.filter(filing_id=filing_id).order_by("pk"))


def has_originals_here(filing_id: int) -> bool:
    """True while an original that came with the filing has not been returned: its register entry must stay."""
    return Original.objects.filter(filing_id=filing_id, returned_at=None).exists()


def originals_here(*, region: str, most: int = 200) -> tuple[OriginalCard, ...]:
    """What lies at the region's counters and has not been returned, oldest first."""
    return tuple(_original(row) for row in Original.objects.filter(region=region, returned_at=None).order_by("pk")[:most])


def original_with(*, barcode: str, region: str) -> OriginalCard | None:
    """The original under this barcode in a region."""
    row = Original.objects.filter(barcode=barcode.strip().upper(), region=region).first()
    return _original(row) if row else None


def _original(row: Original) -> OriginalCard:
    return OriginalCard(row.barcode, row.what, row.sheets, row.received_at, row.returned_at, row.returned_to or "")
