"""Rows of persons and insurances, written from what the registry answers or somebody has typed."""

from datetime import date, datetime, timedelta

from mantetong.domain.identity import IdNumber, NotAnIdNumber, age_on, parse_id_number
from mantetong.outside.registry import InsuredAnswer
from mantetong.people.models import Insurance, InsuredPerson, RegistryState
from mantetong.people.models.persons import id_digest
from mantetong.people.operations.limits import Limit, busy_until, note_attempt
from mantetong.people.operations.names import TooManyChecks, pinyin_key

PER_ACCOUNT = (Limit(10, timedelta(hours=1)),)
PER_ID_NUMBER = (Limit(20, timedelta(hours=1)),)  # nobody finds out a name by trying
OLDEST = 130  # years


def likely_number(text: str, *, on: date) -> IdNumber:
    """An ID number of somebody who can be alive on a day. Raises NotAnIdNumber, with BIRTH for a day ahead or too long ago."""
    number = parse_id_number(text)
    if number.born_on > on or age_on(born_on=number.born_on, on=on) > OLDEST:
        raise NotAnIdNumber("BIRTH")
    return number


def count_check(account_id: int, number: IdNumber, at: datetime) -> None:
    """Count one question to the registry. Raises TooManyChecks."""
    mine, its = str(account_id), id_digest(number.text)
    too_many = busy_until(kind="NAME_ACCOUNT", key=mine, limits=PER_ACCOUNT, at=at)
    if too_many or busy_until(kind="NAME_NUMBER", key=its, limits=PER_ID_NUMBER, at=at):
        raise TooManyChecks
    note_attempt(kind="NAME_ACCOUNT", key=mine, at=at)
    note_attempt(kind="NAME_NUMBER", key=its, at=at)


def write_person(claimed: InsuredPerson | None, answer: InsuredAnswer, at: datetime) -> InsuredPerson:
    """The row of the person an answer names: the confirmed one, else the claim, else a new one."""
    digest = id_digest(answer.id_number.upper())
    confirmed = InsuredPerson.objects.select_for_update().filter(registry_state=RegistryState.CONFIRMED)
    person = confirmed.filter(id_digest=digest).first()
    if person is None and claimed is not None and claimed.id_digest == digest:
        person = claimed
    person = person or InsuredPerson(created_at=at)
    person.psn_no, person.name, person.name_pinyin = answer.psn_no, answer.name, pinyin_key(answer.name)
    person.id_number, person.id_digest = answer.id_number.upper(), digest
    person.born_on, person.sex, person.died_on = answer.born_on, answer.sex, answer.died_on
    person.registry_state, person.checked_at = RegistryState.CONFIRMED, at
    person.save()
    return person


def write_insurances(person: InsuredPerson, answer: InsuredAnswer, at: datetime) -> list[Insurance]:
    """The rows of an answer; what the registry no longer names is ended."""
    rows = []
    for told in answer.insurances:
        values = {
            "status": str(told.status),
            "since": told.since,
            "employer": told.employer or None,
            "checked_at": at,
            "ended_at": None,
        }
        row, _ = Insurance.objects.update_or_create(person=person, insutype=told.insutype, region=told.region, defaults=values)
        rows.append(row)
    person.insurances.filter(ended_at=None).exclude(pk__in=[row.pk for row in rows]).update(ended_at=at)
    return rows


def write_claim(person: InsuredPerson, name: str, number: IdNumber, state: RegistryState) -> None:
    """Keep what was typed about somebody the registry has not confirmed."""
    person.name, person.name_pinyin = name, pinyin_key(name)
    person.id_number, person.id_digest = number.text, id_digest(number.text)
    person.born_on, person.sex, person.registry_state = number.born_on, number.sex, state
    person.save()


def is_number_of_another(answer: InsuredAnswer) -> bool:
    """A psn_no that we hold under another ID number: a changed ID, or a mistake. A person looks before one row becomes another's."""
    held = InsuredPerson.objects.filter(psn_no=answer.psn_no).values_list("id_digest", flat=True).first()
    return held is not None and held != id_digest(answer.id_number.upper())
