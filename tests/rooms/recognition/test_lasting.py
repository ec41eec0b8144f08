"""What does not remit goes on without an application; what ends for good ends."""

from datetime import date, datetime, timedelta

import pytest

from mantetong.people.models import Insurance, InsuredPerson
from mantetong.recognition.models import Recognition
from mantetong.recognition.operations import propose, remind_of_ending, renew_lasting
from tests.factories import MONDAY, a_reviewer
from tests.rooms.recognition.factories import a_recognition, an_insured_person
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


def others(many, **days):
    """As many more that end on the same day and need an application; each belongs to somebody else."""
    first = Recognition.objects.get()
    for number in range(many):
        a_recognition(
            person=an_insured_person(psn_no=f"5114009900000000001{number:04d}"), begins_on=first.begins_on, ends_on=END,
            case_id=first.case_id + 1000 + number, **days,
        )  # fmt: skip


def the_end():
    return Recognition.objects.order_by("pk").first().ends_on


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


def test_what_needs_an_application_stands_in_nobodys_way(held):
    others(3)
    Recognition.objects.exclude(pk=held.pk).update(ends_on=END - timedelta(days=1))

    assert renew_lasting(at=BEFORE, most=1) == 1
    assert the_end() > END


def test_a_wave_is_renewed_in_several_runs_and_whole(held):
    others(3, disease_code=LASTING)

    assert [renew_lasting(at=BEFORE, most=2) for _ in range(3)] == [2, 2, 0]
    assert not Recognition.objects.filter(ends_on=END).exists()


def test_nobody_is_reminded_of_what_goes_on_by_itself_but_who_is_insured_no_more_is(held):
    said = [remind_of_ending(at=BEFORE - timedelta(days=days)) for days in (95, 80, 19, 3)]
    Insurance.objects.update(status="ENDED")

    assert said == [0, 0, 0, 0]
    assert [remind_of_ending(at=BEFORE), remind_of_ending(at=BEFORE)] == [1, 0]
