"""The patients of the tills' demo, put in as people confirmed by the sandbox's registry with recognitions of before."""

from datetime import datetime

from django.db import transaction

from mantetong.outside.registry import Insurance, InsuredAnswer, InsuredStatus
from mantetong.people.operations.registry_rows import write_insurances, write_person
from mantetong.people.queries import person_by_psn_no
from mantetong.recognition.operations import ExistingRow, import_existing
from mantetong.sandbox.tills.patients import EVERYBODY, SINCE, Patient


@transaction.atomic
def ensure_patients(*, at: datetime) -> None:
    """Put each in once; who is there already stays as they are."""
    for patient in EVERYBODY:
        if person_by_psn_no(patient.person.psn_no) is None:
            _put_in(patient, at)


def _put_in(patient: Patient, at: datetime) -> None:
    answer = _answer(patient)
    write_insurances(write_person(None, answer, at), answer, at)
    if patient.disease:
        row = ExistingRow(
            1, patient.person.psn_no, patient.insutype, patient.disease, patient.disease_name, SINCE, patient.ends_on
        )
        import_existing(region=patient.region, rows=[row], at=at)


def _answer(patient: Patient) -> InsuredAnswer:
    person = patient.person
    rows = tuple(Insurance(row.insutype, row.region, InsuredStatus.ACTIVE, row.since, row.employer) for row in person.rows)
    return InsuredAnswer(person.psn_no, person.name, person.id_number, person.born_on, person.sex, rows)
