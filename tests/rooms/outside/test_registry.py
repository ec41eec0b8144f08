"""The insured registry, asked over a real socket."""

from datetime import date, datetime, timedelta

import httpx
import pytest
from django.utils import timezone

from mantetong.outside.registry import (
    InsuranceCodeRefused,
    InsuredStatus,
    PersonNotFound,
    RegistryAway,
    find_by_insurance_code,
    find_insured,
)
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.insurance_code import CodeSpent, CodeUnreadable, code_of, holder_of
from mantetong.web.clock import SHANGHAI

BY_NAME = {person.name: person for person in PEOPLE}


def asked(name):
    return find_insured(id_number=BY_NAME[name].id_number, name=name)


@pytest.mark.parametrize(
    ("name", "region", "kind"), [("谢桂兰", "511400", "390"), ("罗建国", "511300", "310"), ("魏淑珍", "620900", "390")]
)
def test_the_people_of_the_samples_are_insured(world, name, region, kind):
    answer = asked(name)

    (insurance,) = answer.insurances
    assert (insurance.region, insurance.insutype, insurance.status) == (region, kind, InsuredStatus.ACTIVE)
    assert (answer.psn_no, answer.born_on, answer.sex) == (BY_NAME[name].psn_no, BY_NAME[name].born_on, BY_NAME[name].sex)


def test_a_paused_insurance_is_told(world):
    assert [one.status for one in asked("姜彩霞").insurances] == [InsuredStatus.PAUSED]


def test_a_dead_person_is_told(world):
    assert asked("金德胜").died_on == date(2025, 8, 2)


def test_two_insurances_come_as_two(world):
    assert {one.region for one in asked("朱丽娟").insurances} == {"511400", "511300"}


def test_somebody_insured_elsewhere_is_found_with_that_place(world):
    assert asked("沈国庆").insurances[0].region == "510100"


def test_nobody_is_not_found(world):
    with pytest.raises(PersonNotFound):
        find_insured(id_number="11010519491231002X", name="谢桂兰")


def test_a_wrong_name_is_not_found(world):
    with pytest.raises(PersonNotFound):
        find_insured(id_number=BY_NAME["谢桂兰"].id_number, name="谢桂花")


def a_code(world, name):
    """The code the pretend telephone shows, asked for as a person asks for it."""
    asked = {"psn_no": BY_NAME[name].psn_no}
    return httpx.get(f"{world.url}/sandbox/insurance-code.json", params=asked, timeout=5, trust_env=False).json()["code"]


def test_an_insurance_code_of_28_signs_names_its_holder(world):
    code = a_code(world, "朱丽娟")

    answer = find_by_insurance_code(token=code)

    assert len(code) == 28
    assert (answer.name, answer.id_number) == ("朱丽娟", BY_NAME["朱丽娟"].id_number)
    assert {one.region for one in answer.insurances} == {"511400", "511300"}


def test_a_code_is_good_for_five_minutes_and_is_nobody_elses():
    shown = datetime(2026, 3, 2, 9, 0, 40, tzinfo=SHANGHAI)
    code = code_of(BY_NAME["谢桂兰"], at=shown)

    assert holder_of(code, at=shown + timedelta(minutes=4)) is BY_NAME["谢桂兰"]
    for at in (shown + timedelta(minutes=5), shown - timedelta(minutes=1)):
        with pytest.raises(CodeSpent):
            holder_of(code, at=at)
    for changed in (code[:-1], "B" + code[1:], "!" * 28, ""):
        with pytest.raises(CodeUnreadable):
            holder_of(changed, at=shown)


@pytest.mark.parametrize(
    ("shown", "raised"),
    [
        (lambda: code_of(BY_NAME["谢桂兰"], at=timezone.now() - timedelta(hours=1)), InsuranceCodeRefused),
        (lambda: "A" * 28, InsuranceCodeRefused),
        (lambda: "A" * 51, RegistryAway),
    ],
)
def test_a_code_that_ran_out_or_is_none_is_told_apart_from_a_registry_that_is_away(world, shown, raised):
    with pytest.raises(raised):
        find_by_insurance_code(token=shown())


@pytest.mark.parametrize("how", ["AWAY", "SILENT", "GARBLED", "REFUSED"])
def test_no_usable_answer_is_away_and_never_not_insured(world, how):
    world.fault("1101", how)

    with pytest.raises(RegistryAway):
        asked("谢桂兰")


def test_a_registry_nobody_listens_at_is_away(world):
    world.server.shutdown()
    world.server.socket.close()

    with pytest.raises(RegistryAway):
        asked("谢桂兰")
