"""Who is told, through which links of the chain, and who is called when nobody has opened what must be known."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.notice import operations, queries
from mantetong.notice.models import Channel, Notice, NoticeState
from mantetong.notice.operations import ways
from mantetong.outside.sms import Sending, Sent
from tests.factories import a_staff_member
from tests.rooms.notice.factories import AT, PHONE, a_citizen, a_submitted_filing

pytestmark = pytest.mark.django_db


class Door:
    """A way through a door that takes everything, or nothing any more."""

    named = "wechat_oa"
    honours_repeats = True

    def __init__(self):
        self.answer = Sent(Sending.HANDED_OVER, receipt="r")
        self.taken = []

    def note(self, _address, **_what):
        pass

    def address_of(self, _account_id, *, region, text_key):
        return f"openid of {region}"

    def send(self, _address, message, *, at):
        self.taken.append((message.reference, message.title, message.words, at is not None))
        return self.answer


@pytest.fixture
def door():
    """The region's official account, followed by everybody."""
    before = dict(ways._WAYS)
    ways._WAYS.clear()
    made = Door()
    ways.register_way(Channel.WECHAT_OA, made)
    yield made
    ways._WAYS.clear()
    ways._WAYS.update(before)


def told(region="511400", event=Event.DECIDE, at=None, **filing):
    number = f"{region}202607010000123"
    made = a_submitted_filing(a_citizen(), region=region, number=number, **filing)
    operations.tell(event=event, filing_id=made.pk, key="k", at=at or timezone.now(), ordinal=1)
    return made


def channels(filing):
    return sorted(card.channel for card in queries.notices_of(filing_id=filing.pk))


def make_due():
    Notice.objects.exclude(due_at=None).update(due_at=timezone.now())


def test_where_the_guide_says_both_the_official_account_and_the_short_message_go_at_once_ms19(door):
    assert channels(told("511400")) == [Channel.INBOX, Channel.SMS, Channel.WECHAT_OA]


def test_a_door_the_region_does_not_tell_through_is_not_used(door):
    assert channels(told("511300")) == [Channel.INBOX, Channel.SMS]


@pytest.fixture
def nanchong(door):
    """Nanchong's guide names the app: the first link there, the short message only after it."""
    door.named = "app"
    ways._WAYS[Channel.PUSH] = ways._WAYS.pop(Channel.WECHAT_OA)
    return door


def test_the_door_is_tried_before_a_short_message(world, nanchong):
    filing = told("511300")

    operations.drain(at=timezone.now())

    assert channels(filing) == [Channel.INBOX, Channel.PUSH]
    assert [(title, words) for _reference, title, words, _at in nanchong.taken] == [
        ("您的办件已办结", "您的办件（尾号0123-1）已办结，请登录查看结果。")
    ]


def test_a_door_that_is_gone_is_followed_by_a_short_message_at_once(world, nanchong):
    nanchong.answer = Sent(Sending.REFUSED, reason="GONE")
    filing = told("511300")

    for _ in range(2):
        operations.drain(at=timezone.now())

    assert channels(filing) == [Channel.INBOX, Channel.PUSH, Channel.SMS]
    assert len(world.outbox(to=PHONE)) == 1


def test_a_door_message_nobody_opens_is_followed_by_a_short_message(world, nanchong):
    filing = told("511300")
    operations.drain(at=timezone.now())
    make_due()

    for _ in range(2):
        operations.drain(at=timezone.now())

    assert Channel.SMS in channels(filing)
    assert len(world.outbox(to=PHONE)) == 1


def test_a_door_message_that_was_opened_needs_no_short_message(world, nanchong):
    filing = told("511300")
    operations.drain(at=timezone.now())
    account = filing.account_id
    lines = [card.id for card in queries.inbox_of(account_id=account)]

    operations.note_opened(account_id=account, notice_ids=lines, at=timezone.now())
    make_due()
    operations.drain(at=timezone.now())

    push = next(card for card in queries.notices_of(filing_id=filing.pk) if card.channel is Channel.PUSH)
    assert push.state is NoticeState.REACHED
    assert world.outbox(to=PHONE) == []


def test_an_answer_a_door_lost_is_asked_for_again_under_the_same_reference(world, nanchong):
    nanchong.answer = Sent(Sending.UNKNOWN, reason="TIMEOUT")
    told("511300")
    operations.drain(at=timezone.now())
    nanchong.answer = Sent(Sending.HANDED_OVER)
    make_due()

    operations.drain(at=timezone.now())

    references = {reference for reference, *_rest in nanchong.taken}
    assert (len(nanchong.taken), len(references)) == (2, 1)


def test_what_must_be_known_and_nobody_opened_is_put_on_the_call_list_once():
    told(at=timezone.now() - timedelta(days=4))
    Notice.objects.filter(channel=Channel.SMS).update(state=NoticeState.DELIVERED)

    listed = [operations.call_whom_nobody_reached(at=timezone.now()) for _ in range(2)]

    (line,) = queries.unreached_in(region="511400", at=timezone.now())
    assert listed == [1, 0]
    assert (line.name, line.phone, line.card.channel) == ("谢桂兰", PHONE, Channel.PHONE)
    assert queries.unreached_by_region() == {"511400": 1}


@pytest.mark.parametrize(
    ("event", "days", "opened"), [(Event.DECIDE, 2, False), (Event.CORRECT, 9, False), (Event.DECIDE, 9, True)]
)
def test_nobody_is_called_early_or_about_little_or_about_what_they_know(event, days, opened):
    filing = told(event=event, at=timezone.now() - timedelta(days=days))
    if opened:
        lines = [card.id for card in queries.inbox_of(account_id=filing.account_id)]
        operations.note_opened(account_id=filing.account_id, notice_ids=lines, at=timezone.now())

    assert operations.call_whom_nobody_reached(at=timezone.now()) == 0


def test_an_answered_call_is_the_proof_that_somebody_knows():
    filing = told(at=timezone.now() - timedelta(days=4))
    operations.call_whom_nobody_reached(at=timezone.now())
    (line,) = queries.unreached_in(region="511400", at=timezone.now())

    for outcome in ("NO_ANSWER", "ANSWERED"):
        operations.note_call(notice_id=line.card.id, outcome=outcome, by=a_staff_member(Role.CLERK), at=timezone.now())

    assert queries.unreached_in(region="511400", at=timezone.now()) == ()
    assert list(filing.reached.values_list("channel", flat=True)) == ["PHONE"]


def test_who_answers_in_the_filing_has_known_what_they_were_told_before():
    filing = told()

    known = operations.note_replied(account_id=filing.account_id, filing_id=filing.pk, at=timezone.now())

    assert known == 1
    assert list(filing.reached.values_list("event", "state")) == [("DECIDE", "REACHED")]


def test_opening_the_inbox_strikes_a_failed_short_message_off_the_call_list():
    filing = told()
    Notice.objects.filter(channel=Channel.SMS).update(state=NoticeState.FAILED, due_at=None)
    lines = [card.id for card in queries.inbox_of(account_id=filing.account_id)]

    operations.note_opened(account_id=filing.account_id, notice_ids=lines, at=timezone.now())

    assert queries.unreached_in(region="511400", at=timezone.now()) == ()


def test_a_short_message_that_fails_after_the_inbox_was_read_puts_nobody_on_the_call_list(world):
    filing = told()
    operations.drain(at=timezone.now())
    lines = [card.id for card in queries.inbox_of(account_id=filing.account_id)]
    operations.note_opened(account_id=filing.account_id, notice_ids=lines, at=timezone.now())
    world.fault("sms-details", "UNDELIVERED", times=9)
    make_due()

    operations.drain(at=timezone.now())

    assert queries.unreached_in(region="511400", at=timezone.now()) == ()
    assert Notice.objects.get(channel=Channel.SMS).state == NoticeState.REACHED


def test_people_nobody_reached_are_counted_for_who_watches_each_once(client):
    filing = told()
    operations.tell(event=Event.DECIDE, filing_id=filing.pk, key="again", at=timezone.now(), ordinal=1)
    Notice.objects.filter(channel=Channel.SMS).update(state=NoticeState.FAILED, due_at=None)

    assert 'mantetong_people_unreached{region="511400"} 1.0' in client.get("/metrics").content.decode()


def test_the_person_is_told_beside_the_one_who_filed_for_them():
    ward = a_citizen()
    ward.real_name_level = 1
    ward.save()
    filing = a_submitted_filing(ward)
    daughter = a_citizen(phone="13800000077", psn_no="77")
    mandate = apps.get_model("people.Mandate").objects.create(
        account=daughter, person=ward.person, kind="AGENT", relation="2", from_on=AT.date(), created_at=AT, proven_at=AT
    )
    filing.account, filing.mandate = daughter, mandate
    filing.save()

    operations.tell(event=Event.DECIDE, filing_id=filing.pk, key="k", at=AT, ordinal=1)

    inboxes = Notice.objects.filter(channel=Channel.INBOX).order_by("account_id").values_list("account_id", flat=True)
    assert list(inboxes) == sorted([ward.pk, daughter.pk])


def test_hours_until_known_are_counted_by_text():
    at = timezone.now() - timedelta(hours=6)
    filing = told(at=at)
    lines = [card.id for card in queries.inbox_of(account_id=filing.account_id)]
    operations.note_opened(account_id=filing.account_id, notice_ids=lines, at=at + timedelta(hours=3))

    (decided,) = queries.hours_until_known(region="511400", since=at - timedelta(days=1))

    assert (decided.text_key, decided.told, decided.known, decided.half) == ("DECIDED", 1, 1, pytest.approx(3.0))
