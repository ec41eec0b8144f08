"""Nanchong, on a small telephone: experts drawn by lot decide; no limit is published."""

from datetime import timedelta

import pytest

from mantetong.sandbox.walk.story import STORIES
from tests.journeys import road
from tests.journeys.people import SMALL_PHONE

pytestmark = pytest.mark.browser
STORY = STORIES["511300"]


def test_from_a_photograph_to_the_till(people, house):
    citizen, reviewer = people.citizen(STORY, SMALL_PHONE), people.staff("reviewer1-511300")

    number, query_code, due = road.apply(citizen)
    assert due == "该市未公布办理时限"
    desk = road.ask_once(reviewer, number)
    road.answer_in_the_slot(citizen)
    road.pass_on(reviewer, desk)
    road.vote(people, number)
    road.confirm_if_asked(people.staff("supervisor1-511300"), number)
    token = road.read_decision(citizen)

    begins = road.effective_day(citizen)
    road.verify_publicly(people.anybody(), STORY, token)
    road.see_progress(people.anybody(), number, query_code, "红斑狼疮")
    assert road.look_up(house, STORY, on=begins - timedelta(days=1)) == (0, [])
    assert road.look_up(house, STORY, on=begins) == (0, [STORY.disease])
