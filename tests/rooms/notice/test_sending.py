"""Short messages on their way: through faults, cut-short jobs and a day without a carrier. Nothing goes out twice."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.notice import operations, queries
from mantetong.notice.models import NoticeState
from mantetong.notice.operations import CodeNotSent, TryAgainLater
from tests.rooms.notice.factories import PHONE, a_citizen, a_submitted_filing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def failed(reactions):
    """What was announced as failed."""
    heard = []
    listener = type("Listener", (), {"name": "listener", "defer": lambda _self, **ids: heard.append(ids)})()
    reactions(NOTICE_FAILED=[listener])
    return heard


def a_waiting_notice(at=None, **filing):
    made = a_submitted_filing(a_citizen(), **filing)
    (waiting,) = operations.tell(event=Event.DECIDE, filing_id=made.pk, key="k", at=at or timezone.now(), ordinal=1)
    return waiting


def sent(notice_id, after=timedelta(0)):
    return operations.send_notice(notice_id=notice_id, at=timezone.now() + after)


def test_a_message_is_handed_over_and_then_known_to_have_arrived(world):
    waiting = a_waiting_notice()

    assert sent(waiting) is NoticeState.HANDED_OVER
    assert operations.note_delivery(notice_id=waiting, at=timezone.now()) is NoticeState.DELIVERED
    assert [one["text"] for one in world.outbox(to=PHONE)] == ["【慢特通】您的办件（尾号0123-1）已办结，请登录查看结果。"]


def test_sending_twice_sends_once(world):
    waiting = a_waiting_notice()

    sent(waiting)
    sent(waiting)

    assert len(world.outbox(to=PHONE)) == 1


@pytest.mark.parametrize(("how", "tries"), [("SILENT", 1), ("GARBLED", 1), ("AWAY", 1)])
def test_a_lost_answer_never_makes_a_second_message(world, how, tries):
    waiting = a_waiting_notice()
    world.fault("sms", how)

    with pytest.raises(TryAgainLater):
        sent(waiting)
    assert sent(waiting) is NoticeState.HANDED_OVER

    assert len(world.outbox(to=PHONE)) == tries


def test_while_nobody_can_say_whether_it_went_out_it_is_not_sent_again(world):
    waiting = a_waiting_notice()
    world.fault("sms", "SILENT")
    world.fault("sms-details", "AWAY")

    for _ in range(2):
        with pytest.raises(TryAgainLater):
            sent(waiting)

    assert len(world.outbox(to=PHONE)) == 1


def test_a_refusal_for_now_is_tried_again(world):
    waiting = a_waiting_notice()
    world.fault("sms", "REFUSED")

    with pytest.raises(TryAgainLater):
        sent(waiting)

    assert sent(waiting) is NoticeState.HANDED_OVER


def test_a_refusal_for_good_fails_and_is_announced(world, failed):
    waiting = a_waiting_notice(with_account=False, phone="12345")

    assert sent(waiting) is NoticeState.FAILED
    assert failed == [{"notice_id": waiting}]


def test_without_a_number_there_is_nothing_to_send_and_somebody_is_told(world, failed):
    waiting = a_waiting_notice(with_account=False)

    assert sent(waiting) is NoticeState.FAILED
    assert queries.unreached_in(region="511400")[0].card.reason == "NO_TELEPHONE"


def test_after_a_day_without_a_carrier_it_is_given_up_and_stays_on_a_list(world, failed):
    waiting = a_waiting_notice(at=timezone.now() - timedelta(hours=25))
    world.fault("sms", "AWAY")

    assert sent(waiting) is NoticeState.FAILED
    assert [one.card.id for one in queries.unreached_in(region="511400")] == [waiting]
    assert queries.unreached_in(region="511300") == ()


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


def test_a_code_that_can_never_be_sent_says_so(world, settings):
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(
        update={"sms_url": world.url + "/sms/", "sms_key": "wrong"}
    )

    with pytest.raises(CodeNotSent):
        operations.send_code(code_id=a_code().pk, at=timezone.now())
