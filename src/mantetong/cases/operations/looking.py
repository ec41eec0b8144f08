"""Looks of the desk at filings: under an assignment without a word, outside one for a written purpose that holds for the day."""

from datetime import datetime, timedelta

from mantetong.cases.errors import PurposeWanted
from mantetong.cases.queries.duty import is_on_duty
from mantetong.cases.shapes import FilingCard
from mantetong.domain.actor import Actor
from mantetong.people.operations import note_look
from mantetong.people.queries import purpose_given
from mantetong.web.clock import SHANGHAI

OUTSIDE = "OUTSIDE"
"""What kind of look it is: at a filing that nobody gave the looker."""


def note_desk_look(*, filing: FilingCard, by: Actor, kind: str, reference: str, why: str, at: datetime) -> None:
    """Write down that `by` looks at a filing, or at its case or papers, with `why`; outside an assignment with the purpose given.

    Raises PurposeWanted where none was given this day.
    """
    if not is_on_duty(viewer=by, filing=filing):
        kind, why = OUTSIDE, ensure_purpose(filing=filing, by=by, at=at)
        reference = filing.reference
    note_look(by=by, kind=kind, reference=reference, why=why, at=at, person_id=filing.person_id)


def ensure_purpose(*, filing: FilingCard, by: Actor, at: datetime) -> str:
    """What `by` wrote today, Shanghai time, about why they look at a filing that is not theirs. Raises PurposeWanted."""
    midnight = at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    until = midnight + timedelta(days=1)
    why = purpose_given(account_id=by.known_id, kind=OUTSIDE, reference=filing.reference, since=midnight, until=until)
    if not why:
        raise PurposeWanted(filing.reference)
    return why


def give_purpose(*, filing: FilingCard, by: Actor, why: str, at: datetime) -> None:
    """Open a filing for the rest of the day, for a written purpose. Raises ValueError without one."""
    note_look(by=by, kind=OUTSIDE, reference=filing.reference, why=why, at=at, person_id=filing.person_id)
