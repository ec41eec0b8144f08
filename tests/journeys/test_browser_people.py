"""A daughter comes to act for her mother and her aunt; another telephone asks for her name; the desk looks at a proof."""

from dataclasses import replace

import pytest

from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.walk.codes import Telephone
from mantetong.sandbox.walk.story import STORIES
from tests.journeys.people import DESK, SMALL_PHONE

pytestmark = pytest.mark.browser
BY_NAME = {person.name: person for person in PEOPLE}
CLERK = "clerk1-511400"
STORY = replace(STORIES["511400"], name="蒋浩然", id_number=BY_NAME["蒋浩然"].id_number)


def give(visitor, name):
    """A name with its number, where a page asks for both."""
    visitor.page.fill("input[name=name]", name)
    visitor.page.fill("input[name=id_number]", BY_NAME[name].id_number)
    return visitor.go_on()


def choose(visitor, field, value):
    visitor.page.check(f"input[name={field}][value='{value}']", force=True)
    return visitor


def as_far_as_the_proof(daughter, ward, proof):
    daughter.open("/account/family/add/")
    give(daughter, ward)
    choose(daughter, "relation", "2").go_on()
    daughter.go_on()  # a year, everything: as it stands
    return choose(daughter, "proof", proof).go_on()


@pytest.mark.parametrize("view", ["small", "elder"])
def test_a_daughter_comes_to_act_for_two_and_another_telephone_asks_for_her_name(people, house, view):
    daughter = people.elder(STORY) if view == "elder" else people.citizen(STORY, SMALL_PHONE)
    daughter.open("/account/login/?next=/account/").sign_in()

    mothers_telephone = Telephone(
        house.sandbox, daughter.telephone.number[:-1] + str((int(daughter.telephone.number[-1]) + 1) % 10)
    )
    as_far_as_the_proof(daughter, "严淑珍", "CODE")
    daughter.page.fill("input[name=phone]", daughter.telephone.number)
    daughter.go_on()
    assert daughter.says("家人的号码和您的是同一个")
    daughter.page.fill("input[name=phone]", mothers_telephone.number)
    daughter.go_on()
    daughter.page.fill("input[name=code]", mothers_telephone.next_code())
    daughter.go_on()
    assert daughter.says("严淑珍")
    assert daughter.says("有效")

    as_far_as_the_proof(daughter, "严桂兰", "SIGNED")
    daughter.page.set_input_files("input[name=papers]", house.papers / "511400" / "id_front.jpg")
    daughter.go_on()
    assert daughter.says("等待证明")

    for path in ("/account/", "/account/devices/", "/account/data/", "/account/data/closing/"):
        daughter.open(path)


def test_the_desk_looks_at_a_proof(people, house):
    daughter = people.citizen(STORY, DESK)
    daughter.open("/account/login/?next=/account/").sign_in()
    as_far_as_the_proof(daughter, "严桂兰", "SIGNED")
    daughter.page.set_input_files("input[name=papers]", house.papers / "511400" / "id_front.jpg")
    daughter.go_on()

    desk = people.staff(CLERK)
    desk.open("/desk/mandates/")
    desk.page.locator("main table a").last.click()
    desk.look()
    assert desk.says("严桂兰")
    desk.press("证明有效")

    assert daughter.open("/account/family/").says("有效")


def test_what_is_held_is_copied_and_a_correction_reaches_the_desk(people):
    daughter = people.citizen(STORY)
    daughter.open("/account/login/?next=/account/data/").sign_in()
    daughter.open("/account/data/").press("要一份副本")
    daughter.until_page_says("/account/data/", "做好了")
    daughter.press("请求更正")
    daughter.page.fill("[name=wrong]", "参保类型")
    daughter.page.fill("[name=right]", "职工")
    daughter.go_on()
    assert daughter.says("等待答复")

    desk = people.staff(CLERK)
    desk.open("/desk/corrections/").press("答复")
    assert desk.says("职工")
