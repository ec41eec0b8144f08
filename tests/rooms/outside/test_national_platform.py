"""Registering recognitions with the national platform."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mantetong.outside.national_platform import Registering, ToRegister, platform_message_id, reconcile, register, withdraw
from mantetong.sandbox.insured import PEOPLE

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
XIE = next(person for person in PEOPLE if person.name == "谢桂兰")
WHAT = ToRegister(
    psn_no=XIE.psn_no,
    insutype="390",
    opsp_dise_code="M01600",
    opsp_dise_name="糖尿病",
    insu_optins="511400",
    ide_fixmedins_no="H51149900101",
    ide_fixmedins_name="云溪市第一人民医院",
    hosp_ide_date=date(2026, 1, 27),
    diag_dr_codg="D510000000001",
    diag_dr_name="张秀",
    begndate=date(2026, 7, 1),
)


def sent(world, what=WHAT, sequence=1):
    return register(what=what, msgid=platform_message_id(at=AT, sequence=sequence), at=AT)


def asked_after(sequence):
    omsgid = platform_message_id(at=AT, sequence=sequence)
    return reconcile(psn_no=XIE.psn_no, region="511400", omsgid=omsgid, msgid=platform_message_id(at=AT, sequence=900), at=AT)


def test_a_recognition_is_registered_with_a_serial(world):
    done = sent(world)

    assert done.state is Registering.REGISTERED
    assert done.serial


def test_the_same_message_twice_registers_once(world):
    assert sent(world) == sent(world)
    assert len(world.state.registrations(psn_no=XIE.psn_no)) == 1


def test_the_same_disease_twice_is_refused_in_words(world):
    sent(world)

    again = sent(world, sequence=2)

    assert (again.state, again.said) == (Registering.REFUSED, "该人员该病种已有有效备案，不能重复登记")


@pytest.mark.parametrize(
    "changes",
    [
        {"diag_dr_codg": ""},
        {"insu_optins": "511300"},
        {"psn_no": "1"},
        {"opsp_dise_name": "病" * 301},
        {"enddate": date(2026, 6, 1)},
    ],
)
def test_an_unfit_registration_is_refused(world, changes):
    assert sent(world, replace(WHAT, **changes)).state is Registering.REFUSED


def test_a_lost_answer_is_unknown_and_found_again_by_its_message_id(world):
    world.fault("2503", "SILENT")

    lost = sent(world)
    found = asked_after(1)

    assert lost.state is Registering.UNKNOWN
    assert found.state is Registering.REGISTERED
    assert found.serial == world.state.registrations(psn_no=XIE.psn_no)[0]["serial"]


def test_a_message_that_never_arrived_may_be_sent_again(world):
    world.fault("2503", "AWAY")

    lost, found, again = sent(world), asked_after(1), sent(world)

    assert [one.state for one in (lost, found, again)] == [Registering.UNKNOWN, Registering.REFUSED, Registering.REGISTERED]
    assert found.said == ""


def test_while_the_platform_is_away_nobody_knows(world):
    world.fault("interface", "AWAY", times=2)

    assert [sent(world).state, asked_after(1).state] == [Registering.UNKNOWN, Registering.UNKNOWN]


def test_a_registration_is_withdrawn_once(world):
    serial = sent(world).serial

    def take_back(sequence):
        msgid = platform_message_id(at=AT, sequence=sequence)
        return withdraw(serial=serial, psn_no=XIE.psn_no, region="511400", why="更正", msgid=msgid, at=AT)

    first, second = take_back(2), take_back(3)

    assert (first.state, first.serial, second.state) == (Registering.REGISTERED, serial, Registering.REFUSED)
