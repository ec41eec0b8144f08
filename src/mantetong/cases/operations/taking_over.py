"""A draft that one desk prepared and another submits: a helper in the village, a clerk at the counter."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.errors import NoSuchFiling
from mantetong.cases.models import Filing
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role

_CLERKS = frozenset({Role.CLERK})


@transaction.atomic
def take_over_draft(*, filing_id: int, by: Actor, at: datetime) -> str:
    """Make the draft this clerk's to go on with; its reference. What was filled in stays as it is.

    Raises NoSuchFiling for another region's, a submitted or a removed one, NotYoursToTake.
    """
    ensure_holds(by, _CLERKS)
    filing = Filing.objects.select_for_update().filter(pk=filing_id, region=by.region, submitted_at=None, removed_at=None).first()
    if filing is None:
        raise NoSuchFiling
    filing.account_id, filing.changed_at = by.known_id, at
    filing.save(update_fields=["account", "changed_at"])
    return filing.reference
