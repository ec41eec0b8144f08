"""Before a supplement ends somebody must have read or heard it; and whether a message is ours."""

from datetime import timedelta

import pytest
from django.test import Client

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


def test_a_letter_signed_for_counts_as_reached():
    filing, _reviewer, _applicant = warned()

    operations.note_call(notice_id=the_call().pk, outcome="LETTER_SIGNED_FOR", by=a_staff_member(Role.CLERK), at=LAST_WEEK)

    assert [one.channel for one in reached_of(filing.pk)] == ["LETTER"]


def test_reading_it_in_the_inbox_makes_the_call_needless():
    filing, _reviewer, applicant = warned()

    at_home(applicant).get("/notices/")

    assert the_call().state == NoticeState.REACHED
    assert queries.unreached_in(region="511400") == ()
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
