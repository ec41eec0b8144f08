"""Numbers tried out at the till are noticed once, told to people, and closed with what was found."""

from datetime import timedelta

import pytest

from mantetong.domain.roles import Role
from mantetong.settlement.alarms import MOST_MISSES, NoSuchAlarm, raise_alarms, see_to
from mantetong.settlement.models import Alarm, InterfaceCall
from tests.factories import MONDAY, a_staff_member
from tests.rooms.review.test_desk_pages import at_desk

pytestmark = pytest.mark.django_db
HOSPITAL = "H51149900101"


def calls(many, *, infcode=-202, psn_no="5114{:018d}", at=MONDAY, institution=HOSPITAL):
    InterfaceCall.objects.bulk_create(
        InterfaceCall(
            at=at, infno="5301", msgid="", institution_code=institution, psn_no=psn_no.format(n), infcode=infcode, microseconds=1
        )
        for n in range(many)
    )


@pytest.mark.parametrize(
    ("given", "raised"),
    [
        ({"many": MOST_MISSES}, 0),
        ({"many": MOST_MISSES + 1}, 1),
        ({"many": MOST_MISSES + 1, "infcode": -209}, 1),
        ({"many": MOST_MISSES + 1, "infcode": -204, "psn_no": ""}, 1),
        ({"many": MOST_MISSES + 1, "infcode": 0}, 0),
        ({"many": 100, "psn_no": "51140000000000000001"}, 0),
        ({"many": 100, "at": MONDAY - timedelta(hours=2)}, 0),
        ({"many": 100, "institution": ""}, 0),
    ],
)
def test_many_different_numbers_within_an_hour_raise_an_alarm(given, raised):
    calls(**given)

    assert raise_alarms(at=MONDAY) == Alarm.objects.count() == raised


def test_an_alarm_that_stands_grows_and_does_not_ring_again():
    calls(30)
    raise_alarms(at=MONDAY)
    calls(50, at=MONDAY + timedelta(minutes=5))

    again = raise_alarms(at=MONDAY + timedelta(minutes=5))

    assert (again, Alarm.objects.get().misses) == (0, 50)


def test_what_was_seen_to_stays_quiet_for_the_calls_that_were_looked_into():
    calls(30)
    raise_alarms(at=MONDAY)
    see_to(alarm_id=Alarm.objects.get().pk, found="收费系统升级后重发", by=a_staff_member(Role.AUDITOR), at=MONDAY)

    assert raise_alarms(at=MONDAY + timedelta(minutes=5)) == 0
    with pytest.raises(NoSuchAlarm):
        see_to(alarm_id=Alarm.objects.get().pk, found="再看一次", by=a_staff_member(Role.AUDITOR), at=MONDAY)


def test_the_auditor_sees_the_alarm_and_closes_it_with_what_was_found():
    calls(30)
    raise_alarms(at=MONDAY)
    client = at_desk(a_staff_member(Role.AUDITOR))

    page = client.get("/desk/till/alarms/").content.decode()
    empty = client.post("/desk/till/alarms/", {"alarm": Alarm.objects.get().pk, "found": ""})
    client.post("/desk/till/alarms/", {"alarm": Alarm.objects.get().pk, "found": "机构测试程序出错，已修正"})

    assert (HOSPITAL in page, "30" in page, empty.status_code) == (True, True, 422)
    assert "请写明核实结果" in empty.content.decode()
    assert Alarm.objects.get().found == "机构测试程序出错，已修正"


def test_a_reviewer_does_not_see_the_alarms():
    assert at_desk(a_staff_member(Role.REVIEWER)).get("/desk/till/alarms/").status_code in (403, 404)
