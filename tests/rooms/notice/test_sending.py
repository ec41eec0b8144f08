"""Short messages on their way: through faults, cut-short jobs and a day without a carrier. Nothing goes out twice."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.notice import operations, queries
from mantetong.notice.models import Carrier, Channel, Notice, NoticeState
from mantetong.notice.operations import LEASE, CodeNotSent, TryAgainLater
from mantetong.notice.operations.keeping import wait_after
from mantetong.web.clock import SHANGHAI
from tests.rooms.notice.factories import PHONE, a_citizen, a_submitted_filing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def failed(reactions):
    """What was announced as failed."""
    heard = []
    listener = type("Listener", (), {"name": "listener", "defer": lambda _self, **ids: heard.append(ids)})()
    reactions(NOTICE_FAILED=[listener])
    return heard


def a_waiting_notice(at=None, event=Event.DECIDE, key="k", **filing):
    made = a_submitted_filing(a_citizen(), **filing)
    (waiting,) = operations.tell(event=event, filing_id=made.pk, key=key, at=at or timezone.now(), ordinal=1)
    return waiting


def sent(notice_id):
    return operations.send_notice(notice_id=notice_id, at=timezone.now())


def later(notice_id):
    """Its next turn has come: the carrier wants the real time on every request, so the row is moved instead of the clock."""
    Notice.objects.filter(pk=notice_id).exclude(due_at=None).update(due_at=timezone.now())
    return sent(notice_id)


def a_day_later(notice_id):
    back = timedelta(hours=25)
    rows = Notice.objects.filter(pk=notice_id)
    rows.update(at=F("at") - back, handed_over_at=F("handed_over_at") - back)
    return later(notice_id)


def test_a_message_is_handed_over_and_then_known_to_have_arrived(world):
    waiting = a_waiting_notice()

    assert sent(waiting) is NoticeState.HANDED_OVER
    assert later(waiting) is NoticeState.DELIVERED
    assert [one["text"] for one in world.outbox(to=PHONE)] == ["【慢特通】您的办件（尾号0123-1）已办结，请登录查看结果。"]


def test_sending_twice_sends_once(world):
    waiting = a_waiting_notice()

    for _ in range(3):
        sent(waiting)

    assert len(world.outbox(to=PHONE)) == 1


@pytest.mark.parametrize("how", ["SILENT", "GARBLED", "AWAY"])
def test_a_lost_answer_never_makes_a_second_message(world, how):
    waiting = a_waiting_notice()
    world.fault("sms", how)

    lost = sent(waiting)
    for _ in range(3):
        later(waiting)

    assert lost is NoticeState.UNKNOWN
    assert Notice.objects.get(pk=waiting).state in (NoticeState.HANDED_OVER, NoticeState.DELIVERED)
    assert len(world.outbox(to=PHONE)) == 1


def test_while_nobody_can_say_whether_it_went_out_it_is_not_sent_again(world):
    waiting = a_waiting_notice()
    world.fault("sms", "SILENT")
    world.fault("sms-details", "AWAY", times=9)

    states = [sent(waiting), later(waiting), later(waiting)]

    assert states == [NoticeState.UNKNOWN] * 3
    assert len(world.outbox(to=PHONE)) == 1


def test_a_worker_that_dies_after_handing_in_leaves_the_message_to_be_looked_up_not_sent(world):
    """What a killed worker leaves behind: taken, perhaps handed in, and its lease still running."""
    waiting = a_waiting_notice()
    sent(waiting)
    Notice.objects.filter(pk=waiting).update(state=NoticeState.UNKNOWN, due_at=timezone.now() + LEASE, handed_over_at=None)

    during = sent(waiting)
    after = later(waiting)

    assert (during, after) == (NoticeState.UNKNOWN, NoticeState.HANDED_OVER)
    assert len(world.outbox(to=PHONE)) == 1


def test_a_worker_that_dies_before_handing_in_loses_nothing(world):
    waiting = a_waiting_notice()
    Notice.objects.filter(pk=waiting).update(
        state=NoticeState.UNKNOWN, due_at=timezone.now() + LEASE, tried_at=timezone.now(), carrier="first"
    )

    later(waiting)
    later(waiting)

    assert len(world.outbox(to=PHONE)) == 1


def test_a_refusal_for_now_is_tried_again(world):
    waiting = a_waiting_notice()
    world.fault("sms", "REFUSED")

    first = sent(waiting)

    assert (first, later(waiting)) == (NoticeState.QUEUED, NoticeState.HANDED_OVER)


def test_a_refusal_for_good_fails_and_is_announced(world, failed):
    waiting = a_waiting_notice(with_account=False, phone="12345")

    assert sent(waiting) is NoticeState.FAILED
    assert failed == [{"notice_id": waiting}]


def test_without_a_number_there_is_nothing_to_send_and_somebody_is_told(world, failed):
    waiting = a_waiting_notice(with_account=False)

    assert sent(waiting) is NoticeState.FAILED
    assert queries.unreached_in(region="511400", at=timezone.now())[0].card.reason == "NO_TELEPHONE"


def test_after_a_day_without_a_carrier_it_is_given_up_and_stays_on_a_list(world, failed):
    waiting = a_waiting_notice()
    world.fault("sms", "AWAY", times=50)
    world.fault("sms-details", "AWAY", times=50)
    world.fault("sms2", "AWAY", times=50)

    states = [sent(waiting), later(waiting), a_day_later(waiting)]

    assert states == [NoticeState.UNKNOWN, NoticeState.UNKNOWN, NoticeState.FAILED]
    assert [one.card.id for one in queries.unreached_in(region="511400", at=timezone.now())] == [waiting]
    assert queries.unreached_in(region="511300", at=timezone.now()) == ()


def test_what_was_taken_and_never_delivered_has_failed_after_a_day(world, failed):
    waiting = a_waiting_notice()
    world.fault("sms-details", "WAITING", times=50)

    states = [sent(waiting), later(waiting), a_day_later(waiting)]

    assert states == [NoticeState.HANDED_OVER, NoticeState.HANDED_OVER, NoticeState.FAILED]
    assert Notice.objects.get(pk=waiting).reason == "NO_RECEIPT"


def test_a_number_that_does_not_take_it_is_put_on_the_call_list(world, failed):
    waiting = a_waiting_notice()
    world.fault("sms-details", "UNDELIVERED")

    sent(waiting)

    assert later(waiting) is NoticeState.FAILED
    assert [one.card.id for one in queries.unreached_in(region="511400", at=timezone.now())] == [waiting]


def test_a_report_that_comes_twice_settles_once(world, failed):
    waiting = a_waiting_notice()
    world.fault("sms-details", "TWICE")
    sent(waiting)

    states = [later(waiting), later(waiting)]

    assert states == [NoticeState.DELIVERED] * 2
    assert failed == []


@pytest.mark.parametrize(("tries", "seconds"), [(0, 5), (1, 15), (2, 45), (6, 3645), (7, 10_800), (40, 10_800)])
def test_waits_grow_threefold_up_to_three_hours_and_are_spread_by_a_fifth_both_ways(tries, seconds):
    waits = [wait_after(tries, draw=lambda drawn=drawn: drawn).total_seconds() for drawn in (0.0, 0.5, 1.0)]

    assert waits == pytest.approx([0.8 * seconds, seconds, 1.2 * seconds])


@pytest.mark.parametrize("how", ["REFUSED", "SLOW"])
def test_a_carrier_that_fails_or_slows_rests_and_the_other_takes_over(world, how):
    filing = a_submitted_filing(a_citizen())
    world.fault("sms", how, times=3, seconds=3.2)
    at = timezone.now()
    for number in range(5):
        operations.tell(event=Event.DECIDE, filing_id=filing.pk, key=str(number), at=at, ordinal=1)

    operations.drain(at=timezone.now(), most=3)
    operations.drain(at=timezone.now())
    Notice.objects.exclude(due_at=None).update(due_at=timezone.now())
    operations.drain(at=timezone.now())

    assert Carrier.objects.get(name="first").resting_until > at
    assert "second" in Notice.objects.filter(channel=Channel.SMS).values_list("carrier", flat=True)
    assert len(world.outbox(to=PHONE)) == 5


def test_what_the_second_carrier_may_have_is_looked_up_there(world):
    Carrier.objects.create(name="first", strikes=1, resting_until=timezone.now() + timedelta(days=1))
    waiting = a_waiting_notice()
    world.fault("sms2", "SILENT")

    states = [sent(waiting), later(waiting)]

    assert states == [NoticeState.UNKNOWN, NoticeState.HANDED_OVER]
    assert len(world.outbox(to=PHONE)) == 1


@pytest.fixture
def nights(settings):
    """The packs' quiet hours, which the sandbox does without."""
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"night_rest": True})


def test_a_telephone_rings_by_day_only(world, nights):
    late = datetime(2026, 7, 1, 22, 30, tzinfo=SHANGHAI)
    waiting = a_waiting_notice(at=late)

    at_night = operations.drain(at=late + timedelta(hours=3))
    still = Notice.objects.get(pk=waiting).state
    in_the_morning = operations.drain(at=datetime(2026, 7, 2, 8, 0, tzinfo=SHANGHAI))

    assert (at_night, still, in_the_morning) == (0, NoticeState.QUEUED, 1)


def test_what_was_due_by_day_and_is_late_waits_for_the_morning(world, nights):
    waiting = a_waiting_notice(at=datetime(2026, 7, 1, 20, 59, tzinfo=SHANGHAI))

    operations.drain(at=datetime(2026, 7, 1, 21, 30, tzinfo=SHANGHAI))

    assert Notice.objects.get(pk=waiting).due_at == datetime(2026, 7, 2, 8, 0, tzinfo=SHANGHAI)
    assert world.outbox(to=PHONE) == []


def test_nobody_gets_more_than_the_packs_number_a_day_but_what_presses_always_goes(world):
    filing = a_submitted_filing(a_citizen())
    at = timezone.now()
    for number in range(12):
        operations.tell(event=Event.CORRECT, filing_id=filing.pk, key=str(number), at=at, ordinal=1)
    operations.tell(event=Event.DECIDE, filing_id=filing.pk, key="d", at=at, ordinal=1)

    operations.drain(at=timezone.now())
    put_off = Notice.objects.filter(channel=Channel.SMS, state=NoticeState.QUEUED)

    assert len(world.outbox(to=PHONE)) == 11
    assert [one.due_at > at + timedelta(hours=23) for one in put_off] == [True, True]


def test_a_wave_in_one_region_does_not_hold_up_another(world):
    filing = a_submitted_filing(a_citizen())
    for number in range(20):
        operations.tell(event=Event.DECIDE, filing_id=filing.pk, key=str(number), at=timezone.now(), ordinal=1)
    other = a_submitted_filing(a_citizen(phone="13800000002", psn_no="2"), number="511300202607010000124", region="511300")
    (late,) = operations.tell(event=Event.DECIDE, filing_id=other.pk, key="k", at=timezone.now(), ordinal=1)

    operations.drain(at=timezone.now(), most=4)

    assert Notice.objects.get(pk=late).state == NoticeState.HANDED_OVER


def a_code(purpose="LOGIN", minutes=10):
    now = timezone.now()
    return apps.get_model("people.StoredCode").objects.create(
        code="012345", phone=PHONE, phone_digest="0", purpose=purpose, asked_at=now, expires_at=now + timedelta(minutes=minutes)
    )


@pytest.mark.parametrize("purpose", ["LOGIN", "SIGN"])
def test_a_code_arrives_as_it_is_stored(world, purpose):
    operations.send_code(code_id=a_code(purpose).pk, at=timezone.now())

    assert "码012345，" in world.outbox(to=PHONE)[0]["text"]


def test_an_expired_code_is_not_sent(world):
    operations.send_code(code_id=a_code(minutes=-1).pk, at=timezone.now())

    assert world.outbox() == []


def test_a_code_whose_answer_was_lost_is_not_sent_twice(world):
    code = a_code()
    world.fault("sms", "SILENT")

    with pytest.raises(TryAgainLater):
        operations.send_code(code_id=code.pk, at=timezone.now())
    operations.send_code(code_id=code.pk, at=timezone.now(), look_first=True)

    assert len(world.outbox(to=PHONE)) == 1


def test_a_code_goes_through_the_second_carrier_at_once_when_the_first_has_no_room(world):
    world.fault("sms", "REFUSED")

    operations.send_code(code_id=a_code().pk, at=timezone.now())

    assert "码012345，" in world.outbox(to=PHONE)[0]["text"]


def test_a_code_that_can_never_be_sent_says_so(world, settings):
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(
        update={"sms_url": world.url + "/sms/", "sms_key": "wrong"}
    )

    with pytest.raises(CodeNotSent):
        operations.send_code(code_id=a_code().pk, at=timezone.now())
