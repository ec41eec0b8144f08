"""People as the desk reads them: many at once, so that a list of fifty cases asks once."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Subquery
from django.db.models.functions import JSONObject

from mantetong.people.models import Account, Doctor, Institution, InsuredPerson
from mantetong.people.queries.persons import PersonCard, _card


def person_cards(person_ids: Collection[int]) -> dict[int, PersonCard]:
    """The persons by id, in one query; ids nobody has do not appear."""
    if not person_ids:
        return {}
    return {row.pk: _card(row) for row in InsuredPerson.objects.filter(pk__in=set(person_ids))}


def staff_names(account_ids: Collection[int]) -> dict[int, str]:
    """What colleagues call these accounts, in one query."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    rows = Account.objects.filter(pk__in=wanted).values_list("pk", "display_name", "username")
    return {pk: name or username or "" for pk, name, username in rows}


@dataclass(frozen=True, slots=True)
class DeskPeople:
    """Everybody one case screen names: the insured person, hospital and doctor by name, and colleagues by account."""

    person: PersonCard
    institution: str
    doctor: str
    staff: dict[int, str]


def desk_people(
    *, person_id: int, institution_code: str | None, doctor_code: str | None, account_ids: Collection[int]
) -> DeskPeople:
    """All of them in one query. Raises InsuredPerson.DoesNotExist."""
    accounts = Account.objects.filter(pk__in=set(account_ids))
    row = (
        InsuredPerson.objects.filter(pk=person_id)
        .annotate(
            hospital=Subquery(Institution.objects.filter(pk=institution_code).values("name")),
            physician=Subquery(Doctor.objects.filter(pk=doctor_code).values("name")),
            staff=ArraySubquery(accounts.values(json=JSONObject(id="pk", name="display_name", login="username"))),
        )
        .get()
    )
    names = {one["id"]: one["name"] or one["login"] or "" for one in row.staff}
    return DeskPeople(_card(row), row.hospital or "", row.physician or "", names)
