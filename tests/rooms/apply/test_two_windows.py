"""Two windows, two devices, a double tap, a session that ended: nothing is overwritten unseen, nothing typed is lost."""

import threading

import pytest
from django.db import connections
from django.test import Client

from mantetong.apply.answers import keep_answer, version_of
from mantetong.apply.errors import AnswerMoved
from mantetong.apply.form_data import facts_digest
from mantetong.apply.models import DraftAnswer, Pledge, Signature
from mantetong.apply.queries import answers_of, draft_for
from mantetong.cases import operations as cases
from mantetong.cases.models import Filing
from tests.factories import HYPERTENSION, MONDAY, a_draft
from tests.journeys.bad_input import NOON, _account, a_draft_at_home, assert_told, words
from tests.rooms.apply.homes import ANSWERS, answered_draft, page, ready_draft, seen

pytestmark = pytest.mark.django_db


def test_a_later_window_sees_what_the_earlier_one_answered_and_overwrites_nothing():
    filing, _by, home = answered_draft()
    before = seen(filing, "summary")
    home.post(page(filing, "q/summary"), {"summary": "手机上写的", "seen": before})

    answer = home.post(page(filing, "q/summary"), {"summary": "电脑上写的", "seen": before})

    assert_told(answer, status=409, code="ANSWER_MOVED", says="这一项刚才在另一个窗口改过了")
    assert "手机上写的" in words(answer)
    assert "电脑上写的" in words(answer)
    assert answers_of(filing.pk)["summary"] == "手机上写的"
    assert Filing.objects.get(pk=filing.pk).summary == "手机上写的"


def test_having_seen_both_the_later_window_may_decide():
    filing, _by, home = answered_draft()
    before = seen(filing, "summary")
    home.post(page(filing, "q/summary"), {"summary": "手机上写的", "seen": before})
    shown = home.post(page(filing, "q/summary"), {"summary": "电脑上写的", "seen": before})

    decided = home.post(page(filing, "q/summary"), {"summary": "电脑上写的", "seen": str(shown.context["page"].seen)})

    assert decided.status_code == 302
    assert answers_of(filing.pk)["summary"] == "电脑上写的"


def test_the_same_answer_sent_twice_is_one_answer():
    filing, _by, home = answered_draft()
    sent = {"summary": "双击", "seen": seen(filing, "summary")}

    answers = [home.post(page(filing, "q/summary"), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert version_of(filing_id=filing.pk, question="summary") == 2


def test_a_disease_changed_elsewhere_is_not_changed_back():
    filing, _by, home = answered_draft()
    before = seen(filing, "disease")
    home.post(page(filing, "q/disease"), {"diseases": [HYPERTENSION], "seen": before})

    answer = home.post(page(filing, "q/disease"), {"diseases": ["M07101"], "seen": before})

    assert answer.status_code == 409
    assert [case.disease_code for case in Filing.objects.get(pk=filing.pk).cases.all()] == [HYPERTENSION]


@pytest.mark.django_db(transaction=True)
def test_of_two_first_answers_at_once_one_is_told():
    filing, _by = a_draft()
    start, results = threading.Barrier(2), []

    def answer(text):
        start.wait(10)
        try:
            keep_answer(filing_id=filing.pk, question="summary", value=text, at=MONDAY, seen=0)
            results.append("kept")
        except AnswerMoved:
            results.append("told")
        connections.close_all()

    both = [threading.Thread(target=answer, args=(text,)) for text in ("一", "二")]
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert sorted(results) == ["kept", "told"]
    assert DraftAnswer.objects.filter(filing_id=filing.pk, question="summary").count() == 1


def test_what_was_changed_after_the_check_page_is_not_submitted_unseen():
    filing, _by, home = ready_draft()
    looked_at = home.get(page(filing, "check")).context["page"].seen
    home.post(page(filing, "q/summary"), {"summary": "后来又改了"})

    answer = home.post(page(filing, "check"), {"pledge": "on", "anyway": "on", "seen": looked_at})

    assert_told(answer, status=409, code="DRAFT_MOVED", says="内容刚才在另一个窗口改过了")
    filing.refresh_from_db()
    assert filing.number is None
    assert not Pledge.objects.exists()


def test_what_was_looked_at_is_submitted():
    filing, _by, home = ready_draft()
    looked_at = home.get(page(filing, "check")).context["page"].seen

    answer = home.post(page(filing, "check"), {"pledge": "on", "anyway": "on", "seen": looked_at})

    assert answer.url == page(filing, "receipt")


def test_back_after_submitting_changes_nothing_and_says_so():
    filing, _by, home = ready_draft()
    home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})
    filing.refresh_from_db()
    number = filing.number

    late = home.post(page(filing, "q/summary"), {"summary": "提交以后改的"}, follow=True)
    again = home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"}, follow=True)

    assert "刚才的修改没有保存" in words(late)
    assert number in words(again)
    filing.refresh_from_db()
    assert (filing.number, filing.summary) == (number, "三年前查出来，一直吃药。")
    assert home.get(page(filing, "check")).url == page(filing, "receipt")


def test_an_answer_after_the_signature_asks_for_a_new_one():
    filing, by, home = answered_draft()
    draft = draft_for(viewer=by, reference=filing.reference, at=MONDAY)
    Signature.objects.create(
        filing_id=filing.pk, account_id_of_signer=by.account_id, gesture="DRAWN", signed_digest="0" * 64, form_digest="0" * 64,
        facts_digest=facts_digest(draft), paper_id=1, at=MONDAY,
    )  # fmt: skip
    cases.note_signature(filing_id=filing.pk, form_key="1", signed_at=MONDAY, at=MONDAY)
    assert home.get(page(filing, "check")).context["page"].still_open == ()

    home.post(page(filing, "q/summary"), {"summary": "签名以后改的"})

    assert [title for title, _url in home.get(page(filing, "check")).context["page"].still_open] == ["核对申请表并签名"]
    assert "请再签一次" in words(home.get(page(filing, "form")))


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in():
    filing, by, _home = a_draft_at_home()
    ended = Client(headers={"X-Sandbox-Now": NOON})
    sent = ended.post(page(filing, "q/summary"), {"summary": "写了很久的一段话"})
    assert sent.url.startswith("/account/login/")

    ended.force_login(_account(by))
    back = ended.get(page(filing, "q/summary"))

    assert "写了很久的一段话" in words(back)
    assert "写了很久的一段话" not in words(ended.get(page(filing, "q/summary")))


def test_what_was_typed_is_not_shown_at_another_address():
    filing, by, _home = a_draft_at_home()
    ended = Client(headers={"X-Sandbox-Now": NOON})
    ended.post(page(filing, "q/summary"), {"summary": "写了很久的一段话"})
    ended.force_login(_account(by))

    assert "写了很久的一段话" not in words(ended.get(page(filing, "q/contact")))
    assert "写了很久的一段话" in words(ended.get(page(filing, "q/summary")))


def test_somebody_else_at_the_same_device_does_not_see_what_was_typed():
    filing, _by, _home = a_draft_at_home()
    _other, stranger = a_draft()
    ended = Client(headers={"X-Sandbox-Now": NOON})
    ended.post(page(filing, "q/summary"), {"summary": "写了很久的一段话"})
    ended.force_login(_account(stranger))

    answer = ended.get(page(filing, "q/summary"))

    assert answer.status_code == 404
    assert "写了很久的一段话" not in words(answer)


def test_on_another_device_the_draft_goes_on_where_it_was_left():
    filing, by, home = a_draft_at_home()
    for question in ("told", "disease", "hospital"):
        home.post(page(filing, f"q/{question}"), ANSWERS[question])

    other = Client(headers={"X-Sandbox-Now": NOON})
    other.force_login(_account(by))

    assert other.get(f"/apply/draft/{filing.reference}/").url == page(filing, "q/summary")
