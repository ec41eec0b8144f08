"""JQ-05: who lives elsewhere registers first; what that changes is said beforehand; a word about it is no registration."""

import pytest

from mantetong.apply.checks import readiness_of
from mantetong.apply.queries import draft_for
from mantetong.people.queries import living_said
from tests.factories import JIUQUAN, MEISHAN, MONDAY
from tests.journeys.bad_input import a_draft_at_home, words
from tests.rooms.apply.homes import page

pytestmark = pytest.mark.django_db


def a_draft_in(region):
    filing, by, home = a_draft_at_home(region=region)
    home.post(page(filing, "q/told"), {})
    return filing, by, home


def ready(filing, by):
    return readiness_of(draft_for(viewer=by, reference=filing.reference, at=MONDAY))


def test_where_the_rules_ask_nothing_the_question_does_not_come_up():
    filing, by, _home = a_draft_in(MEISHAN)

    assert "living" not in ready(filing, by).open_questions


def test_at_home_one_tap_leads_on():
    filing, by, home = a_draft_in(JIUQUAN)
    assert home.get(page(filing, "q/living")).context["page"].form.initial["lives"] == "HERE"

    answer = home.post(page(filing, "q/living"), {"lives": "HERE"})

    assert answer.url == page(filing, "q/disease")
    assert "LIVES_ELSEWHERE" not in ready(filing, by).holds


def test_without_a_registration_one_is_led_to_it_and_back_and_cannot_submit():
    filing, by, home = a_draft_in(JIUQUAN)

    leads = home.post(page(filing, "q/living"), {"lives": "NOT_REGISTERED"}).url

    assert leads.startswith(f"/account/living/{JIUQUAN}/register/?next=")
    told = words(home.get(leads))
    assert [one for one in ("先想好这几件事", "报销比例", "国家医保服务平台APP", "不等于备案") if one not in told] == []
    assert f'href="{page(filing, "q/living")}"' in home.get(leads).content.decode()
    assert "living" in ready(filing, by).open_questions
    assert home.get(f"/apply/draft/{filing.reference}/").url == page(filing, "q/living")


def test_a_word_that_one_has_registered_goes_to_a_person_before_it_is_accepted():
    filing, by, home = a_draft_in(JIUQUAN)
    home.post(page(filing, "q/living"), {"lives": "NOT_REGISTERED"})

    home.post(page(filing, "q/living"), {"lives": "REGISTERED"})

    assert "living" not in ready(filing, by).open_questions
    assert ready(filing, by).holds == ("LIVES_ELSEWHERE",)
    assert "到备案系统里核对" in words(home.get(page(filing, "check")))


def test_what_is_said_of_a_ward_is_not_said_of_oneself():
    filing, by, home = a_draft_in(JIUQUAN)

    home.post(page(filing, "q/living"), {"lives": "REGISTERED"})

    asked = {"account_id": by.account_id, "region": JIUQUAN}
    assert living_said(**asked, person_id=filing.person_id) == "REGISTERED"
    assert living_said(**asked, person_id=filing.person_id + 1) == ""
