"""A call about a filing: who calls answers two questions, the machine compares, and what was said is written down."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from mantetong.cases.queries import FilingCard, filing_card
from mantetong.cases.queries.by_number import submitted_with
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.filing_number import NotAFilingNumber, parse_filing_number
from mantetong.domain.roles import Role
from mantetong.notice.hotline.models import Caller, HotlineCall
from mantetong.people.operations import note_look
from mantetong.people.operations.names import same_name
from mantetong.people.queries import person_card

ANSWERING = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})
_WRONG_AN_HOUR = 5
_LASTS = timedelta(hours=1)
_TAIL = 4


class NoSuchNumber(LookupError):
    """No submitted filing of this region has the number."""

    code = "NO_SUCH_NUMBER"


class CallerNotProven(PermissionError):
    """What the caller answered does not fit. Which of the answers was wrong is not said."""

    code = "CALLER_NOT_PROVEN"


class CalledTooOften(PermissionError):
    """Five wrong tries within the hour, from whichever telephone."""

    code = "CALLED_TOO_OFTEN"


class CallOver(LookupError):
    """No such call of this member of staff, or it began more than an hour ago."""

    code = "CALL_OVER"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the caller said: the number on the receipt, the insured person's name and the last four signs of the ID number."""

    number: str
    name: str = field(repr=False)
    id_tail: str = field(repr=False)
    caller: Caller


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call whose answers fitted, and the filing it is about."""

    id: int
    filing: FilingCard
    caller: Caller
    at: datetime


def take_call(*, said: Answers, by: Actor, at: datetime) -> int:
    """Compare what the caller said; the id of the call. Every try is written down.

    Raises NoSuchNumber, CallerNotProven, CalledTooOften, NotYoursToTake.
    """
    ensure_holds(by, ANSWERING)
    filing = _filing(said.number, by)
    if _wrong_lately(filing.id, at) >= _WRONG_AN_HOUR:
        raise CalledTooOften
    person = person_card(filing.person_id)
    fitted = same_name(person.name, said.name) and person.id_number[-_TAIL:].upper() == said.id_tail.upper()
    call = HotlineCall.objects.create(
        region=filing.region, filing_id=filing.id, caller=said.caller, fitted=fitted, account_id=by.known_id, at=at
    )
    note_look(by=by, kind="FILING", reference=filing.reference, why="热线来电核对", at=at, person_id=filing.person_id)
    if not fitted:
        raise CallerNotProven
    return call.pk


def _filing(number: str, by: Actor) -> FilingCard:
    try:
        found = submitted_with(number=parse_filing_number(number), region=by.region or "")
    except NotAFilingNumber as error:
        raise NoSuchNumber from error
    if found is None:
        raise NoSuchNumber
    return found


def _wrong_lately(filing_id: int, at: datetime) -> int:
    return HotlineCall.objects.filter(filing_id=filing_id, fitted=False, at__gt=at - _LASTS, at__lte=at).count()


def open_call(*, call_id: int, by: Actor, at: datetime) -> OpenCall:
    """The call while it lasts, for who took it. Raises CallOver."""
    row = HotlineCall.objects.filter(
        pk=call_id, account_id=by.known_id, region=by.region, fitted=True, ended_at=None, at__gt=at - _LASTS
    ).first()
    if row is None:
        raise CallOver
    return OpenCall(row.pk, filing_card(row.filing_id), Caller(row.caller), row.at)


@transaction.atomic
def end_call(*, call_id: int, topic: str, words: str, by: Actor, at: datetime) -> None:
    """Write down what the call was about; it is over then. Raises CallOver."""
    open_call(call_id=call_id, by=by, at=at)
    HotlineCall.objects.filter(pk=call_id).update(topic=topic, words=words or None, ended_at=at)
