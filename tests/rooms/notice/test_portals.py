"""Portals: pushed to once under one id, signed, again after failures, paused after a day of them, and never inside our walls."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.notice import jobs, operations, queries
from mantetong.notice.errors import SubscribedAlready
from mantetong.notice.models import Push, PushState, PushTry, Subscriber
from mantetong.outside import webhooks
from mantetong.outside.gateways import SANDBOX_PORTAL_SECRET
from mantetong.outside.webhooks import NotAPublicAddress, address_for
from tests.factories import a_staff_member
from tests.rooms.notice.factories import a_citizen, a_submitted_filing
from tests.rooms.notice.test_pages import NOW, a_clerk, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(world):
    subscriber_id, _secret = operations.subscribe(
        region="511400", name="省政务平台", url=f"{world.url}/portal/", by=a_staff_member(Role.SUPERVISOR),
        at=timezone.now(), secret=SANDBOX_PORTAL_SECRET,
    )  # fmt: skip
    yield subscriber_id
    webhooks.LINE.close()


def published(event=Event.DECIDE, key="k"):
    filing = a_submitted_filing(a_citizen())
    operations.publish(event=event, filing_id=filing.pk, key=key, at=timezone.now(), case_id=filing.cases.get().pk)
    return filing


def later():
    Push.objects.exclude(due_at=None).update(due_at=timezone.now())
    return operations.push_due(at=timezone.now())


def taken(world):
    return [one for one in world.outbox() if one["channel"] == "portal"]


def test_a_portal_is_told_of_a_case_without_its_illness(world, portal):
    filing = published()

    operations.push_due(at=timezone.now())

    (message,) = taken(world)
    event = json.loads(message["text"])
    assert (event["type"], event["source"], event["subject"]) == (
        "mantetong.case.decide.v1",
        "/regions/511400",
        f"{filing.number}-1",
    )
    assert event["data"] == {"number": f"{filing.number}-1", "filing": filing.number, "region": "511400", "stage": "FILED"}
    assert "M0160" not in message["text"]


def test_the_same_happening_is_pushed_once(world, portal):
    filing = published()
    operations.publish(event=Event.DECIDE, filing_id=filing.pk, key="k", at=timezone.now())

    operations.push_due(at=timezone.now())

    assert (Push.objects.count(), len(taken(world))) == (1, 1)


def test_a_lost_answer_is_pushed_again_under_the_same_id_and_taken_once(world, portal):
    published()
    world.fault("portal", "SILENT")

    operations.push_due(at=timezone.now())
    later()

    assert len(taken(world)) == 1
    assert [one.status for one in PushTry.objects.order_by("id")] == [0, 200]
    assert Push.objects.get().state == PushState.TAKEN


def test_a_portal_that_fails_for_a_day_is_paused_and_nothing_is_lost(world, portal):
    published()
    world.fault("portal", "AWAY", times=9)
    operations.push_due(at=timezone.now())
    Subscriber.objects.update(failing_since=timezone.now() - timedelta(hours=25))

    later()
    paused = queries.portals_in(region="511400")[0]
    idle = later()
    world.state.clear_faults()
    operations.resume(subscriber_id=portal, region="511400", at=timezone.now())
    later()

    assert (paused.why_paused, idle) == ("FAILING", 0)
    assert len(taken(world)) == 1


def test_a_wrong_secret_is_refused_by_the_portal(world, portal):
    Subscriber.objects.filter(pk=portal).update(secret="whsec_other")
    published()

    operations.push_due(at=timezone.now())

    assert PushTry.objects.get().status == 401
    assert taken(world) == []


@pytest.mark.parametrize(
    ("url", "address", "reason"),
    [
        ("https://portal.example/hook", "10.1.2.3", "PRIVATE_ADDRESS"),
        ("https://portal.example/hook", "127.0.0.1", "PRIVATE_ADDRESS"),
        ("https://portal.example/hook", "169.254.169.254", "PRIVATE_ADDRESS"),
        ("https://portal.example/hook", "100.64.0.1", "PRIVATE_ADDRESS"),
        ("https://portal.example/hook", "::1", "PRIVATE_ADDRESS"),
        ("https://portal.example/hook", "::ffff:192.168.0.1", "PRIVATE_ADDRESS"),
        ("https://portal.example/hook", "fd00::1", "PRIVATE_ADDRESS"),
        ("http://portal.example/hook", "93.184.216.34", "NOT_HTTPS"),
        ("https://user:pass@portal.example/", "93.184.216.34", "NOT_HTTPS"),
        ("file:///etc/passwd", "93.184.216.34", "NOT_HTTPS"),
    ],
)
def test_nothing_is_pushed_inside_our_walls(url, address, reason):
    with pytest.raises(NotAPublicAddress) as refused:
        address_for(url, resolve=lambda _host, _port: [address])

    assert refused.value.reason == reason


def test_a_name_with_one_public_and_one_private_address_is_refused():
    with pytest.raises(NotAPublicAddress):
        address_for("https://portal.example/", resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])


def test_a_name_that_turns_private_later_is_not_spoken_to_and_paused(portal):
    """The name is looked at for every push, not only when the portal is added."""
    Subscriber.objects.filter(pk=portal).update(url="https://127.0.0.1/hook")
    published()

    operations.push_due(at=timezone.now())

    assert PushTry.objects.get().reason == "PRIVATE_ADDRESS"
    assert Subscriber.objects.get().why_paused == "PRIVATE_ADDRESS"


def test_a_portal_is_added_by_hand_and_its_secret_shown_once(world, portal):
    desk = signed_in(a_clerk(role=Role.SUPERVISOR), door="desk")

    first = desk.post("/desk/portals/", {"name": "市平台", "url": f"{world.url}/portal/city"}, **NOW).content.decode()
    second = desk.post("/desk/portals/", {"name": "市平台", "url": f"{world.url}/portal/city"}, **NOW)
    inside = desk.post("/desk/portals/", {"name": "内网", "url": "https://127.0.0.1/x"}, **NOW)

    assert "whsec_" in first
    assert "whsec_" not in desk.get("/desk/portals/", **NOW).content.decode()
    assert (second.status_code, inside.status_code) == (409, 422)


def test_the_journal_shows_every_try_and_a_push_can_be_sent_again(world, portal):
    published()
    operations.push_due(at=timezone.now())
    desk = signed_in(a_clerk(role=Role.SUPERVISOR), door="desk")

    shown = desk.get(f"/desk/portals/{portal}/", **NOW).content.decode()
    desk.post(f"/desk/portals/push/{Push.objects.get().pk}/again/")
    later()

    assert "HTTP 200" in shown
    assert PushTry.objects.count() == 2
    assert len(taken(world)) == 1


def test_another_regions_portal_is_out_of_reach(portal):
    other = signed_in(a_clerk(region="511300", role=Role.SUPERVISOR), door="desk")

    answer = other.post(f"/desk/portals/{portal}/switch/", {"do": "pause"})

    assert answer.status_code == 404
    assert Subscriber.objects.get().paused_at is None


def test_the_same_portal_is_added_once(world, portal):
    with pytest.raises(SubscribedAlready):
        operations.subscribe(
            region="511400", name="x", url=f"{world.url}/portal/", by=a_staff_member(Role.SUPERVISOR), at=timezone.now()
        )


def test_what_is_told_to_people_is_pushed_to_portals_by_the_same_job(world, portal):
    filing = a_submitted_filing(a_citizen())

    for _ in range(2):
        jobs.tell(event="DECIDE", key="k", case_id=filing.cases.get().pk)

    assert [one.event for one in Push.objects.all()] == ["DECIDE"]
