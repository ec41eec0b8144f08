"""One person per answer a till can get: recognised, ended, known without a recognition. Invented, of the sandbox's registry."""

from dataclasses import dataclass
from datetime import date

from mantetong.sandbox.insured import BY_ID_NUMBER, InsuredPerson, invented_id_number

SINCE = date(2026, 1, 1)
UNTIL = date(2030, 12, 31)
ENDED_ON = date(2026, 3, 31)


@dataclass(frozen=True, slots=True)
class Patient:
    """A person of the registry with what the sandbox recognises them for; `disease` empty for nothing."""

    person: InsuredPerson
    disease: str = ""
    disease_name: str = ""
    ends_on: date = UNTIL

    @property
    def region(self) -> str:
        """Where they are insured."""
        return self.person.rows[0].region

    @property
    def insutype(self) -> str:
        """Their insurance."""
        return self.person.rows[0].insutype


def _invented(sequence: int, born_on: date) -> InsuredPerson:
    return BY_ID_NUMBER[invented_id_number(born_on=born_on, sequence=sequence)]


PATIENTS = {
    "511400": Patient(_invented(911, date(1954, 5, 6)), "M01600", "糖尿病"),
    "511300": Patient(_invented(912, date(1962, 8, 9)), "M03900", "高血压"),
    "620900": Patient(_invented(913, date(1949, 1, 20)), "M03900", "高血压"),
}
"""The demo's patients, by region."""

ENDED = Patient(_invented(914, date(1951, 10, 3)), "M01600", "糖尿病", ENDED_ON)
NOT_RECOGNISED = Patient(_invented(915, date(1963, 2, 27)))
EVERYBODY = (*PATIENTS.values(), ENDED, NOT_RECOGNISED)
