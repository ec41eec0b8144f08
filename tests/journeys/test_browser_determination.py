"""Every page of determination in a browser: wide enough, nothing axe finds serious; experts on a telephone."""

import os
from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from mantetong.cases.models import Assignment
from mantetong.cases.operations import take_action
from mantetong.cases.queries import case_card, filing_card
from mantetong.determination import operations
from mantetong.determination.models import MissingCode, SecondReading
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.sampling import is_drawn
from mantetong.domain.stages import Action
from tests.factories import MONDAY, NANCHONG, a_reviewer, a_supervisor, its_case
from tests.journeys.desk_case import a_case_with_papers, a_desk, served_pages
from tests.journeys.looking import faults_of
from tests.journeys.test_browser_desk import picture
from tests.rooms.cases.test_other_hands import an_appeal_against
from tests.rooms.determination.factories import SEED, VOTED_AT, an_expert
from tests.rooms.review.factories import answer_all, leaves_of_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; rows are written from it all the same


@pytest.fixture
def desk_url(transactional_db):
    with served_pages() as address:
        yield address


def a_case_before_three(*, region=NANCHONG):
    """A case with papers before its panel of three, at least one more expert left to be drawn."""
    for _ in range(4):
        an_expert(region=region)
    filing, _papers = a_case_with_papers(region=region)
    case = its_case(filing)
    take_action(case_id=case.pk, action=Action.PASS_ON, by=a_reviewer(region), at=MONDAY)
    operations.start(case_id=case.pk, seed=SEED, at=MONDAY)
    seated = Assignment.objects.filter(case=case, why="PANEL").order_by("pk").values_list("account_id", flat=True)
    return case, [Actor(one, frozenset({Role.EXPERT}), region) for one in seated]


def refused_by(experts, case):
    """The panel refuses."""
    path = leaves_of_case(case)[0][0]
    for expert in experts[:2]:
        operations.vote(
            case_id=case.pk, outcome=Outcome.NOT_RECOGNISED, path=path, reason="化验单没有写明日期。", by=expert, at=VOTED_AT
        )


def faults_on(page, server, pages, width):
    found = {}
    for name, address in pages.items():
        assert page.goto(server + address).status == 200, name
        assert "/login/" not in page.url, name
        picture(page, f"{name}-{width}")
        found[name] = faults_of(page)
    return {name: faults for name, faults in found.items() if faults}


def test_the_supervisors_pages_fit_and_nothing_serious_is_found(chromium, desk_url):
    supervisor = a_supervisor(NANCHONG)
    case, experts = a_case_before_three()
    refused_by(experts, case)
    appeal = an_appeal_against(case, at=MONDAY + timedelta(days=3))
    operations.note_expertise(account_id=experts[0].account_id, diseases=(case.disease_code,), by=supervisor, at=MONDAY)
    waiting, _experts = a_case_before_three()
    corrected = a_case_put_right()
    MissingCode.objects.create(
        case=case, region=NANCHONG, kind="DOCTOR", said="周大夫", asked_by_id=supervisor.account_id, asked_at=MONDAY
    )
    address = f"/desk/filing/{filing_card(case.filing_id).reference}/"
    pages = {
        "det-purpose": address,
        "det-panel": f"/desk/case/{waiting.reference}/panel/",
        "det-waiting": "/desk/waiting/",
        "det-experts": "/desk/experts/?month=2026-03",
        "det-expertise": f"/desk/experts/{experts[0].account_id}/",
        "det-appeal": f"/desk/filing/{appeal.reference}/",
        "det-corrections": "/desk/decision-corrections/",
        "det-correction": f"/desk/case/{corrected.reference}/correction/",
        "det-codes": "/desk/codes/",
        "det-code": f"/desk/codes/{MissingCode.objects.get().pk}/",
        "det-quality": "/desk/quality/?days=365",
        "det-feedback": "/desk/feedback/",
    }
    after = {"det-correct": f"/desk/case/{case.reference}/correct/"}
    with a_desk(chromium, desk_url, supervisor) as page:
        assert faults_on(page, desk_url, pages, 1280) == {}

        page.goto(desk_url + address)
        page.get_by_label("质量检查、审计").check(force=True)
        page.get_by_role("button", name="打开办件").click()
        expect(page.get_by_role("heading", name="办理经过")).to_be_visible()

        assert faults_on(page, desk_url, after, 1280) == {}


def a_case_put_right():
    """A refusal somebody wants to put right."""
    case, experts = a_case_before_three()
    refused_by(experts, case)
    answer_all(case, by=a_reviewer(NANCHONG))
    to = operations.Corrected(
        outcome=Outcome.RECOGNISED,
        reasons=reasons_now(case),
        remark="补看第二页后符合",
        institution_code=None,
        doctor_code=None,
        why="漏看第二页",
    )
    operations.propose_correction(case_id=case.pk, to=to, by=a_reviewer(NANCHONG), at=VOTED_AT)
    return case


def reasons_now(case):
    card = case_card(case.pk)
    return reasons_of(card, disease=rules_of(card).diseases[case.disease_code])


def test_a_second_reader_has_papers_beside_the_questions(chromium, desk_url):
    reader = a_reviewer(NANCHONG)
    case, experts = a_case_before_three()
    refused_by(experts, case)
    number = case_card(case.pk).number
    seed = next(str(one) for one in count() if is_drawn(key=number, seed=str(one), percent=5))
    operations.draw_reading(case_id=case.pk, seed=seed, at=VOTED_AT)
    row = SecondReading.objects.get(case=case)
    Assignment.objects.filter(pk=row.assignment).update(account_id=reader.account_id)
    SecondReading.objects.filter(pk=row.pk).update(reader_id=reader.account_id)
    with a_desk(chromium, desk_url, reader) as page:
        assert faults_on(page, desk_url, {"det-reading": f"/desk/case/{case.reference}/reading/"}, 1280) == {}


def test_an_expert_judges_on_a_telephone(chromium, desk_url):
    case, experts = a_case_before_three()
    address = f"/desk/panel/{case.reference}/"
    pages = {"det-list": "/desk/panel/", "det-vote": address, "det-tie": f"{address}tie/"}
    with a_desk(chromium, desk_url, experts[0], width=390, height=844) as page:
        assert faults_on(page, desk_url, pages, 390) == {}

        page.goto(desk_url + address)
        page.locator("label[for=id_outcome_0]").click()
        page.fill("textarea[name=reason]", "化验单达到标准")
        page.get_by_role("button", name="提交意见").click()
        page.wait_for_url("**/desk/panel/")

        assert "已提意见" in page.inner_text("main")
