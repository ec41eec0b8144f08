"""A filing by its number for somebody who serves callers: no list, no search, one number at a time."""

from mantetong.cases.models import Filing
from mantetong.cases.queries.filings import _card
from mantetong.cases.shapes import FilingCard


def submitted_with(*, number: str, region: str) -> FilingCard | None:
    """The submitted filing of a region under this number; None for an unknown one and for another region's alike."""
    filing = Filing.objects.filter(number=number, region=region, submitted_at__isnull=False).first()
    return _card(filing, filing.cases.order_by("ordinal")) if filing else None
