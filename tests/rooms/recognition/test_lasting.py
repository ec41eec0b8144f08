"""What does not remit goes on without an application; what ends for good ends."""

from datetime import date, datetime, timedelta

import pytest

from mantetong.people.models import Insurance, InsuredPerson
from mantetong.recognition.models import Recognition
from mantetong.recognition.operations import propose, remind_of_ending, renew_lasting
from tests.factories import MONDAY, a_reviewer
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db
END = date(2028, 3, 1)
BEFORE = datetime.combine(END, MONDAY.timetz()) - timedelta(days=10)


@pytest.fixture
def held():
    """A recognition that ends in ten days, of a disease that the pack lets go on by itself."""
    row = Recognition.objects.get(pk=issued(a_case()))
    Recognition.objects.filter(pk=row.pk).update(ends_on=END, disease_code=LASTING, disease_name="慢性阻塞性肺疾病")
    return Recognition.objects.get(pk=row.pk)


def the_end():
    return Recognition.objects.get().ends_on


LASTING = "M05300"


def test_it_goes_on_for_the_packs_months_and_only_once(held):
    assert [renew_lasting(at=BEFORE) for _ in range(2)] == [1, 0]

    assert the_end() > END + timedelta(days=300)
    assert Recognition.objects.get().issued_at == BEFORE


def test_nobody_is_renewed_long_before_the_end(held):
    assert renew_lasting(at=BEFORE - timedelta(days=30)) == 0


def test_who_has_died_or_left_the_insurance_is_not_renewed_nor_reminded(held):
    Insurance.objects.update(status="ENDED")
    left = renew_lasting(at=BEFORE)
    Insurance.objects.update(status="ACTIVE")
    InsuredPerson.objects.update(died_on=END - timedelta(days=60))

    assert (left, renew_lasting(at=BEFORE), remind_of_ending(at=BEFORE)) == (0, 0, 0)


def test_what_asks_for_an_application_waits_for_it(held):
    Recognition.objects.update(disease_code="M01600")

    assert (renew_lasting(at=BEFORE), the_end()) == (0, END)


def test_what_is_about_to_be_taken_away_is_not_renewed_meanwhile(held):
    propose(recognition_id=held.pk, act="REVOKE", reason="复审未达标准", by=a_reviewer(), at=BEFORE)

    assert renew_lasting(at=BEFORE) == 0
