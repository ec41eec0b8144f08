"""What people get wrong on the way to a number: each is told in a sentence of its own, and nothing typed is lost."""

import threading
from datetime import date

import pytest
from django.db import connections
from django.test import Client

from mantetong.apply.models import DraftAnswer
from mantetong.cases import operations as cases
from mantetong.cases.models import Case, Filing
from mantetong.domain.stages import Action
from mantetong.people.models import StoredCode
from mantetong.policies.operations import load_packs
from mantetong.sandbox.insured import PEOPLE
from tests.factories import (
    DIABETES,
    HYPERTENSION,
    LUPUS,
    MEISHAN,
    MONDAY,
    NANCHONG,
    a_draft,
    a_reviewer,
    a_submitted_filing,
    an_insured_person,
    its_case,
)
from tests.journeys.bad_input import a_draft_at_home, assert_told, at_desk, at_home, words
from tests.rooms.people.conftest import another_than, heard, registry  # noqa: F401  fixtures
from tests.rooms.recognition.factories import a_recognition

pytestmark = pytest.mark.django_db
PHONE = "13900139000"


def at(minute=0):
    return {"X-Sandbox-Now": f"2026-03-02T12:{minute:02d}:00+08:00"}


@pytest.fixture
def asked(client, heard):  # noqa: F811
    """A browser for which a code has been sent at noon."""
    client.post("/account/login/", {"phone": PHONE}, headers=at())
    return client


def sent_code():
    return StoredCode.objects.latest("id").code


def test_a_wrong_code_is_told_and_the_right_one_still_counts(asked):
    answer = asked.post("/account/code/", {"code": another_than(sent_code())}, headers=at())

    assert_told(answer, status=422, code="CODE_WRONG", says="还可以再试4次")
    assert asked.post("/account/code/", {"code": sent_code()}, headers=at()).status_code == 302


def test_an_expired_code_is_told_with_the_way_to_a_new_one(asked):
    answer = asked.post("/account/code/", {"code": sent_code()}, headers=at(11))

    assert_told(answer, status=422, code="CODE_EXPIRED", says="重新发送验证码")


def test_too_many_tries_are_told(asked):
    for _ in range(4):
        asked.post("/account/code/", {"code": another_than(sent_code())}, headers=at())

    answer = asked.post("/account/code/", {"code": another_than(sent_code())}, headers=at())

    assert_told(answer, status=429, code="TOO_MANY_TRIES", says="重新发送验证码")


def test_too_many_codes_are_told_and_the_number_stays(asked):
    answer = Client().post("/account/login/", {"phone": PHONE}, headers=at())

    assert_told(answer, status=429, code="ASKED_TOO_OFTEN", says="60秒后")
    assert PHONE in answer.content.decode()


@pytest.fixture
def signed_in(asked):
    asked.post("/account/code/", {"code": sent_code()}, headers=at())
    return asked


def test_a_wrong_check_digit_is_told_and_name_and_number_stay(signed_in):
    answer = signed_in.post("/account/name/", {"name": "谢桂兰", "id_number": "510199195304172487"}, headers=at())

    assert_told(answer, status=422, code="NOT_AN_ID_NUMBER", says="最后一位核对不上")
    assert all(typed in answer.content.decode() for typed in ("谢桂兰", "510199195304172487"))


@pytest.mark.parametrize(
    ("name", "told", "hold"),
    [
        ("魏俊杰", "没有查到您的参保", "没有查到您的参保登记"),
        ("沈国庆", "您在外地参保", "参保登记显示您在外地参保"),
        ("姜彩霞", "您的参保暂停了", "参保登记显示医保已暂停"),
    ],
)
def test_an_insurance_that_does_not_serve_leads_to_a_person(signed_in, registry, name, told, hold):  # noqa: F811
    load_packs(at=MONDAY)
    somebody = next(person for person in PEOPLE if person.name == name)
    way = signed_in.post("/account/name/", {"name": name, "id_number": somebody.id_number}, headers=at())
    assert_told(signed_in.get(way.url, headers=at()), status=200, code="", says=told)

    opened = signed_in.post(
        f"/apply/{MEISHAN}/start/", {"person": Filing.person.field.related_model.objects.get().pk}, headers=at()
    )
    reference = opened.url.split("/")[3]
    signed_in.post(f"/apply/draft/{reference}/q/disease/", {"diseases": [DIABETES]}, headers=at())

    check = signed_in.get(f"/apply/draft/{reference}/check/", headers=at())
    assert hold in words(check)
    assert "由工作人员核对" in words(check)


def test_a_disease_not_on_the_list_is_told_and_the_earlier_choice_stays():
    filing, _by, home = a_draft_at_home()

    answer = home.post(f"/apply/draft/{filing.reference}/q/disease/", {"diseases": ["Z99999"]})

    assert_told(answer, status=422, code="", says="不在本地目录里")
    assert "拨打咨询电话" in words(answer)
    assert its_case(filing).disease_code == DIABETES


def test_a_second_filing_for_the_same_disease_leads_to_the_first_and_to_a_person():
    person = an_insured_person()
    first, by = a_submitted_filing(person=person)
    reference = cases.open_draft(by=by, person_id=person.pk, region=MEISHAN, insutype="390", door="web", at=MONDAY)

    answer = at_home(by).post(f"/apply/draft/{reference}/q/disease/", {"diseases": [DIABETES]})

    assert_told(answer, status=409, code="ALREADY_RUNNING", says=first.number)
    assert f'href="/my/{first.reference}/"' in answer.content.decode()
    assert 'href="tel:' in answer.content.decode()


def test_a_benefit_that_is_held_already_is_told_before_anybody_works_in_vain():
    filing, _by, home = a_draft_at_home(diseases=(HYPERTENSION,))
    a_recognition(person=filing.person, begins_on=MONDAY.date(), ends_on=date(2028, 3, 1))

    answer = home.post(f"/apply/draft/{filing.reference}/q/disease/", {"diseases": [DIABETES]})

    assert_told(answer, status=409, code="ALREADY_HELD", says="到2028年3月1日")
    assert 'href="/certificates/"' in answer.content.decode()
    assert its_case(filing).disease_code == HYPERTENSION


def test_a_disease_that_began_to_run_meanwhile_is_told_at_submission_and_the_draft_stays():
    person = an_insured_person()
    slow, _by, home = a_ready_draft(person=person)
    first, _other = a_submitted_filing(person=person)

    answer = home.post(f"/apply/draft/{slow.reference}/check/", {"pledge": "on", "anyway": "on"})

    assert_told(answer, status=409, code="ALREADY_RUNNING", says=first.number)
    slow.refresh_from_db()
    assert (slow.number, answered(slow)) == (None, len(ANSWERS))


def answered(filing):
    return DraftAnswer.objects.filter(filing=filing).count()


ANSWERS = {
    "disease": {"diseases": [DIABETES]},
    "hospital": {"institution": ""},
    "summary": {"summary": "三年前查出来，一直吃药。"},
    "contact": {"phone": PHONE, "address": ""},
    "told": {"read": "on"},
}


def a_ready_draft(**more):
    """A draft in which every question is answered and the form signed: one step from its number."""
    filing, by, home = a_draft_at_home(**more)
    for question, answer in ANSWERS.items():
        assert home.post(f"/apply/draft/{filing.reference}/q/{question}/", answer).status_code == 302, question
    cases.note_signature(filing_id=filing.pk, form_key="form", signed_at=MONDAY, at=MONDAY)
    return filing, by, home


def test_without_the_pledge_nothing_is_submitted_and_nothing_lost():
    filing, _by, home = a_ready_draft()

    answer = home.post(f"/apply/draft/{filing.reference}/check/", {"anyway": "on"})

    assert_told(answer, status=422, code="", says="请阅读承诺并勾选")
    assert answered(filing) == len(ANSWERS)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_submit_at_once_give_one_number():
    filing, _by, home = a_ready_draft()
    other = Client(headers={"X-Sandbox-Now": "2026-03-02T12:00:00+08:00"})
    other.cookies = home.cookies
    address, answers, start = f"/apply/draft/{filing.reference}/check/", [], threading.Barrier(2)

    def click(browser):
        start.wait(10)
        answers.append(browser.post(address, {"pledge": "on", "anyway": "on"}))
        connections.close_all()

    clicks = [threading.Thread(target=click, args=(browser,)) for browser in (home, other)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(30)

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"/apply/draft/{filing.reference}/receipt/")] * 2
    filing.refresh_from_db()
    assert Case.objects.get(filing=filing).number == f"{filing.number}-1"
    assert cases_submitted(filing) == 1


def cases_submitted(filing):
    return filing.ledger.filter(action=Action.SUBMIT).count()


def test_of_two_reviewers_the_second_is_told_that_a_colleague_has_it():
    filing, _by = a_submitted_filing()
    first, second = at_desk(a_reviewer()), at_desk(a_reviewer())
    address = f"/desk/filing/{filing.reference}/"

    assert first.post(f"{address}claim/").status_code == 302

    assert_told(second.post(f"{address}claim/"), status=409, code="ALREADY_CLAIMED", says="同事正在办理")
    assert "沈审核" in words(second.get(address))


@pytest.mark.parametrize("step", ["", "claim/", "supplement/", "refuse/"])
def test_a_case_of_another_region_is_not_there(step):
    filing, _by = a_submitted_filing(region=NANCHONG, diseases=(LUPUS,))
    desk = at_desk(a_reviewer(MEISHAN))
    address = f"/desk/filing/{filing.reference}/{step}"

    answer = desk.post(address) if step else desk.get(address)

    assert answer.status_code == 404
    assert "没有找到" in words(answer)


def test_somebody_elses_draft_is_not_there():
    filing, _by = a_draft(diseases=(HYPERTENSION,))
    _other, stranger = a_draft()

    answer = at_home(stranger).get(f"/apply/draft/{filing.reference}/check/")

    assert_told(answer, status=404, code="NO_SUCH_FILING", says="没有找到这个办件")
