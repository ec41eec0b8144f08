"""Jiuquan, at a desk screen: an entrusted institution decides; it counts from the next day."""

from datetime import timedelta

import pytest

from mantetong.sandbox.walk.story import STORIES
from tests.journeys import road
from tests.journeys.people import DESK

pytestmark = pytest.mark.browser
STORY = STORIES["620900"]


def test_from_a_photograph_to_the_till(people, house):
    citizen, reviewer = people.citizen(STORY, DESK), people.staff("reviewer1-620900")

    number, query_code, due = road.apply(citizen)
    assert "年" in due
    desk = road.ask_once(reviewer, number)
    road.answer_in_the_slot(citizen)
    road.pass_on(reviewer, desk)
    people.staff("institution1-620900").open_line("/desk/institution/", number).decide(words=road.REMARK)
    road.confirm_if_asked(people.staff("supervisor1-620900"), number)
    token = road.read_decision(citizen)

    begins = road.effective_day(citizen)
    road.verify_publicly(people.anybody(), STORY, token)
    road.see_progress(people.anybody(), number, query_code, "高血压")
    assert road.look_up(house, STORY, on=begins - timedelta(days=1)) == (0, [])
    assert road.look_up(house, STORY, on=begins) == (0, [STORY.disease])
