"""Who an account is: name and ID number against the registry of insured persons (1101).

What was typed is kept whatever the registry says, so that a person can take the filing up (DESIGN §4: a hard check that
fails is explained and always offers 说明情况，交人工受理).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from mantetong.domain.identity import IdNumber, age_on
from mantetong.outside.registry import InsuredAnswer, PersonNotFound, RegistryAway, find_insured
from mantetong.people.models import Account, Insurance, InsuredPerson, RealName, RegistryState
from mantetong.people.models.persons import id_digest
from mantetong.people.operations.names import clean_name, same_name
from mantetong.people.operations.registry_rows import (
    count_check,
    is_number_of_another,
    likely_number,
    write_claim,
    write_insurances,
    write_person,
)
from mantetong.web.clock import day_of

OF_AGE_FOR_ONESELF = 14  # years; data of younger children need a guardian's consent (PIPL 31)


class RealNameOutcome(StrEnum):
    """What came of a check. Only CONFIRMED proves anything; the others go to a person."""

    CONFIRMED = "CONFIRMED"
    NOT_FOUND = "NOT_FOUND"
    AWAY = "AWAY"
    DIED = "DIED"
    MINOR = "MINOR"  # under 14: a guardian applies (PIPL 31)


@dataclass(frozen=True, slots=True)
class RealNameResult:
    """`person_id` is None for DIED and MINOR. `must_choose`: several insurances could carry the filing."""

    outcome: RealNameOutcome
    person_id: int | None
    must_choose: bool = False


class AlreadyNamed(RuntimeError):
    """The account belongs to somebody else, confirmed by the registry; an account has one person."""

    code = "ALREADY_NAMED"


class NotYourInsurance(LookupError):
    """The insurance is not one of this account's person, or has ended."""

    code = "NOT_YOUR_INSURANCE"


def check_real_name(
    *, account_id: int, name: str, id_number: str, at: datetime, ask: Callable[..., InsuredAnswer] = find_insured
) -> RealNameResult:
    """Ask the registry whether this is the account's person and keep its answer. Must not be called inside a transaction.

    Raises NotAnIdNumber, TooManyChecks, AlreadyNamed; a registry that is away or knows nobody is an outcome, not an error.
    """
    number, plain = likely_number(id_number, on=day_of(at)), clean_name(name)
    _ensure_may_check(account_id, number, at)
    if age_on(born_on=number.born_on, on=day_of(at)) < OF_AGE_FOR_ONESELF:
        return RealNameResult(RealNameOutcome.MINOR, None)
    try:
        answer = ask(id_number=number.text, name=plain)
    except RegistryAway:
        return _keep(account_id, plain, number, RegistryState.UNCHECKED, RealNameOutcome.AWAY, at)
    except PersonNotFound:
        return _keep(account_id, plain, number, RegistryState.NOT_FOUND, RealNameOutcome.NOT_FOUND, at)
    if not same_name(answer.name, plain) or answer.id_number.upper() != number.text or is_number_of_another(answer):
        return _keep(account_id, plain, number, RegistryState.NOT_FOUND, RealNameOutcome.NOT_FOUND, at)
    try:
        return _confirm(account_id, answer, at)
    except IntegrityError:  # somebody else confirmed the same person in the same moment: their row is there now
        return _confirm(account_id, answer, at)


def recheck_person(*, person_id: int, at: datetime, ask: Callable[..., InsuredAnswer] = find_insured) -> RealNameResult:
    """Ask the registry again about somebody it did not confirm, for a filing that waits. Must not be called inside a transaction.

    Confirmed, the row becomes the person and the accounts that claimed it are proven, unless the number belongs to another
    row already: then `person_id` is that row and nothing is moved.
    """
    person = InsuredPerson.objects.get(pk=person_id)
    try:
        answer = ask(id_number=person.id_number, name=person.name)
    except RegistryAway:
        return RealNameResult(RealNameOutcome.AWAY, person_id)
    except PersonNotFound:
        InsuredPerson.objects.filter(pk=person_id).exclude(registry_state=RegistryState.CONFIRMED).update(
            registry_state=RegistryState.NOT_FOUND
        )
        return RealNameResult(RealNameOutcome.NOT_FOUND, person_id)
    if not same_name(answer.name, person.name) or answer.id_number.upper() != person.id_number or is_number_of_another(answer):
        return RealNameResult(RealNameOutcome.NOT_FOUND, person_id)
    return _prove_claim(person, answer, at)


@transaction.atomic
def _prove_claim(person: InsuredPerson, answer: InsuredAnswer, at: datetime) -> RealNameResult:
    proven = write_person(person, answer, at)
    insurances = write_insurances(proven, answer, at)
    if answer.died_on is not None:
        return RealNameResult(RealNameOutcome.DIED, proven.pk)
    if proven.pk == person.pk:
        only = insurances[0] if len(insurances) == 1 else None
        claims = Account.objects.filter(person=person, real_name_level=RealName.NONE)
        claims.update(real_name_level=RealName.REGISTRY, real_name_at=at, insurance=only)
    return RealNameResult(RealNameOutcome.CONFIRMED, proven.pk)


@transaction.atomic
def choose_insurance(*, account_id: int, insurance_id: int) -> None:
    """Which of several insurances the account applies under. Raises NotYourInsurance."""
    account = Account.objects.select_for_update().get(pk=account_id)
    if (
        account.person_id is None
        or not Insurance.objects.filter(pk=insurance_id, person_id=account.person_id, ended_at=None).exists()
    ):
        raise NotYourInsurance
    account.insurance_id = insurance_id
    account.save(update_fields=["insurance"])


def _ensure_may_check(account_id: int, number: IdNumber, at: datetime) -> None:
    account = Account.objects.select_related("person").get(pk=account_id)
    digest = id_digest(number.text)
    if account.real_name_level and account.person and account.person.id_digest != digest:
        raise AlreadyNamed
    count_check(account_id, number, at)


@transaction.atomic
def _keep(
    account_id: int, name: str, number: IdNumber, state: RegistryState, outcome: RealNameOutcome, at: datetime
) -> RealNameResult:
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account_id)
    if account.real_name_level and account.person:  # confirmed before: an outage takes nothing away
        return RealNameResult(outcome, account.person_id)
    person = _own_claim(account, number) or InsuredPerson(created_at=at)
    write_claim(person, name, number, state)
    account.person = person
    account.save(update_fields=["person"])
    return RealNameResult(outcome, person.pk)


def _own_claim(account: Account, number: IdNumber) -> InsuredPerson | None:
    # Another number is another claim: a filing that waits for a person keeps the one it was made with.
    person = account.person
    is_same = (
        person is not None and person.registry_state != RegistryState.CONFIRMED and person.id_digest == id_digest(number.text)
    )
    return person if is_same else None


@transaction.atomic
def _confirm(account_id: int, answer: InsuredAnswer, at: datetime) -> RealNameResult:
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account_id)
    person = write_person(account.person, answer, at)
    insurances = write_insurances(person, answer, at)
    if answer.died_on is not None:
        return RealNameResult(RealNameOutcome.DIED, None)
    usable = [row for row in insurances if row.status == "ACTIVE"] or insurances
    account.person, account.real_name_level, account.real_name_at = person, max(account.real_name_level, RealName.REGISTRY), at
    if account.insurance not in usable:
        account.insurance = usable[0] if len(usable) == 1 else None
    account.save(update_fields=["person", "real_name_level", "real_name_at", "insurance"])
    return RealNameResult(RealNameOutcome.CONFIRMED, person.pk, must_choose=len(usable) > 1 and account.insurance is None)
