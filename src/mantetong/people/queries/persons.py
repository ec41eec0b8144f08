"""Insured persons and their insurances."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from mantetong.domain.identity import mask_name
from mantetong.people.models import Account, Insurance, InsuredPerson, RegistryState
from mantetong.people.models.persons import id_digest


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person. `name` and `id_number` are plain and stay out of `repr`; pages show the masked ones unless the person is asked for."""

    id: int
    psn_no: str | None
    name: str = field(repr=False)
    name_pinyin: str = field(repr=False)
    id_number: str = field(repr=False)
    born_on: date
    sex: str
    died_on: date | None
    is_confirmed: bool
    checked_at: datetime | None

    @property
    def masked_name(self) -> str:
        """**兰."""
        return mask_name(self.name)

    @property
    def masked_id_number(self) -> str:
        """510*************86."""
        return self.id_number[:3] + "*" * 13 + self.id_number[-2:]


@dataclass(frozen=True, slots=True)
class InsuranceCard:
    """One insurance: `insutype` 310 employee, 390 resident …; `status` ACTIVE, PAUSED or ENDED; `region` 医保区划."""

    id: int
    insutype: str
    region: str
    status: str
    since: date | None
    employer: str = field(repr=False)

    @property
    def is_active(self) -> bool:
        """Paying in and entitled today."""
        return self.status == "ACTIVE"


def person_card(person_id: int) -> PersonCard:
    """The person. Raises InsuredPerson.DoesNotExist, a LookupError in the caller's terms."""
    return _card(InsuredPerson.objects.get(pk=person_id))


def person_of_account(account_id: int) -> PersonCard | None:
    """The account's own person, proven or claimed."""
    row = InsuredPerson.objects.filter(accounts=account_id).first()
    return _card(row) if row else None


def person_by_id_digest(digest: str) -> PersonCard | None:
    """The person the registry has confirmed under this digest."""
    row = InsuredPerson.objects.filter(id_digest=digest, registry_state=RegistryState.CONFIRMED).first()
    return _card(row) if row else None


def person_by_id_number(id_number: str) -> PersonCard | None:
    """The person the registry has confirmed under this number of 18 characters."""
    return person_by_id_digest(id_digest(id_number.upper()))


def person_by_psn_no(psn_no: str) -> PersonCard | None:
    """The person with this national personnel number."""
    row = InsuredPerson.objects.filter(psn_no=psn_no).first()
    return _card(row) if row else None


def person_ids_by_psn_no(psn_nos: Collection[str]) -> dict[str, int]:
    """The ids of the persons with these national personnel numbers, by number; unknown numbers are left out."""
    rows = InsuredPerson.objects.filter(psn_no__in=psn_nos).values_list("psn_no", "id")
    return {psn_no: person_id for psn_no, person_id in rows if psn_no is not None}


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Names by person, for staff who have to speak with them."""
    return {row.pk: row.name for row in InsuredPerson.objects.filter(pk__in=person_ids).only("name")}


def unchecked_claims(*, since: datetime, most: int) -> tuple[int, ...]:
    """Persons the registry was away for, claimed since a moment, newest first."""
    rows = InsuredPerson.objects.filter(registry_state=RegistryState.UNCHECKED, created_at__gte=since)
    return tuple(rows.order_by("-id").values_list("id", flat=True)[:most])


def accounts_of_person(person_id: int) -> tuple[int, ...]:
    """Active accounts proven to be this person's, the one confirmed last first."""
    rows = Account.objects.filter(person_id=person_id, is_active=True, real_name_level__gt=0)
    return tuple(rows.order_by("-real_name_at", "-id").values_list("id", flat=True))


def insurances_of(person_id: int) -> tuple[InsuranceCard, ...]:
    """The insurances the registry named last, active ones first."""
    rows = Insurance.objects.filter(person_id=person_id, ended_at=None).order_by("status", "insutype", "region", "id")
    return tuple(_insurance(row) for row in rows)


def chosen_insurance_of(account_id: int) -> InsuranceCard | None:
    """The insurance the account applies under: the only one, or the one chosen among several."""
    row = Insurance.objects.filter(pk__in=Account.objects.filter(pk=account_id).values("insurance_id")).first()
    return _insurance(row) if row else None


def _card(row: InsuredPerson) -> PersonCard:
    return PersonCard(
        id=row.pk,
        psn_no=row.psn_no,
        name=row.name,
        name_pinyin=row.name_pinyin,
        id_number=row.id_number,
        born_on=row.born_on,
        sex=row.sex,
        died_on=row.died_on,
        is_confirmed=row.registry_state == RegistryState.CONFIRMED,
        checked_at=row.checked_at,
    )


def _insurance(row: Insurance) -> InsuranceCard:
    return InsuranceCard(row.pk, row.insutype, row.region, row.status, row.since, row.employer or "")
