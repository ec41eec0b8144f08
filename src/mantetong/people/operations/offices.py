"""Institutions and doctors come as tables from the agency; nobody types them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from mantetong.domain.identity import is_institution_code
from mantetong.people.models import Doctor, Institution


class NotAnInstitution(ValueError):
    """A row's code is no code of a designated institution, or a doctor's institution is not loaded. `row` names it."""

    code = "NOT_AN_INSTITUTION"

    def __init__(self, row: str) -> None:
        super().__init__(row)
        self.row = row


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One line of the table of designated institutions. `level` is `medinslv` 01–11, `region` six digits."""

    code: str
    name: str
    level: str
    is_public: bool
    region: str
    is_entrusted: bool = False
    fixmedins_type: str = "1"
    speciality: str = ""


@dataclass(frozen=True, slots=True)
class DoctorRow:
    """One line of the table of doctors."""

    code: str
    name: str
    institution: str
    title: str = ""
    department: str = ""


@transaction.atomic
def load_institutions(rows: Iterable[InstitutionRow]) -> int:
    """Add or replace institutions by code, all or none; how many. Rows not named stay. Raises NotAnInstitution."""
    found = list(rows)
    for row in found:
        if not is_institution_code(row.code):
            raise NotAnInstitution(row.code)
        Institution.objects.update_or_create(code=row.code, defaults={**asdict(row), "in_force": True})
    return len(found)


@transaction.atomic
def load_doctors(rows: Iterable[DoctorRow]) -> int:
    """Add or replace doctors by code, all or none; how many. Raises NotAnInstitution for one whose institution is unknown."""
    found = list(rows)
    known = set(Institution.objects.filter(code__in={row.institution for row in found}).values_list("code", flat=True))
    for row in found:
        if row.institution not in known:
            raise NotAnInstitution(row.code)
        values = {
            "name": row.name,
            "institution_id": row.institution,
            "title": row.title,
            "department": row.department,
            "in_force": True,
        }
        Doctor.objects.update_or_create(code=row.code, defaults=values)
    return len(found)
