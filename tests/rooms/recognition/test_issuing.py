"""How a decision becomes a recognition, and what two of them may not do."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mantetong.cases.models import Filing
from mantetong.domain.outcomes import Kind
from mantetong.recognition import operations, queries
from mantetong.recognition.errors import AlreadyHeld, NoSuchRecognition, NotInForce, PersonNotConfirmed, SamePerson
from mantetong.recognition.models import Recognition
from tests.factories import DIABETES, MONDAY, a_reviewer, a_submitted_filing, a_supervisor, an_insured_person, its_case
from tests.rooms.recognition.factories import a_recognition

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 2), date(2028, 3, 1)


def a_case(*, kind=Kind.NEW, person=None):
    filing, _by = a_submitted_filing(person=person)
    Filing.objects.filter(pk=filing.pk).update(kind=kind)
    return its_case(filing)


def issued(case, *, decision_id=1, effective_on=FIRST, valid_until=LAST):
    return operations.issue(
        case_id=case.pk, decision_id=decision_id, effective_on=effective_on, valid_until=valid_until, at=MONDAY
    )


def days_of(recognition_id):
    row = Recognition.objects.get(pk=recognition_id)
    return row.begins_on, row.ends_on


def test_a_recognition_carries_the_person_the_disease_and_the_days():
    case = a_case()

    issued(case)

    card = queries.recognition_of_case(case.pk)
    assert (card.person_id, card.disease_code, card.begins_on, card.ends_on) == (case.person_id, DIABETES, FIRST, LAST)
    assert card.disease_name
    assert len(card.token) >= 20


def test_one_decision_gives_one_recognition_however_often_it_is_asked():
    case = a_case()

    assert issued(case) == issued(case)
    assert Recognition.objects.count() == 1


def test_a_corrected_decision_restates_the_recognition_of_its_case():
    case = a_case()
    first = issued(case)

    again = issued(case, decision_id=2, effective_on=FIRST + timedelta(days=3), valid_until=None)

    assert again == first
    assert days_of(first) == (FIRST + timedelta(days=3), None)


def test_a_second_recognition_of_the_same_disease_is_refused():
    person = an_insured_person()
    a_recognition(person=person, disease_code=DIABETES, begins_on=date(2025, 1, 1), ends_on=FIRST)

    with pytest.raises(AlreadyHeld):
        issued(a_case(person=person))


def test_the_database_itself_refuses_two_on_one_day():
    held = a_recognition(ends_on=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_recognition(person=held.person, begins_on=date(2030, 1, 1), ends_on=None)


@pytest.mark.parametrize(
    "more", [{"disease_code": "M03900"}, {"begins_on": date(2029, 1, 1), "ends_on": None}, {"state": "REVOKED"}]
)
def test_another_disease_other_days_or_a_revoked_one_stand_beside(more):
    held = a_recognition(ends_on=date(2028, 12, 31))

    a_recognition(person=held.person, **more)

    assert Recognition.objects.count() == 2


def test_a_renewal_begins_the_day_after_and_lasts_as_long():
    person = an_insured_person()
    a_recognition(person=person, disease_code=DIABETES, begins_on=date(2024, 4, 1), ends_on=date(2026, 3, 31))

    renewed = issued(a_case(kind=Kind.RENEWAL, person=person))

    assert days_of(renewed) == (date(2026, 4, 1), LAST + timedelta(days=30))


def test_a_rereview_ends_what_had_no_end():
    person = an_insured_person()
    old = a_recognition(person=person, disease_code=DIABETES, begins_on=date(2024, 4, 1), ends_on=None)

    issued(a_case(kind=Kind.REREVIEW, person=person))

    assert days_of(old.pk) == (date(2024, 4, 1), FIRST - timedelta(days=1))


@pytest.mark.parametrize(
    ("ended", "left_with"), [(date(2027, 1, 1), FIRST - timedelta(days=1)), (date(2026, 2, 1), date(2026, 2, 1))]
)
def test_what_is_brought_along_takes_the_place_of_what_counted_before(ended, left_with):
    person = an_insured_person()
    before = a_recognition(person=person, disease_code=DIABETES, begins_on=date(2025, 1, 1), ends_on=ended)

    brought = issued(a_case(kind=Kind.TRANSFER, person=person))

    assert days_of(brought) == (FIRST, LAST)
    assert days_of(before.pk)[1] == left_with


def test_without_a_personnel_number_nothing_is_issued():
    case = a_case()
    case.person.registry_state, case.person.psn_no = "UNCHECKED", None
    case.person.save()

    with pytest.raises(PersonNotConfirmed):
        issued(case)


@pytest.mark.parametrize(("on", "counts"), [(FIRST - timedelta(days=1), 0), (FIRST, 1), (LAST, 1), (LAST + timedelta(days=1), 0)])
def test_what_a_person_holds_depends_on_the_day(on, counts):
    case = a_case()
    issued(case)

    assert len(queries.held_by(person_id=case.person_id, on=on)) == counts


def test_a_supervisor_suspends_resumes_and_revokes():
    case = a_case()
    row, by = issued(case), a_supervisor()
    held = lambda: len(queries.held_by(person_id=case.person_id, on=FIRST))  # noqa: E731

    seen = []
    for act in (operations.suspend, operations.resume, operations.revoke):
        act(recognition_id=row, reason="复核", by=by, at=MONDAY)
        seen.append(held())

    assert seen == [0, 1, 0]
    with pytest.raises(NotInForce):
        operations.resume(recognition_id=row, reason="", by=by, at=MONDAY)


def test_another_regions_supervisor_finds_nothing():
    row = issued(a_case())

    with pytest.raises(NoSuchRecognition):
        operations.revoke(recognition_id=row, reason="", by=a_supervisor("511300"), at=MONDAY)


def test_a_reviewer_may_not_revoke():
    row = issued(a_case())

    with pytest.raises(PermissionError):
        operations.revoke(recognition_id=row, reason="", by=a_reviewer(), at=MONDAY)


def test_an_import_needs_two_people():
    first, second = a_supervisor(), a_supervisor()
    sign = lambda by: operations.sign_off_import(region="511400", declaration="没有存量", by=by, at=MONDAY)  # noqa: E731

    assert sign(first) is False
    with pytest.raises(SamePerson):
        sign(first)
    assert sign(second) is True
