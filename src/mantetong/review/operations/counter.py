"""补正材料 handed in at a counter: the clerk finds the filing by its number and the card of who it is about, and puts the papers in."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from mantetong.cases.operations import assign, end_assignment
from mantetong.cases.queries import FilingCard
from mantetong.cases.queries.at_counter import HANDED_IN, assigned_at_counter
from mantetong.cases.queries.by_number import submitted_with
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.filing_number import NotAFilingNumber, parse_filing_number
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.operations import note_look
from mantetong.people.operations.limits import Limit, busy_until, note_attempt
from mantetong.people.operations.names import same_name
from mantetong.people.queries import person_card
from mantetong.review.errors import CounterTriedTooOften, NoSupplementHere
from mantetong.review.operations.supplement import answer_supplement

_CLERK = frozenset({Role.CLERK})
_WRONG = (Limit(5, timedelta(hours=1)),)


@dataclass(frozen=True, slots=True)
class Shown:
    """The number on the notice, and what the insured person's card says."""

    number: str
    name: str = field(repr=False)
    id_number: str = field(repr=False)


@transaction.atomic
def _assigned(filing: FilingCard, by: Actor, at: datetime) -> int:
    standing = assigned_at_counter(filing_id=filing.id, account_id=by.known_id)
    return standing or assign(filing_id=filing.id, role=Role.CLERK, why=HANDED_IN, at=at, account_id=by.known_id)


def find_supplement(*, shown: Shown, by: Actor, at: datetime) -> int:
    """The clerk's assignment to the region's filing that waits for papers. Number, name and ID number are compared by machine.

    Raises NoSupplementHere, which does not say what did not fit; CounterTriedTooOften after five wrong tries within the hour;
    NotYoursToTake.
    """
    ensure_holds(by, _CLERK)
    key = f"{by.region}:{shown.number.strip()}"
    if busy_until(kind="COUNTER_SUPPLEMENT", key=key, limits=_WRONG, at=at):
        raise CounterTriedTooOften
    filing = _filing(shown, by)
    if filing is None:
        note_attempt(kind="COUNTER_SUPPLEMENT", key=key, at=at)
        raise NoSupplementHere
    note_look(by=by, kind="FILING", reference=filing.reference, why="窗口代交补正材料", at=at, person_id=filing.person_id)
    return _assigned(filing, by, at)


def _filing(shown: Shown, by: Actor) -> FilingCard | None:
    try:
        filing = submitted_with(number=parse_filing_number(shown.number), region=by.region or "")
    except NotAFilingNumber:
        return None
    if filing is None or not any(case.stage is Stage.SUPPLEMENTING for case in filing.cases):
        return None
    person = person_card(filing.person_id)
    fits = same_name(person.name, shown.name) and person.id_number.upper() == shown.id_number.upper()
    return filing if fits else None


@transaction.atomic
def hand_in_supplement(*, filing: FilingCard, said: str, by: Actor, at: datetime) -> None:
    """Everything goes back to review in the person's name by the clerk's hand; the clerk's reason to see it is over.

    Raises NothingToAnswer, StillMissing, NotYoursToTake.
    """
    ensure_holds(by, _CLERK)
    answer_supplement(filing_id=filing.id, by=by, at=at, said=said)
    standing = assigned_at_counter(filing_id=filing.id, account_id=by.known_id)
    if standing:
        end_assignment(assignment_id=standing, at=at)
