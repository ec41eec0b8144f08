"""The register of originals: what was left at the counter, under a barcode, and to whom it was given back."""

from datetime import datetime

from django.db import transaction

from mantetong.apply.clerk.errors import AlreadyReturned, NoSuchOriginal
from mantetong.apply.clerk.models import Original
from mantetong.apply.clerk.queries import OriginalCard, original_with
from mantetong.cases.queries import FilingCard
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.people.operations import note_look

_CLERKS = frozenset({Role.CLERK})


def take_original(*, filing: FilingCard, what: str, sheets: int, by: Actor, at: datetime) -> OriginalCard:
    """Enter an original that stays at the counter; its barcode is to be stuck on it. Raises NotYoursToTake."""
    ensure_holds(by, _CLERKS)
    row = Original.objects.create(
        filing_id=filing.id, region=filing.region, what=what, sheets=sheets, received_at=at, received_by_id=by.known_id
    )
    return OriginalCard(row.barcode, row.what, row.sheets, row.received_at, None, "")


@transaction.atomic
def give_back(*, barcode: str, to: str, by: Actor, at: datetime) -> OriginalCard:
    """Give an original back, once. Raises NoSuchOriginal (another region's too), AlreadyReturned, NotYoursToTake."""
    ensure_holds(by, _CLERKS)
    row = Original.objects.select_for_update().filter(barcode=barcode.strip().upper(), region=by.region).first()
    if row is None:
        raise NoSuchOriginal
    if row.returned_at:
        raise AlreadyReturned
    row.returned_at, row.returned_by_id, row.returned_to = at, by.known_id, to
    row.save(update_fields=["returned_at", "returned_by", "returned_to"])
    note_look(by=by, kind="ORIGINAL", reference=row.barcode, why="退还原件", at=at, person_id=row.filing.person_id)
    card = original_with(barcode=row.barcode, region=row.region)
    assert card is not None  # noqa: S101  it was just written
    return card
