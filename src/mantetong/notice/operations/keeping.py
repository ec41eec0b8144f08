"""What is kept of an answer: the state, when to look again, and the next link of the chain when this one did not hold."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from mantetong.domain.events import Event
from mantetong.notice.models import DOOR_CHANNELS, Channel, Notice, NoticeState
from mantetong.notice.operations.reaching import is_known
from mantetong.notice.operations.rules import moment_to_send, rule_in
from mantetong.notice.operations.taking import Parcel
from mantetong.notice.operations.telling import tell_also
from mantetong.outside.sms import Delivery, Sending, Sent
from mantetong.queue.announce import announce

GIVE_UP_AFTER = timedelta(hours=24)
ASKED_AFTER = timedelta(seconds=2)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=3)
_SPREAD = 0.4
Answer = tuple[Parcel, Sent | None, Delivery | None]


def wait_after(tries: int, *, draw: Callable[[], float]) -> timedelta:
    """5 s, 15 s, 45 s … three hours, each a fifth shorter to a fifth longer by `draw` (0 to 1)."""
    wait = min(_FIRST_WAIT * 3 ** min(tries, 10), _LONGEST_WAIT)
    spread: timedelta = wait * (1 - _SPREAD / 2 + _SPREAD * draw())
    return spread


@transaction.atomic
def keep(answers: Sequence[Answer], *, at: datetime, draw: Callable[[], float]) -> None:
    """Keep the answers to a round of requests."""
    taken = [(parcel, sent) for parcel, sent, _ in answers if sent and sent.state is Sending.HANDED_OVER]
    _keep_taken(taken, at)
    for parcel, sent, delivery in answers:
        if sent and sent.state is not Sending.HANDED_OVER:
            _keep_not_taken(parcel, sent, at, draw)
        elif delivery is not None:
            _keep_delivery(parcel, delivery, at, draw)


def _keep_taken(taken: list[tuple[Parcel, Sent]], at: datetime) -> None:
    rows = [
        Notice(
            pk=parcel.id,
            state=NoticeState.HANDED_OVER,
            receipt=sent.receipt[:64],
            handed_over_at=parcel.tried_at if parcel.state is NoticeState.UNKNOWN else at,
            due_at=_look_again(parcel, at),
            tries=0,
            reason="",
        )
        for parcel, sent in taken
    ]
    Notice.objects.bulk_update(rows, ["state", "receipt", "handed_over_at", "due_at", "tries", "reason"])


def _look_again(parcel: Parcel, at: datetime) -> datetime:
    """When to ask the carrier; for a door's message, when a short message is to follow if nobody has opened it."""
    if parcel.channel is Channel.SMS:
        return at + ASKED_AFTER
    return at + timedelta(hours=rule_in(region=parcel.region, at=at).door_hours)


def _keep_not_taken(parcel: Parcel, sent: Sent, at: datetime, draw: Callable[[], float]) -> None:
    is_over = at - parcel.at > GIVE_UP_AFTER
    if is_over or (sent.state is Sending.REFUSED and not sent.may_retry):
        _settle(parcel, NoticeState.FAILED, at=at, reason=sent.reason)
        return
    is_free = sent.state is Sending.REFUSED or parcel.channel in DOOR_CHANNELS  # doors honour repeats
    state = NoticeState.QUEUED if is_free else NoticeState.UNKNOWN
    wait = timedelta(0) if sent.reason == "NOT_THERE" else wait_after(parcel.tries, draw=draw)
    due_at = moment_to_send(region=parcel.region, at=at + wait)
    Notice.objects.filter(pk=parcel.id).update(state=state, due_at=due_at, reason=sent.reason[:60])


def _keep_delivery(parcel: Parcel, said: Delivery, at: datetime, draw: Callable[[], float]) -> None:
    if parcel.channel in DOOR_CHANNELS:
        _keep_unopened(parcel, at)
    elif said is Delivery.DELIVERED:
        _settle(parcel, NoticeState.DELIVERED, at=at)
    elif said is Delivery.FAILED:
        _settle(parcel, NoticeState.FAILED, at=at, reason="NOT_DELIVERED")
    elif parcel.handed_over_at and at - parcel.handed_over_at > GIVE_UP_AFTER:
        _settle(parcel, NoticeState.FAILED, at=at, reason="NO_RECEIPT")
    else:
        Notice.objects.filter(pk=parcel.id).update(due_at=at + wait_after(parcel.tries, draw=draw))


def _keep_unopened(parcel: Parcel, at: datetime) -> None:
    """The door's hours are over: a short message follows unless the happening is known by now."""
    notice = Notice.objects.get(pk=parcel.id)
    Notice.objects.filter(pk=notice.pk).update(due_at=None)
    if not is_known(notice):
        tell_also(notice, channel=Channel.SMS, at=at)


def _settle(parcel: Parcel, state: NoticeState, *, at: datetime, reason: str = "") -> None:
    Notice.objects.filter(pk=parcel.id).update(state=state, settled_at=at, due_at=None, reason=reason[:60])
    if state is not NoticeState.FAILED:
        return
    notice = Notice.objects.get(pk=parcel.id)
    if is_known(notice):  # read in the inbox before the message failed: nobody has to call
        Notice.objects.filter(pk=notice.pk).update(state=NoticeState.REACHED, reached_at=at)
    elif parcel.channel in DOOR_CHANNELS:
        tell_also(notice, channel=Channel.SMS, at=at)
    else:
        announce(Event.NOTICE_FAILED, notice_id=notice.pk)
