"""Filings that a clerk may see for a while, because who they are about stands at the counter with papers."""

from mantetong.cases.models import Assignment
from mantetong.cases.queries.filings import filing_card
from mantetong.cases.shapes import FilingCard

HANDED_IN = "COUNTER_SUPPLEMENT"


def assigned_at_counter(*, filing_id: int, account_id: int) -> int | None:
    """The open assignment of this clerk to the filing."""
    given = Assignment.objects.filter(filing_id=filing_id, account_id=account_id, why=HANDED_IN, until_at=None)
    return given.values_list("pk", flat=True).order_by("pk").first()


def filing_at_counter(*, assignment_id: int, account_id: int, region: str) -> FilingCard | None:
    """The filing of a clerk's own open assignment, while the clerk works in its region."""
    row = Assignment.objects.filter(
        pk=assignment_id, account_id=account_id, why=HANDED_IN, until_at=None, filing__region=region
    ).first()
    return filing_card(row.filing_id) if row else None
