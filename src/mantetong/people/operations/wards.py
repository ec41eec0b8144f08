"""Finding somebody one wants to act for in the registry. Nobody is tied to the account by it: that takes a mandate."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from mantetong.domain.identity import IdNumber
from mantetong.outside.registry import InsuredAnswer, PersonNotFound, RegistryAway, find_insured
from mantetong.people.models import Account, InsuredPerson, RegistryState
from mantetong.people.models.persons import id_digest
from mantetong.people.operations.names import clean_name, same_name
from mantetong.people.operations.real_name import RealNameOutcome, RealNameResult
from mantetong.people.operations.registry_rows import (
    count_check,
    is_number_of_another,
    likely_number,
    write_claim,
    write_insurances,
    write_person,
)
from mantetong.web.clock import day_of


class OwnSelf(ValueError):
    """Nobody needs a mandate for themselves."""

    code = "OWN_SELF"


def find_ward(
    *, account_id: int, name: str, id_number: str, at: datetime, ask: Callable[..., InsuredAnswer] = find_insured
) -> RealNameResult:
    """Ask the registry about somebody the account wants to act for; nobody is tied to the account by it. Not inside a transaction.

    Raises NotAnIdNumber, TooManyChecks, OwnSelf. A registry that is away or knows nobody leaves a claim that a person looks at.
    """
    number, plain = likely_number(id_number, on=day_of(at)), clean_name(name)
    account = Account.objects.select_related("person").get(pk=account_id)
    if account.person and account.person.id_digest == id_digest(number.text):
        raise OwnSelf
    count_check(account_id, number, at)
    try:
        answer = ask(id_number=number.text, name=plain)
    except RegistryAway:
        return _claim_ward(account_id, plain, number, RealNameOutcome.AWAY, at)
    except PersonNotFound:
        return _claim_ward(account_id, plain, number, RealNameOutcome.NOT_FOUND, at)
    if not same_name(answer.name, plain) or answer.id_number.upper() != number.text or is_number_of_another(answer):
        return _claim_ward(account_id, plain, number, RealNameOutcome.NOT_FOUND, at)
    try:
        return _confirm_ward(answer, at)
    except IntegrityError:  # the same person, confirmed by somebody else in the same moment
        return _confirm_ward(answer, at)


@transaction.atomic
def _confirm_ward(answer: InsuredAnswer, at: datetime) -> RealNameResult:
    person = write_person(None, answer, at)
    write_insurances(person, answer, at)
    if answer.died_on is not None:
        return RealNameResult(RealNameOutcome.DIED, None)
    return RealNameResult(RealNameOutcome.CONFIRMED, person.pk)


def _claim_ward(account_id: int, name: str, number: IdNumber, outcome: RealNameOutcome, at: datetime) -> RealNameResult:
    claims = InsuredPerson.objects.exclude(registry_state=RegistryState.CONFIRMED).filter(id_digest=id_digest(number.text))
    person = claims.filter(mandates__account_id=account_id).first() or InsuredPerson(created_at=at)
    state = RegistryState.UNCHECKED if outcome is RealNameOutcome.AWAY else RegistryState.NOT_FOUND
    write_claim(person, name, number, state)
    return RealNameResult(outcome, person.pk)
