"""Who calls is proven by number and two answers; the call is written down; nothing is said that a stranger must not hear."""

from datetime import timedelta

import pytest

from mantetong.notice.hotline.models import HotlineCall
from mantetong.people.models import InsuredPerson, Look
from tests.factories import NANCHONG, a_reviewer, a_staff_member, a_submitted_filing
from tests.journeys.bad_input import NOON, at_desk, words
from tests.rooms.people.conftest import NOON as AT

pytestmark = pytest.mark.django_db


def a_call(filing, **other):
    """What an honest caller says."""
    person = InsuredPerson.objects.get(pk=filing.person_id)
    return {"number": filing.number, "name": person.name, "id_tail": person.id_number[-4:], "caller": "SELF"} | other


def a_desk(region="511400"):
    clerk = a_staff_member("CLERK", region=region)
    return clerk, at_desk(clerk)


def test_who_answers_right_is_told_the_stage_and_never_the_illness_and_the_call_is_kept():
    filing, _by = a_submitted_filing()
    clerk, desk = a_desk()

    opened = desk.post("/desk/hotline/", a_call(filing))
    told = words(desk.get(opened.url))
    ended = desk.post(opened.url, {"topic": "PROGRESS", "words": "问什么时候好"})

    assert "正在审核" in told
    assert "糖尿病" not in told
    assert ended.url == "/desk/hotline/"
    row = HotlineCall.objects.get()
    assert (row.fitted, row.topic, row.words, row.account_id) == (True, "PROGRESS", "问什么时候好", clerk.account_id)
    assert Look.objects.filter(person_id=filing.person_id, account_id=clerk.account_id, why="热线来电核对").exists()
    assert desk.get(opened.url).status_code == 404  # over


@pytest.mark.parametrize(
    ("wrong", "status", "says"),
    [
        ({"name": "谢建国"}, 403, "对不上"),
        ({"id_tail": "0000"}, 403, "对不上"),
        ({"number": "51140020260302000"}, 404, "没有找到这个受理号"),
        ({"id_tail": "12"}, 422, "请填四位"),
        ({"caller": ""}, 422, "来电的是"),
    ],
)
def test_what_does_not_fit_opens_nothing_and_does_not_say_which_answer_was_wrong(wrong, status, says):
    filing, _by = a_submitted_filing()
    _clerk, desk = a_desk()

    answer = desk.post("/desk/hotline/", a_call(filing, **wrong))

    assert (answer.status_code, says in words(answer)) == (status, True)
    assert "正在审核" not in words(answer)
    assert not HotlineCall.objects.filter(fitted=True).exists()


def test_after_five_wrong_tries_within_the_hour_the_right_answer_opens_nothing_either():
    filing, _by = a_submitted_filing()
    clerk, desk = a_desk()
    wrong = [
        HotlineCall(region=filing.region, filing_id=filing.pk, caller="SELF", fitted=False, account_id=clerk.account_id, at=AT)
    ] * 5
    for row in wrong:
        HotlineCall.objects.bulk_create([row])
        row.pk = None

    assert desk.post("/desk/hotline/", a_call(filing)).status_code == 429
    HotlineCall.objects.update(at=AT - timedelta(hours=2))
    assert desk.post("/desk/hotline/", a_call(filing)).status_code == 302


def test_a_call_belongs_to_who_took_it_and_a_number_to_its_region():
    filing, _by = a_submitted_filing()
    _clerk, desk = a_desk()
    opened = desk.post("/desk/hotline/", a_call(filing))

    assert at_desk(a_reviewer()).get(opened.url).status_code == 404
    assert a_desk(NANCHONG)[1].post("/desk/hotline/", a_call(filing)).status_code == 404
    assert at_desk(a_staff_member("HELPER")).get("/desk/hotline/").status_code == 404
    later = at_desk(_clerk, now=NOON.replace("12:00", "14:00"))
    assert later.get(opened.url).status_code == 404
