"""The citizen's pages in the view for old people: large targets, large text."""

from dataclasses import replace

import pytest

from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.walk.story import STORIES
from tests.journeys import road

pytestmark = pytest.mark.browser
SOMEBODY = next(person for person in PEOPLE if person.name == "严桂兰")
STORY = replace(STORIES["511400"], name=SOMEBODY.name, id_number=SOMEBODY.id_number, psn_no=SOMEBODY.psn_no)


def test_an_old_person_applies_and_finds_the_way_back(people):
    elder = people.elder(STORY)

    number, query_code, _due = road.apply(elder)

    elder.open("/my/").press("查看详情")
    assert elder.says(number)
    elder.open("/notices/")
    road.see_progress(elder, number, query_code, "糖尿病")
