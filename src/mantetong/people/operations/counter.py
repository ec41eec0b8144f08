"""Who stands at the counter: name and ID number against the registry, without an account and without a telephone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.identity import IdNumber
from mantetong.domain.roles import Role
from mantetong.outside.registry import InsuredAnswer, PersonNotFound, RegistryAway, find_by_insurance_code, find_insured
from mantetong.people.models import Account, InsuredPerson, RegistryState
from mantetong.people.models.persons import id_digest
from mantetong.people.operations.limits import Limit, busy_until, note_attempt
from mantetong.people.operations.names import TooManyChecks, clean_name, same_name
from mantetong.people.operations.real_name import RealNameOutcome, RealNameResult
from mantetong.people.operations.registry_rows import (
    PER_ID_NUMBER,
    is_number_of_another,
    likely_number,
    write_claim,
    write_insurances,
    write_person,
)
from mantetong.web.clock import day_of

AT_COUNTER = frozenset({Role.CLERK, Role.HELPER})
_PER_CLERK = (Limit(120, timedelta(hours=1)),)  # a counter serves one person in two minutes, not a list


def find_walk_in(
    *, name: str, id_number: str, by: Actor, at: datetime, ask: Callable[..., InsuredAnswer] = find_insured
) -> RealNameResult:
    """The person whose card lies on the counter; what the registry says is kept. Must not be called inside a transaction.

    NOT_FOUND and AWAY give a row of what was typed, so that the filing goes to a person (DESIGN §4); who is known already stays who
    they are while the registry is away. Raises NotAnIdNumber, TooManyChecks, NotYoursToTake.
    """
    ensure_holds(by, AT_COUNTER)
    number, plain = likely_number(id_number, on=day_of(at)), clean_name(name)
    _count(by, number, at)
    try:
        answer = ask(id_number=number.text, name=plain)
    except RegistryAway:
        return _typed(plain, number, RealNameOutcome.AWAY, at)
    except PersonNotFound:
        return _typed(plain, number, RealNameOutcome.NOT_FOUND, at)
    if not same_name(answer.name, plain) or answer.id_number.upper() != number.text or is_number_of_another(answer):
        return _typed(plain, number, RealNameOutcome.NOT_FOUND, at)
    try:
        return _confirmed(answer, at)
    except IntegrityError:  # the person signed in on a telephone in the same moment: their row is there now
        return _confirmed(answer, at)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose 医保码 it is, as a card reader would have typed it."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)


def holder_of_code(*, token: str, by: Actor, at: datetime, ask: Callable[..., InsuredAnswer] = find_by_insurance_code) -> Holder:
    """Who shows this 医保码 at the counter; nothing is kept of it. Must not be called inside a transaction.

    Raises InsuranceCodeRefused, PersonNotFound, RegistryAway, TooManyChecks, NotYoursToTake.
    """
    ensure_holds(by, AT_COUNTER)
    _count_clerk(by, at)
    answer = ask(token=token)
    return Holder(answer.name, answer.id_number.upper())


def _count(by: Actor, number: IdNumber, at: datetime) -> None:
    its = id_digest(number.text)
    if busy_until(kind="NAME_NUMBER", key=its, limits=PER_ID_NUMBER, at=at):
        raise TooManyChecks
    _count_clerk(by, at)
    note_attempt(kind="NAME_NUMBER", key=its, at=at)


def _count_clerk(by: Actor, at: datetime) -> None:
    clerk = str(by.known_id)
    if busy_until(kind="COUNTER_CLERK", key=clerk, limits=_PER_CLERK, at=at):
        raise TooManyChecks
    note_attempt(kind="COUNTER_CLERK", key=clerk, at=at)


@transaction.atomic
def _confirmed(answer: InsuredAnswer, at: datetime) -> RealNameResult:
    person = write_person(None, answer, at)
    rows = write_insurances(person, answer, at)
    outcome = RealNameOutcome.DIED if answer.died_on else RealNameOutcome.CONFIRMED
    return RealNameResult(outcome, person.pk, must_choose=len(rows) > 1)


@transaction.atomic
def _typed(name: str, number: IdNumber, outcome: RealNameOutcome, at: datetime) -> RealNameResult:
    """The row of what was typed. Claims that an account made of its own stay its own."""
    known = InsuredPerson.objects.select_for_update().filter(id_digest=id_digest(number.text)).order_by("pk")
    confirmed = known.filter(registry_state=RegistryState.CONFIRMED).first()
    if confirmed is not None and same_name(confirmed.name, name) and outcome is RealNameOutcome.AWAY:
        return RealNameResult(outcome, confirmed.pk)
    claims = known.exclude(registry_state=RegistryState.CONFIRMED).exclude(
        pk__in=Account.objects.exclude(person=None).values("person")
    )
    person = next((one for one in claims if same_name(one.name, name)), None) or InsuredPerson(created_at=at)
    state = RegistryState.UNCHECKED if outcome is RealNameOutcome.AWAY else RegistryState.NOT_FOUND
    write_claim(person, name, number, state)
    return RealNameResult(outcome, person.pk)
