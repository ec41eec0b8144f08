"""Recognitions with the little they stand on, named for what they mean."""

from datetime import UTC, date, datetime

from mantetong.people.models import Institution, Insurance, InsuredPerson
from mantetong.recognition.models import Recognition

DECIDED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BEGINS_ON = date(2026, 11, 20)
LAST_DAY = date(2028, 11, 19)


def an_insured_person(*, psn_no="51140099000000000000001", region="511400", insutype="390"):
    person = InsuredPerson.objects.create(
        psn_no=psn_no,
        name="何静兰",
        id_number="511499195304170000",
        id_digest=f"digest of {psn_no}",
        born_on=date(1953, 4, 17),
        sex="2",
        registry_state="CONFIRMED",
        checked_at=DECIDED_AT,
        created_at=DECIDED_AT,
    )
    Insurance.objects.create(person=person, insutype=insutype, region=region, status="ACTIVE", checked_at=DECIDED_AT)
    return person


def a_recognition(*, person=None, disease_code="M01600", begins_on=BEGINS_ON, ends_on=LAST_DAY, **more):
    person = person or an_insured_person()
    given = {
        "person": person,
        "psn_no": person.psn_no,
        "region": "511400",
        "insutype": "390",
        "disease_code": disease_code,
        "disease_name": "糖尿病",
        "begins_on": begins_on,
        "ends_on": ends_on,
        "decided_on": begins_on,
        "issued_at": DECIDED_AT,
    }
    return Recognition.objects.create(**(given | more))


def a_hospital(*, code="H51149900001", region="511499"):
    return Institution.objects.create(code=code, name="云溪市第一人民医院", level="02", is_public=True, region=region)
