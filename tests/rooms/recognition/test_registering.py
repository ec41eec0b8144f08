"""Registering with the national platform: said, refused, or unknown until it is asked after."""

from datetime import date, timedelta

import pytest

from mantetong.cases.models import Filing
from mantetong.people.models import Doctor, InsuredPerson
from mantetong.recognition import operations
from mantetong.recognition.models import NationalState, Recognition
from mantetong.sandbox.insured import PEOPLE
from tests.factories import MONDAY, a_hospital, a_supervisor, an_insured_person
from tests.rooms.outside.conftest import world
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db
__all__ = ["world"]


@pytest.fixture
def case():
    person = an_insured_person()
    known = next(one for one in PEOPLE if one.name == "谢桂兰")
    InsuredPerson.objects.filter(pk=person.pk).update(psn_no=known.psn_no)
    person.refresh_from_db()
    made = a_case(person=person)
    hospital = a_hospital()
    doctor = Doctor.objects.create(code="D510000000001", name="张秀", institution=hospital)
    Filing.objects.filter(pk=made.filing_id).update(institution=hospital, doctor=doctor)
    issued(made, effective_on=date(2026, 3, 2))
    return made


def register(case, *, minutes=0):
    return operations.register_nationally(case_id=case.pk, at=MONDAY + timedelta(minutes=minutes))


def row():
    return Recognition.objects.get()


def sent_to(world):
    return len(world.state.registrations(psn_no=row().psn_no))


def test_a_registered_recognition_keeps_its_serial(world, case):
    assert register(case) == NationalState.REGISTERED
    assert row().national_serial


def test_registering_twice_sends_once(world, case):
    register(case)
    register(case, minutes=1)

    assert sent_to(world) == 1


def test_no_answer_is_unknown_and_is_asked_after_by_its_msgid(world, case):
    world.fault("2503", "SILENT")
    first = register(case)
    msgid = row().national_msgid

    second = register(case, minutes=1)

    assert (first, second) == (NationalState.UNKNOWN, NationalState.REGISTERED)
    assert msgid
    assert sent_to(world) == 1


def test_a_refusal_keeps_the_platforms_words(world, case):
    Recognition.objects.update(doctor_code="")

    assert register(case) == NationalState.REFUSED
    assert row().national_said


def test_a_revoked_recognition_is_withdrawn(world, case):
    register(case)
    operations.revoke(recognition_id=row().pk, reason="复审未通过", by=a_supervisor(), at=MONDAY)

    operations.withdraw_nationally(case_id=case.pk, at=MONDAY + timedelta(minutes=2))

    assert row().national_state == NationalState.NOT_YET


def test_what_never_arrived_is_sent_again_under_the_same_msgid(world, case):
    world.fault("2503", "AWAY")
    assert register(case) == NationalState.UNKNOWN
    first = row().national_msgid

    assert register(case, minutes=1) == NationalState.REGISTERED
    assert row().national_msgid == first
    assert [one["msgid"] for one in world.state.registrations(psn_no=row().psn_no)] == [first]


def test_a_refusal_that_was_mended_goes_out_under_a_new_msgid(world, case):
    doctor = row().doctor_code
    Recognition.objects.update(doctor_code="")
    register(case)
    refused = row().national_msgid
    Recognition.objects.update(doctor_code=doctor)

    assert register(case, minutes=1) == NationalState.REGISTERED
    assert row().national_msgid != refused


@pytest.mark.parametrize("answer", [None, "SILENT"])
def test_a_corrected_decision_withdraws_the_old_registration_and_registers_the_new_days(world, case, answer):
    if answer:
        world.fault("2503", answer)
    register(case)
    issued(case, decision_id=2, effective_on=date(2026, 4, 1), valid_until=date(2027, 3, 31))

    assert register(case, minutes=1) == NationalState.REGISTERED

    standing = world.state.registrations(psn_no=row().psn_no)
    assert [(one["begndate"], one["enddate"]) for one in standing] == [("2026-04-01", "2027-03-31")]


def test_a_withdrawal_nobody_answered_is_asked_after_and_done_once(world, case):
    register(case)
    operations.revoke(recognition_id=row().pk, reason="复审未通过", by=a_supervisor(), at=MONDAY)
    world.fault("2504", "SILENT")

    states = [operations.withdraw_nationally(case_id=case.pk, at=MONDAY + timedelta(minutes=n)) for n in (2, 3)]

    assert states == [NationalState.REGISTERED, NationalState.NOT_YET]
    assert sent_to(world) == 0


def test_a_registration_revoked_while_unanswered_is_found_and_withdrawn(world, case):
    world.fault("2503", "SILENT")
    register(case)
    operations.revoke(recognition_id=row().pk, reason="复审未通过", by=a_supervisor(), at=MONDAY)

    operations.withdraw_nationally(case_id=case.pk, at=MONDAY + timedelta(minutes=2))

    assert sent_to(world) == 0
    assert row().national_state == NationalState.NOT_YET
