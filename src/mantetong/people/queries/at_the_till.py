"""Person, insurances and institution of a settlement, in one question: tills wait for each other's questions, not for ours."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.db import connection

from mantetong.people.models import Insurance, InsuredPerson
from mantetong.people.queries.offices import InstitutionCard
from mantetong.people.queries.persons import InsuranceCard, PersonCard

_STATEMENT = "\n".join(
    line for line in files(__package__).joinpath("at_the_till.sql").read_text("utf-8").splitlines() if not line.startswith("--")
)
_INSTITUTION, _INSURANCE = 10, 18  # where their columns begin


@dataclass(frozen=True, slots=True)
class AtTheTill:
    """Whoever has the number, confirmed or not; `institution` None when no list names its code."""

    person: PersonCard
    insurances: tuple[InsuranceCard, ...]
    institution: InstitutionCard | None


def at_the_till(*, psn_no: str, institution: str) -> AtTheTill | None:
    """The three together, None for a number nobody has."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"psn_no": psn_no, "institution": institution})
        rows = cursor.fetchall()
    if not rows:
        return None
    first = rows[0]
    office = InstitutionCard(*first[_INSTITUTION:_INSURANCE]) if first[_INSTITUTION] is not None else None
    insurances = tuple(_insurance(*row[_INSURANCE:]) for row in rows if row[_INSURANCE] is not None)
    return AtTheTill(_person(*first[:_INSTITUTION]), insurances, office)


def _person(pk: int, psn_no: str, name: bytes, pinyin: str, id_number: bytes, *rest: Any) -> PersonCard:
    return PersonCard(
        pk, psn_no, _opened(InsuredPerson, "name", name), pinyin, _opened(InsuredPerson, "id_number", id_number), *rest
    )


def _insurance(pk: int, insutype: str, region: str, status: str, since: Any, employer: bytes | None) -> InsuranceCard:
    return InsuranceCard(pk, insutype, region, status, since, _opened(Insurance, "employer", employer))


def _opened(model: Any, name: str, sealed: bytes | None) -> str:
    """The text of an encrypted column."""
    return model._meta.get_field(name).from_db_value(sealed, None, connection) or ""  # noqa: SLF001  Django's documented way
