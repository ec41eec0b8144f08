"""Telling people, and keeping what became of it.

`tell` writes rows and queues the sending; the network is only spoken to outside every transaction. A message whose
sending was cut short is looked up at the carrier by our reference before it is ever sent again: nothing goes out twice.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from mantetong.cases import operations as cases_operations
from mantetong.cases import queries as cases
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.notice.models import Call, Channel, Notice, NoticeState
from mantetong.notice.told import TOLD, Told
from mantetong.outside.sms import Delivery, Sending, Sent, ask_delivery, send_sms, was_sent
from mantetong.people import queries as people
from mantetong.queue.announce import announce
from mantetong.review.operations import give_more_time
from mantetong.web.clock import day_of

GIVE_UP_AFTER = timedelta(hours=24)
_WITHOUT_NUMBER = "NO_TELEPHONE"
IN_HOSPITAL, LETTER = "IN_HOSPITAL", "LETTER_SIGNED_FOR"
REACHING = frozenset({"ANSWERED", IN_HOSPITAL, LETTER})
_OPEN = (NoticeState.QUEUED, NoticeState.UNKNOWN)


class TryAgainLater(RuntimeError):
    """The carrier cannot take or find the message now; the job is to run again."""

    code = "TRY_AGAIN_LATER"


class CodeNotSent(RuntimeError):
    """The carrier refuses to send a code for good; `reason` is its own."""

    code = "CODE_NOT_SENT"


@transaction.atomic
def tell(*, event: Event, filing_id: int, key: str, at: datetime, ordinal: int | None = None) -> tuple[int, ...]:
    """Write what is told of an event, once per person and channel; the ids of new rows that wait to be sent.

    `key` names this one happening, `ordinal` the case it concerns. Telling it again writes and sends nothing.
    """
    told = TOLD[event]
    filing = cases.filing_card(filing_id)
    tail = filing.number[-4:] if ordinal is None or told.once_per_filing else f"{filing.number[-4:]}-{ordinal}"
    event_key = f"{event}:{filing_id}" if told.once_per_filing else f"{event}:{filing_id}:{key}"
    rows = [
        _row(
            event,
            told,
            channel,
            account_id,
            person_id,
            at,
            filing_id=filing_id,
            region=filing.region,
            tail=tail,
            event_key=event_key,
        )
        for account_id, person_id in cases.people_to_tell(filing_id)
        for channel in told.channels
        if channel is not Channel.INBOX or account_id is not None
    ]
    return tuple(notice.pk for notice, is_new in map(_write, rows) if is_new and notice.channel == Channel.SMS)


def _row(
    event: Event, told: Told, channel: Channel, account_id: int | None, person_id: int, at: datetime, **same: object
) -> Notice:
    is_inbox = channel is Channel.INBOX
    state = NoticeState.DELIVERED if is_inbox else NoticeState.QUEUED
    moments = {"handed_over_at": at, "settled_at": at} if is_inbox else {}
    return Notice(
        event=event, text_key=told.text_key, channel=channel, state=state, account_id=account_id, person_id=person_id, at=at, **moments, **same
    )  # fmt: skip


def _write(notice: Notice) -> tuple[Notice, bool]:
    unique = {name: getattr(notice, name) for name in ("event_key", "account_id", "person_id", "channel")}
    found = Notice.objects.filter(**unique).first()
    if found is not None:
        return found, False
    notice.save(force_insert=True)
    return notice, True


def send_notice(*, notice_id: int, at: datetime) -> NoticeState:
    """Hand one short message to the carrier. Raises TryAgainLater; gives up after a day and then announces NOTICE_FAILED."""
    notice = Notice.objects.get(pk=notice_id)
    if notice.state not in _OPEN:
        return NoticeState(notice.state)
    phone = phone_of(notice)
    if not phone:
        return _settle(notice, NoticeState.FAILED, at=at, reason=_WITHOUT_NUMBER)
    was_cut_short = notice.state == NoticeState.UNKNOWN
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.UNKNOWN)
    sent = _handed_in(
        phone=phone,
        text_key=notice.text_key,
        values={"tail": notice.tail},
        reference=f"n{notice.pk}",
        at=at,
        look_first=was_cut_short,
    )
    return _keep(notice, sent, at=at)


def _handed_in(*, phone: str, text_key: str, values: dict[str, str], reference: str, at: datetime, look_first: bool) -> Sent:
    if look_first:
        days = (day_of(at), day_of(at - timedelta(days=1)))
        is_there = was_sent(phone=phone, reference=reference, days=days, at=at)
        if is_there is None:
            return Sent(Sending.UNKNOWN, reason="CANNOT_LOOK_UP")
        if is_there:
            return Sent(Sending.HANDED_OVER)
    return send_sms(phone=phone, text_key=text_key, values=values, reference=reference, at=at)


def _keep(notice: Notice, sent: Sent, *, at: datetime) -> NoticeState:
    if sent.state is Sending.HANDED_OVER:
        Notice.objects.filter(pk=notice.pk).update(
            state=NoticeState.HANDED_OVER, receipt=sent.receipt, handed_over_at=at, reason=""
        )
        return NoticeState.HANDED_OVER
    is_over = at - notice.at > GIVE_UP_AFTER
    if sent.state is Sending.REFUSED and (is_over or not sent.may_retry):
        return _settle(notice, NoticeState.FAILED, at=at, reason=sent.reason)
    state = NoticeState.QUEUED if sent.state is Sending.REFUSED else NoticeState.UNKNOWN
    Notice.objects.filter(pk=notice.pk).update(state=state, reason=sent.reason[:60])
    if is_over:
        return _settle(notice, NoticeState.FAILED, at=at, reason=sent.reason)
    raise TryAgainLater(sent.reason)


@transaction.atomic
def _settle(notice: Notice, state: NoticeState, *, at: datetime, reason: str = "") -> NoticeState:
    Notice.objects.filter(pk=notice.pk).update(state=state, settled_at=at, reason=reason[:60])
    if state is NoticeState.FAILED:
        announce(Event.NOTICE_FAILED, notice_id=notice.pk)
    return state


def note_delivery(*, notice_id: int, at: datetime) -> NoticeState:
    """Ask the carrier whether a message arrived and keep the answer. Raises TryAgainLater while it cannot say."""
    notice = Notice.objects.get(pk=notice_id)
    if notice.state != NoticeState.HANDED_OVER or notice.handed_over_at is None:
        return NoticeState(notice.state)
    said = ask_delivery(phone=phone_of(notice), reference=f"n{notice.pk}", sent_on=day_of(notice.handed_over_at), at=at)
    if said is Delivery.WAITING:
        raise TryAgainLater
    return _settle(
        notice,
        NoticeState.DELIVERED if said is Delivery.DELIVERED else NoticeState.FAILED,
        at=at,
        reason="" if said is Delivery.DELIVERED else "NOT_DELIVERED",
    )


def send_code(*, code_id: int, at: datetime, look_first: bool = False) -> None:
    """Send a sign-in or confirmation code, unless it has run out. Raises TryAgainLater, CodeNotSent."""
    try:
        code = people.code_to_send(code_id, at=at)
    except people.CodeGone:
        return
    sent = _handed_in(
        phone=code.phone,
        text_key=f"{code.purpose}_CODE",
        values={"code": code.code},
        reference=f"c{code_id}",
        at=at,
        look_first=look_first,
    )
    if sent.state is Sending.HANDED_OVER:
        return
    if sent.state is Sending.REFUSED and not sent.may_retry:
        raise CodeNotSent(sent.reason)
    raise TryAgainLater(sent.reason)


@transaction.atomic
def note_opened(*, account_id: int, notice_ids: Collection[int], at: datetime) -> int:
    """The account has these lines of its inbox before it: they have reached somebody. Gives how many were new.

    A call that waits for the same happening is no longer needed.
    """
    unread = Notice.objects.select_for_update().filter(account_id=account_id, channel=Channel.INBOX, reached_at=None)
    opened = list(unread.filter(pk__in=notice_ids).order_by("id"))
    Notice.objects.filter(pk__in=[notice.pk for notice in opened]).update(state=NoticeState.REACHED, reached_at=at)
    calls = Notice.objects.filter(channel=Channel.PHONE, reached_at=None, event_key__in=[one.event_key for one in opened])
    calls.update(state=NoticeState.REACHED, reached_at=at)
    for notice in opened:
        _hand_down(notice, Channel.INBOX, at)
    return len(opened)


@transaction.atomic
def note_call(*, notice_id: int, outcome: str, by: Actor, at: datetime) -> None:
    """Keep the outcome of a call or letter. Told on the telephone, told in hospital, or signed for at the door settles the
    notice as reached; anything else leaves it on the list. Whoever lies in hospital gets longer for the supplement at once.
    """
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    Call.objects.create(notice=notice, account_id=by.known_id, outcome=outcome, at=at)
    if outcome not in REACHING:
        return
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.REACHED, reached_at=at)
    _hand_down(notice, Channel.PHONE if outcome != LETTER else Channel.LETTER, at)
    if outcome == IN_HOSPITAL:
        give_more_time(filing_id=notice.filing_id, why=IN_HOSPITAL, by=by, at=at)


def _hand_down(notice: Notice, channel: Channel, at: datetime) -> None:
    cases_operations.record_reached(
        filing_id=notice.filing_id, event=notice.event, channel=channel, state=NoticeState.REACHED, at=at
    )


def phone_of(notice: Notice) -> str:
    """The number a notice goes to: the account's, or the one given on the form at the counter; empty for none."""
    phone = people.phone_of_account(notice.account_id) if notice.account_id else None
    return phone or cases.filing_card(notice.filing_id).phone
