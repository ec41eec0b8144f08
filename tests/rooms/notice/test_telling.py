"""What is written and queued when something is told."""

import pytest
from django.apps import apps
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.domain.events import Event
from mantetong.notice import jobs, operations, queries
from mantetong.notice.models import Channel, NoticeState
from mantetong.queue.announce import announce
from tests.rooms.notice.factories import AT, a_citizen, a_submitted_filing

pytestmark = pytest.mark.django_db


def told(filing, event=Event.DECIDE, key="k", ordinal=1):
    return operations.tell(event=event, filing_id=filing.pk, key=key, at=AT, ordinal=ordinal)


def test_a_decision_is_told_in_the_inbox_and_by_short_message():
    filing = a_submitted_filing(a_citizen())

    (waiting,) = told(filing)

    cards = {card.channel: card for card in queries.notices_of(filing_id=filing.pk)}
    assert cards[Channel.INBOX].state is NoticeState.DELIVERED
    assert (cards[Channel.SMS].state, cards[Channel.SMS].id) == (NoticeState.QUEUED, waiting)
    assert cards[Channel.SMS].text == "您的办件（尾号0123-1）已办结，请登录查看结果。"


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (Event.RECOGNITION_EXPIRING, "您有一项待遇即将到期，请登录查看是否需要续办。"),
        (Event.RECOGNITION_REVOKED, "您有一项待遇状态有变化，请登录查看说明，您有权提出意见。"),
        (Event.CERTIFICATE_POSTED, "您的办件（尾号0123-1）的纸质凭证已寄出，请登录查看快递单号。"),
        (Event.CERTIFICATE_RETURNED, "您的办件（尾号0123-1）的纸质凭证没有送到，已退回。请登录核对收件地址后重新寄送。"),
    ],
)
def test_what_happens_to_a_recognition_later_is_told_both_ways(event, text):
    filing = a_submitted_filing(a_citizen())

    told(filing, event=event)

    cards = {card.channel: card for card in queries.notices_of(filing_id=filing.pk)}
    assert set(cards) == {Channel.INBOX, Channel.SMS}
    assert cards[Channel.SMS].text == text


def test_who_is_to_be_heard_is_told_until_somebody_reached_them():
    filing = a_submitted_filing(a_citizen())

    told(filing, event=Event.HEARING_OPENED)

    cards = {card.channel: card for card in queries.notices_of(filing_id=filing.pk)}
    assert set(cards) == {Channel.INBOX, Channel.SMS, Channel.PHONE}
    assert cards[Channel.SMS].text == "您有一项待遇正在重新核对，处理之前想听您的说明。请登录查看理由和期限。"


def a_filing_by_a_daughter():
    """Both have an account; the mother is the one it is for."""
    mother, daughter = a_citizen(), a_citizen(phone="13800000002", psn_no="5114000000000000006302")
    mandate = apps.get_model("people.Mandate").objects.create(
        account=daughter, person=mother.person, kind="ENTRUSTED", relation="2", from_on=AT.date(), created_at=AT
    )
    type(mother).objects.filter(pk=mother.pk).update(real_name_level=2)
    filing = a_submitted_filing(mother)
    filing.account, filing.mandate_id = daughter, mandate.pk
    filing.save()
    return filing, mother, daughter


def test_whom_somebody_has_filed_for_reads_of_it_and_the_proxy_does_not():
    filing, mother, daughter = a_filing_by_a_daughter()

    jobs.tell(event=Event.SUBMIT.value, key="k", filing_id=filing.pk)

    keys = {who: {card.event for card in queries.inbox_of(account_id=who.pk)} for who in (mother, daughter)}
    assert keys == {mother: {"SUBMIT", "MANDATE_USED"}, daughter: {"SUBMIT"}}


def test_who_files_for_themself_reads_of_no_proxy():
    filing = a_submitted_filing(account := a_citizen())

    jobs.tell(event=Event.SUBMIT.value, key="k", filing_id=filing.pk)

    assert [card.event for card in queries.inbox_of(account_id=account.pk)] == ["SUBMIT"]


def test_the_same_happening_is_told_once():
    filing = a_submitted_filing(a_citizen())
    told(filing)

    assert told(filing) == ()
    assert len(queries.notices_of(filing_id=filing.pk)) == 2


def test_another_happening_of_the_same_kind_is_told_again():
    filing = a_submitted_filing(a_citizen())
    told(filing, key="first")

    assert len(told(filing, key="second")) == 1


def test_two_diseases_accepted_together_make_one_message():
    filing = a_submitted_filing(a_citizen(), cases=2)

    first = told(filing, event=Event.ACCEPT, key="a", ordinal=1)
    second = told(filing, event=Event.ACCEPT, key="b", ordinal=2)

    assert (len(first), second) == (1, ())


def test_somebody_without_an_account_is_told_by_short_message_alone():
    filing = a_submitted_filing(a_citizen(), with_account=False, phone="13900000002")

    told(filing)

    assert [card.channel for card in queries.notices_of(filing_id=filing.pk)] == [Channel.SMS]


@pytest.mark.parametrize("event", sorted(jobs.TELLING))
def test_every_told_event_can_be_announced_and_done(event, reactions):
    filing = a_submitted_filing(a_citizen())
    case = filing.cases.get()
    reactions(**{event: [jobs.TELLING[event]]})

    announce(event, case_id=case.pk)

    job = ProcrastinateJob.objects.get(task_name="notice.tell")
    jobs.tell(**job.args)
    jobs.tell(**job.args)  # a worker that dies after its work makes the job run again
    told = [card.channel for card in queries.notices_of(filing_id=filing.pk)]
    assert len(told) == len(set(told))
    assert ProcrastinateJob.objects.filter(task_name="notice.drain").count() == (Channel.SMS in told)


def test_opening_the_inbox_is_the_proof_that_somebody_was_reached():
    account = a_citizen()
    filing = a_submitted_filing(account)
    told(filing)

    lines = [card.id for card in queries.inbox_of(account_id=account.pk)]

    opened = [operations.note_opened(account_id=account.pk, notice_ids=lines, at=AT) for _ in range(2)]

    inbox = next(card for card in queries.notices_of(filing_id=filing.pk) if card.channel is Channel.INBOX)
    assert opened == [1, 0]
    assert (inbox.state, inbox.reached_at) == (NoticeState.REACHED, AT)
    assert list(filing.reached.values_list("event", "channel", "state")) == [("DECIDE", "INBOX", "REACHED")]


def test_nobody_sees_another_ones_inbox():
    account, other = a_citizen(), a_citizen(phone="13800000009", psn_no="2")
    told(a_submitted_filing(account))

    assert queries.inbox_of(account_id=other.pk) == ()
    lines = [card.id for card in queries.inbox_of(account_id=account.pk)]
    assert operations.note_opened(account_id=other.pk, notice_ids=lines, at=AT) == 0
