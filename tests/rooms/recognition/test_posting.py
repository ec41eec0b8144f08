"""A printed copy by courier: asked for, labelled, sent, come back, asked for anew; never an original, never an illness outside."""

from datetime import timedelta

import pypdfium2
import pytest

from mantetong.domain.roles import Role
from mantetong.people.models import Look
from mantetong.recognition.models import Posting, PostingState
from tests.factories import MONDAY, a_reviewer, a_staff_member
from tests.rooms.recognition.test_hearing import on
from tests.rooms.recognition.test_wallet import a_held
from tests.rooms.review.test_desk_pages import at_desk

pytestmark = pytest.mark.django_db
THEN = MONDAY + timedelta(days=2)
TO = {"name": "谢桂兰", "phone": "13800000000", "address": "云溪市东湖区建设路88号3栋402室"}


def asked():
    """A posting that was asked for; the person's browser, the clerk's, and the person's page."""
    held, home = a_held()
    address = f"/certificates/{held.token}/post/"
    home.post(address, TO, **on(THEN))
    return home, at_desk(a_staff_member(Role.CLERK)), address


def move(desk, act, **fields):
    number = Posting.objects.latest("pk").pk
    given = {"posting": number, "act": act} | {f"{number}-{name}": value for name, value in fields.items()}
    return desk.post("/desk/posting/", given, **on(THEN))


def test_a_copy_goes_out_comes_back_and_is_asked_for_anew():
    home, desk, address = asked()

    assert "云溪" not in desk.get("/desk/posting/", **on(THEN)).content.decode()
    sent = move(desk, "sent", carrier="邮政特快", tracking="EX123456789CN")
    shown = home.get(address, **on(THEN)).content.decode()
    returned = move(desk, "returned", why="地址查无此人")
    again = home.get(address, **on(THEN)).content.decode()
    home.post(address, TO | {"address": "云溪市东湖区建设路90号1栋101室"}, **on(THEN))
    move(desk, "sent", carrier="邮政特快", tracking="EX123456780CN")
    move(desk, "delivered")

    assert (sent.status_code, returned.status_code) == (302, 302)
    assert "EX123456789CN" in shown
    assert "地址查无此人" in again
    assert [one.state for one in Posting.objects.order_by("pk")] == [PostingState.RETURNED, PostingState.DELIVERED]


def test_the_label_names_recipient_and_address_and_no_illness_and_the_look_is_noted():
    _home, desk, _address = asked()

    answer = desk.get(f"/desk/posting/{Posting.objects.get().pk}/label.pdf", **on(THEN))

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "建设路88号" in text
    assert "13800000000" in text
    assert not any(word in text for word in ("糖尿病", "慢特病", "M01600"))
    assert Look.objects.filter(kind="POSTING").count() == 1


def test_one_copy_at_a_time_and_none_is_sent_when_it_is_not_wanted_any_more():
    home, desk, address = asked()

    assert home.post(address, TO, **on(THEN)).status_code == 409
    home.post(address, {"cancel": "1"}, **on(THEN))

    assert Posting.objects.get().state == PostingState.CANCELLED
    assert move(desk, "sent", carrier="邮政特快", tracking="EX123456789CN").status_code == 404


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"phone": "1380000"}, "11位手机号"),
        ({"address": "云溪"}, "门牌号"),
        ({"name": ""}, "收件人"),
        ({"address": "x" * 201}, "200"),
    ],
)
def test_what_the_courier_could_not_find_is_said_at_once_and_what_was_typed_stays(spoilt, said):
    held, home = a_held()

    answer = home.post(f"/certificates/{held.token}/post/", TO | spoilt, **on(THEN))

    assert (answer.status_code, Posting.objects.count()) == (422, 0)
    assert said in answer.content.decode()
    assert TO["name"] in answer.content.decode() or spoilt.get("name") == ""


def test_a_tracking_number_that_is_none_is_refused_and_stays_in_the_form():
    _home, desk, _address = asked()

    answer = move(desk, "sent", carrier="邮政特快", tracking="?")

    assert answer.status_code == 422
    assert "运单号应为" in answer.content.decode()


def test_another_region_and_another_role_do_not_see_it():
    asked()

    assert at_desk(a_reviewer()).get("/desk/posting/").status_code in (403, 404)
    foreign = at_desk(a_staff_member(Role.CLERK, region="511300"))
    assert "谢桂兰" not in foreign.get("/desk/posting/").content.decode()
    assert move(foreign, "sent", carrier="邮政", tracking="EX123456789CN").status_code == 404
