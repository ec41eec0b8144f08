"""Before a supplement ends somebody must have read or heard it; and whether a message is ours."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mantetong.cases.queries import reached_of
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.notice import operations, queries
from mantetong.notice.models import Channel, Notice, NoticeState
from mantetong.review import operations as review
from mantetong.review.queries import notice_of
from tests.factories import a_staff_member
from tests.rooms.review.factories import LATER, NEXT_DAY, a_filing_sent_back, a_paper
from tests.rooms.review.test_desk_pages import DAY, at_desk, at_home, words

pytestmark = pytest.mark.django_db
LAST_WEEK = LATER + timedelta(days=24)


def warned():
    filing, reviewer, applicant = a_filing_sent_back()
    operations.warn_of_ending(at=LAST_WEEK)
    return filing, reviewer, applicant


def the_call():
    return Notice.objects.get(channel=Channel.PHONE)


def test_the_last_week_is_told_three_ways_and_once():
    filing, _reviewer, _applicant = a_filing_sent_back()

    early = operations.warn_of_ending(at=LATER)
    first = operations.warn_of_ending(at=LAST_WEEK)
    again = operations.warn_of_ending(at=LAST_WEEK + timedelta(days=1))

    told = [card for card in queries.notices_of(filing_id=filing.pk) if card.event == Event.SUPPLEMENT_ENDING]
    assert (len(early), len(first), len(again)) == (0, 1, 0)
    assert {card.channel for card in told} == {Channel.INBOX, Channel.SMS, Channel.PHONE}


def test_who_has_answered_is_not_called():
    filing, _reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY)
    review.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))

    assert operations.warn_of_ending(at=LAST_WEEK) == ()


def test_the_call_waits_on_the_desks_list_until_somebody_answers():
    filing, _reviewer, _applicant = warned()
    desk = at_desk(a_staff_member(Role.CLERK))
    desk.post(f"/desk/notices/{the_call().pk}/call/", {"outcome": "NO_ANSWER"})
    still_there = words(desk.get("/desk/notices/"))

    desk.post(f"/desk/notices/{the_call().pk}/call/", {"outcome": "ANSWERED"})

    assert "本人住院" in still_there
    assert "没有未送达的通知" in words(desk.get("/desk/notices/"))
    assert [(one.event, one.channel) for one in reached_of(filing.pk)] == [(Event.SUPPLEMENT_ENDING, "PHONE")]


def test_the_call_list_goes_by_the_time_agreed_then_by_who_was_tried_least_recently():
    clerk, notices = a_staff_member(Role.CLERK), []
    for _ in range(4):
        warned()
        notices.append(Notice.objects.filter(channel=Channel.PHONE).latest("id").pk)
    later, soon, tried, fresh = notices
    at = datetime.fromisoformat(DAY["HTTP_X_SANDBOX_NOW"])
    call = {"outcome": "NO_ANSWER", "by": clerk, "at": at}
    operations.note_call(notice_id=tried, **call)
    operations.note_call(notice_id=soon, **call, again_at=at + timedelta(hours=1))
    at_desk(clerk).post(f"/desk/notices/{later}/call/", {"outcome": "NO_ANSWER", "again_at": "2026-03-03T15:30"})

    def in_turn(hours):
        return [one.card.id for one in queries.unreached_in(region="511400", at=at + timedelta(hours=hours))]

    assert in_turn(0) == [fresh, tried, soon, later]
    assert in_turn(2) == [soon, fresh, tried, later]
    assert in_turn(9) == [soon, later, fresh, tried]
    assert "约好3月3日15:30再打" in words(at_desk(clerk).get("/desk/notices/")).replace(" ", "").replace("2026年", "")


@pytest.mark.parametrize("again", ["2026-03-03T09:00", "2026-09-01T09:00", "明天"])
def test_a_time_that_is_over_too_far_or_none_is_told_and_no_call_is_kept(again):
    warned()
    desk = at_desk(a_staff_member(Role.CLERK))

    answer = desk.post(f"/desk/notices/{the_call().pk}/call/", {"outcome": "NO_ANSWER", "again_at": again})

    assert (answer.status_code, "再打的时间" in words(answer)) == (422, True)
    assert the_call().calls.count() == 0


def test_a_letter_signed_for_counts_as_reached():
    filing, _reviewer, _applicant = warned()

    operations.note_call(notice_id=the_call().pk, outcome="LETTER_SIGNED_FOR", by=a_staff_member(Role.CLERK), at=LAST_WEEK)

    assert [one.channel for one in reached_of(filing.pk)] == ["LETTER"]


def test_reading_it_in_the_inbox_makes_the_call_needless():
    filing, _reviewer, applicant = warned()

    at_home(applicant).get("/notices/")

    assert the_call().state == NoticeState.REACHED
    assert queries.unreached_in(region="511400", at=timezone.now()) == ()
    assert Event.SUPPLEMENT_ENDING in [one.event for one in reached_of(filing.pk)]


def test_who_is_found_in_hospital_gets_longer_with_the_same_call():
    filing, _reviewer, _applicant = warned()
    before = notice_of(filing_id=filing.pk).answer_by

    operations.note_call(notice_id=the_call().pk, outcome="IN_HOSPITAL", by=a_staff_member(Role.CLERK), at=LAST_WEEK)

    assert (notice_of(filing_id=filing.pk).answer_by - before).days == 30
    assert reached_of(filing.pk)


def test_opening_a_page_of_the_inbox_marks_only_what_it_shows():
    filing, _reviewer, applicant = a_filing_sent_back()
    for number in range(32):
        operations.tell(event=Event.DECIDE, filing_id=filing.pk, key=str(number), at=LATER, ordinal=1)

    first = at_home(applicant).get("/notices/").content.decode()

    assert first.count('data-inbox="DELIVERED"') == 30
    assert queries.unread_of(account_id=applicant.account_id) == 2


def sent(*, phone=None):
    filing, _reviewer, _applicant = warned()
    notice = Notice.objects.get(channel=Channel.SMS, event=Event.SUPPLEMENT_ENDING)
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.HANDED_OVER, handed_over_at=LAST_WEEK, at=LATER)
    return filing, phone or filing.account.phone


def asked(phone, tail):
    return Client(**DAY).post("/notices/genuine/", {"phone": phone, "tail": tail})


def test_a_message_of_ours_is_known_by_tail_and_telephone_without_signing_in():
    filing, phone = sent()

    answer = asked(phone, filing.number[-4:])

    assert "是我们发的" in words(answer)
    assert "糖尿病" not in words(answer)


@pytest.mark.parametrize(("change", "says"), [("tail", "没有找到，请当心"), ("phone", "没有找到，请当心")])
def test_a_message_that_is_not_ours_is_warned_about(change, says):
    filing, phone = sent()
    tail = filing.number[-4:]
    wrong = f"{(int(tail) + 1) % 10000:04d}"

    answer = asked(phone if change == "tail" else "13700000001", wrong if change == "tail" else tail)

    assert says in words(answer)


def test_guessing_tails_is_held_back():
    _filing, phone = sent()
    tries = [asked(phone, f"{number:04d}").status_code for number in range(9990, 9996)]

    assert tries == [200, 200, 200, 200, 200, 429]


@pytest.mark.parametrize(("phone", "tail"), [("123", "0001"), ("13800000001", "abc"), ("", "")])
def test_what_is_no_number_is_told_in_words(phone, tail):
    assert asked(phone, tail).status_code == 422
