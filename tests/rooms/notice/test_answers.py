"""What people say back: questions answered in the filing, five grades, and the call after a bad one."""

from datetime import date, timedelta

import pytest

from mantetong.cases.queries import ledger_of
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.notice import operations, queries
from mantetong.notice.errors import (
    AnsweredAlready,
    NoSuchTask,
    NotEndedYet,
    NothingSaid,
    RatedAlready,
    RatedYourself,
    TooManyOpen,
)
from mantetong.notice.models import CallBack, Notice, Rating
from tests.factories import (
    MONDAY,
    NANCHONG,
    a_case_in_determination,
    a_reviewer,
    a_staff_member,
    a_submitted_filing,
    as_applicant,
    decide,
)
from tests.rooms.review.test_desk_pages import at_desk, at_home, words

pytestmark = pytest.mark.django_db
RATED_AT = MONDAY + timedelta(days=1)


def an_ended_case(outcome=Outcome.NOT_RECOGNISED):
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer, outcome=outcome)
    return case, reviewer, as_applicant(case.filing.account)


def a_bad_rating(*, wants_call=True):
    case, reviewer, by = an_ended_case()
    operations.rate_case(case_id=case.pk, grade=1, words="没人接电话", wants_call=wants_call, by=by, at=RATED_AT)
    return case, reviewer, by


def test_a_question_is_answered_in_the_filing_and_the_answer_is_told():
    filing, by = a_submitted_filing()
    home, desk = at_home(by), at_desk(a_reviewer())
    home.post(f"/my/{filing.reference}/questions/", {"words": "要等多久？"})
    question = queries.questions_of(filing.pk)[0]

    listed = words(desk.get("/desk/questions/"))
    desk.post(f"/desk/questions/{question.id}/", {f"q{question.id}-words": "一个工作日内。"})

    assert "要等多久" in listed
    assert "一个工作日内" in words(home.get(f"/my/{filing.reference}/"))
    assert "没有等答复的提问" in words(desk.get("/desk/questions/"))
    assert [line.action for line in ledger_of(filing.pk)][-2:] == ["QUESTION_ASKED", "QUESTION_ANSWERED"]


def test_the_answer_travels_as_a_notice_without_the_words():
    filing, by = a_submitted_filing()
    operations.ask_question(filing_id=filing.pk, words="糖尿病能报多少", by=by, at=MONDAY)

    operations.tell(event=Event.QUESTION_ANSWERED, filing_id=filing.pk, key="k", at=MONDAY)

    cards = queries.notices_of(filing_id=filing.pk)
    assert {card.channel for card in cards} == {"INBOX", "SMS"}
    assert all("糖尿病" not in card.text for card in cards)


def test_the_same_question_twice_is_one_and_a_fourth_waits():
    filing, by = a_submitted_filing()
    ask = lambda words: operations.ask_question(filing_id=filing.pk, words=words, by=by, at=MONDAY)  # noqa: E731

    assert ask("要等多久？") == ask("要等多久？")
    ask("材料齐吗？")
    ask("能报多少？")
    with pytest.raises(TooManyOpen):
        ask("还有呢？")
    with pytest.raises(NothingSaid):
        ask("  ")


def test_a_question_is_answered_once_and_only_in_its_region():
    filing, by = a_submitted_filing()
    question = operations.ask_question(filing_id=filing.pk, words="要等多久？", by=by, at=MONDAY)

    with pytest.raises(NoSuchTask):
        operations.answer_question(question_id=question, words="好", by=a_reviewer(NANCHONG), at=MONDAY)
    with pytest.raises(NotYoursToTake):
        operations.answer_question(question_id=question, words="好", by=a_staff_member(Role.CLERK), at=MONDAY)
    operations.answer_question(question_id=question, words="好", by=a_reviewer(), at=MONDAY)
    with pytest.raises(AnsweredAlready):
        operations.answer_question(question_id=question, words="不好", by=a_reviewer(), at=MONDAY)


def test_a_stranger_neither_reads_nor_asks():
    filing, _by = a_submitted_filing()
    _other, stranger = a_submitted_filing()

    assert at_home(stranger).get(f"/my/{filing.reference}/questions/").status_code == 404
    assert at_home(stranger).post(f"/my/{filing.reference}/questions/", {"words": "你好"}).status_code == 404


def test_a_running_case_is_not_rated_and_an_ended_one_once():
    filing, by = a_submitted_filing()
    running = filing.cases.get()
    case, _reviewer, applicant = an_ended_case()

    with pytest.raises(NotEndedYet):
        operations.rate_case(case_id=running.pk, grade=5, words="", wants_call=True, by=by, at=RATED_AT)
    operations.rate_case(case_id=case.pk, grade=5, words="", wants_call=True, by=applicant, at=RATED_AT)
    with pytest.raises(RatedAlready):
        operations.rate_case(case_id=case.pk, grade=1, words="", wants_call=True, by=applicant, at=RATED_AT)

    assert not CallBack.objects.exists()


@pytest.mark.parametrize(("grade", "calls"), [(5, 0), (4, 0), (3, 0), (2, 1), (1, 1)])
def test_only_the_two_bad_grades_are_called_about(grade, calls):
    case, _reviewer, by = an_ended_case()

    operations.rate_case(case_id=case.pk, grade=grade, words="", wants_call=True, by=by, at=RATED_AT)

    assert CallBack.objects.count() == calls


def test_the_call_is_due_on_the_fifteenth_working_day():
    a_bad_rating()

    assert CallBack.objects.get().due_on == date(2026, 3, 24)  # rated on Tuesday 3 March


def test_somebody_else_calls_back():
    _case, reviewer, _by = a_bad_rating()
    task, colleague = CallBack.objects.get(), a_reviewer()

    assert queries.call_backs_open_to(viewer=reviewer) == ()
    with pytest.raises(RatedYourself):
        operations.note_call_back(call_back_id=task.pk, outcome="TALKED", found="", by=reviewer, at=RATED_AT)
    assert [card.words for card in queries.call_backs_open_to(viewer=colleague)] == ["没人接电话"]
    operations.note_call_back(call_back_id=task.pk, outcome="TALKED", found="已道歉，改了值班", by=colleague, at=RATED_AT)
    assert queries.call_backs_open_to(viewer=colleague) == ()
    with pytest.raises(AnsweredAlready):
        operations.note_call_back(call_back_id=task.pk, outcome="TALKED", found="", by=colleague, at=RATED_AT)


def test_the_call_may_be_declined_beforehand_and_on_the_telephone():
    a_bad_rating(wants_call=False)
    assert not CallBack.objects.exists()

    a_bad_rating()
    task = CallBack.objects.get()
    desk = at_desk(a_reviewer())
    desk.post(f"/desk/call-backs/{task.pk}/", {"outcome": "NO_ANSWER"})
    still_open = words(desk.get("/desk/call-backs/"))
    desk.post(f"/desk/call-backs/{task.pk}/", {"outcome": "DECLINED"})

    task.refresh_from_db()
    assert "已拨打1次" in still_open
    assert (task.outcome, task.tries) == ("DECLINED", 1)


def test_rating_through_the_page():
    case, _reviewer, by = an_ended_case()
    home = at_home(by)

    nothing = home.post(f"/rating/{case.reference}/", {})
    home.post(f"/rating/{case.reference}/", {"grade": "2", "words": "等得太久"})
    page = words(home.get(f"/rating/{case.reference}/"))

    assert nothing.status_code == 422
    assert Rating.objects.get().grade == 2
    assert "没有经手的同事" in page
    assert "您的评价" in words(home.get(f"/my/{case.filing.reference}/"))


def test_nobody_ranks_people_by_their_ratings():
    case, reviewer, _by = a_bad_rating()
    card = queries.rating_of(case.pk)

    assert not any(name in {"account", "account_id", "rated"} for name in card.__slots__)
    assert str(reviewer.account_id) not in repr(card)
    assert Notice.objects.count() == 0
