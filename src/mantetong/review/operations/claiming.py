"""Taking a filing to work on. The claim itself is the hall's; here stands who must hold it."""

from datetime import datetime

from mantetong.cases import operations as cases
from mantetong.cases.operations import AlreadyClaimed, NotClaimed
from mantetong.cases.queries import claimed_by
from mantetong.domain.actor import Actor


def claim(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Take a filing; taking what one holds changes nothing. Raises AlreadyClaimed, NotYoursToTake."""
    cases.claim_filing(filing_id=filing_id, by=by, at=at)


def release(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Put it back on the list. Raises NotClaimed, NotYoursToTake."""
    cases.release_filing(filing_id=filing_id, by=by, at=at)


def ensure_claimed(*, filing_id: int, by: Actor) -> None:
    """Only the holder goes on working. Raises NotClaimed when nobody holds it, AlreadyClaimed when somebody else does."""
    holder = claimed_by(filing_id)
    if holder is None:
        raise NotClaimed
    if holder != by.account_id:
        raise AlreadyClaimed
