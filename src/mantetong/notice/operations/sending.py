"""Handing messages in and asking what became of them, a batch at a time. The network is spoken to outside every transaction.

Nothing goes out twice: a short message that may have been taken is looked up under our reference where it may be; only what is known
not to be there is sent again. What a carrier cannot say for a day has failed, and a human calls.
"""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from mantetong.notice.models import Channel, Notice, NoticeState
from mantetong.notice.operations.keeping import keep
from mantetong.notice.operations.shifting import carriers_now, is_bad, note_answers
from mantetong.notice.operations.taking import Parcel, pass_to, take
from mantetong.notice.operations.ways import DoorMessage, ways
from mantetong.outside.carriers import Carrier, carrier_named
from mantetong.outside.sms import Delivery, Sending, Sent
from mantetong.outside.wechat_mini import MAYBE_SENT

AT_ONCE = 16  # requests
_A_ROUND = 32
INBOX_PATH = "/notices/"


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one parcel: an answer to its handing in, or to the question what became of it."""

    parcel: Parcel
    sent: Sent | None = None
    delivery: Delivery | None = None


def drain(*, at: datetime, most: int = 128, draw: Callable[[], float] = random.random) -> int:
    """Handle up to `most` due notices; how many were handled."""
    carrier = carriers_now(at=at)[0]
    parcels = take(at=at, most=most, carrier=carrier.name)
    _handle(parcels, at, draw)
    return len(parcels)


def send_notice(*, notice_id: int, at: datetime, draw: Callable[[], float] = random.random) -> NoticeState:
    """Handle one notice if it is due: hand it in, look it up, or ask after it; its state now."""
    parcels = take(at=at, most=1, carrier=carriers_now(at=at)[0].name, only=notice_id)
    _handle(parcels, at, draw)
    return NoticeState(Notice.objects.values_list("state", flat=True).get(pk=notice_id))


def _handle(parcels: Sequence[Parcel], at: datetime, draw: Callable[[], float]) -> None:
    waiting = iter(parcels)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while batch := tuple(islice(waiting, _A_ROUND)):
            came = list(pool.map(partial(_spoken_to, at=at), _redirected(batch, at)))
            _note_ways(came)
            keep([(one.parcel, one.sent, one.delivery) for one in came], at=at, draw=draw)
            _note_carriers(came, at)


def _redirected(batch: tuple[Parcel, ...], at: datetime) -> tuple[Parcel, ...]:
    """Fresh short messages go to whoever is at work now: the carrier they were meant for may have begun to rest."""
    best = carriers_now(at=at)[0].name
    moved = [one for one in batch if one.channel is Channel.SMS and one.state is NoticeState.QUEUED and one.carrier != best]
    if not moved:
        return batch
    pass_to(ids=[one.id for one in moved], carrier=best)
    return tuple(one.carried_by(best) if one in moved else one for one in batch)


def _note_carriers(came: list[Came], at: datetime) -> None:
    for name in {one.parcel.carrier for one in came if one.parcel.channel is Channel.SMS}:
        answers = (one.sent for one in came if one.parcel.carrier == name and one.parcel.state is NoticeState.QUEUED)
        note_answers(name=name, bad=tuple(is_bad(sent, took=sent.took) for sent in answers if sent), at=at)


def _spoken_to(parcel: Parcel, *, at: datetime) -> Came:
    """The network's part of one parcel; touches no database."""
    if parcel.channel is not Channel.SMS:
        return Came(parcel, delivery=Delivery.WAITING) if parcel.handed_over_at else Came(parcel, sent=_through_door(parcel, at))
    carrier = carrier_named(parcel.carrier)
    if parcel.state is NoticeState.HANDED_OVER and parcel.handed_over_at:
        return Came(parcel, delivery=carrier.ask(parcel.letter, handed_over_at=parcel.handed_over_at, at=at))
    return Came(parcel, sent=_handed_in(carrier, parcel, at))


def _handed_in(carrier: Carrier, parcel: Parcel, at: datetime) -> Sent:
    if not parcel.letter.phone:
        return Sent(Sending.REFUSED, reason="NO_TELEPHONE")
    if parcel.state is NoticeState.UNKNOWN:
        return _looked_up(carrier, parcel, at)
    return carrier.send(parcel.letter, at=at)


def _looked_up(carrier: Carrier, parcel: Parcel, at: datetime) -> Sent:
    is_there = carrier.was_sent(parcel.letter, tried_at=parcel.tried_at, at=at)
    if is_there is None:
        return Sent(Sending.UNKNOWN, reason="CANNOT_LOOK_UP")
    return Sent(Sending.HANDED_OVER) if is_there else Sent(Sending.REFUSED, reason=NOT_THERE, may_retry=True)


NOT_THERE = "NOT_THERE"
"""The carrier has no such message: it is sent anew at once."""


def _through_door(parcel: Parcel, at: datetime) -> Sent:
    way = ways().get(parcel.channel)
    if way is None or not parcel.address:
        return Sent(Sending.REFUSED, reason="NO_WAY")
    if parcel.state is NoticeState.UNKNOWN and not way.honours_repeats:
        return Sent(Sending.REFUSED, reason=MAYBE_SENT)
    message = DoorMessage(
        parcel.region, parcel.text_key, parcel.spoken.subject, parcel.spoken.text, parcel.tail, INBOX_PATH, f"n{parcel.id}"
    )
    return way.send(parcel.address, message, at=at)


def _note_ways(came: list[Came]) -> None:
    for one in came:
        way = ways().get(one.parcel.channel)
        if way is not None and one.sent is not None and one.parcel.address:
            way.note(one.parcel.address, region=one.parcel.region, text_key=one.parcel.text_key, sent=one.sent)


def next_due(*, after: datetime, within: timedelta) -> datetime | None:
    """When something is due next, if that is soon."""
    rows = Notice.objects.filter(due_at__gt=after, due_at__lte=after + within).order_by("due_at")
    return rows.values_list("due_at", flat=True).first()
