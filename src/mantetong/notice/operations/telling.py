"""Telling people: rows are written with the moment their sending is due. The network is spoken to later, outside every transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mantetong.cases import queries as cases
from mantetong.cases.queries import FilingCard
from mantetong.domain.events import Event
from mantetong.notice.models import SENT_CHANNELS, Channel, Notice, NoticeState
from mantetong.notice.operations.rules import moment_to_send, rule_in, ways_in
from mantetong.notice.operations.ways import push_to, way_to
from mantetong.notice.told import TOLD, Told
from mantetong.people import queries as people


@dataclass(frozen=True, slots=True)
class _Happening:
    """What is told, the same for everybody who is told of it."""

    event: Event
    told: Told
    filing_id: int
    region: str
    tail: str
    event_key: str
    at: datetime


@transaction.atomic
def tell(*, event: Event, filing_id: int, key: str, at: datetime, ordinal: int | None = None) -> tuple[int, ...]:
    """Write what is told of an event, once per person and channel; the ids of new rows that wait to be sent.

    `key` names this one happening, `ordinal` the case it concerns. Telling it again writes and sends nothing.
    """
    told, filing = TOLD[event], cases.filing_card(filing_id)
    tail = filing.number[-4:] if ordinal is None or told.once_per_filing else f"{filing.number[-4:]}-{ordinal}"
    event_key = f"{event}:{filing_id}" if told.once_per_filing else f"{event}:{filing_id}:{key}"
    happening = _Happening(event, told, filing_id, filing.region, tail, event_key, at)
    rows = [
        _row(happening, channel, account_id, person_id)
        for account_id, person_id in (_represented(filing) if told.only_represented else _addressees(filing))
        for channel in _channels(happening, account_id)
    ]
    return tuple(notice.pk for notice, is_new in map(_write, rows) if is_new and notice.channel in SENT_CHANNELS)


def _addressees(filing: FilingCard) -> tuple[tuple[int | None, int], ...]:
    """(account, person) of everybody who is told: who filed, and the person themself where somebody else filed for them."""
    return (*cases.people_to_tell(filing.id), *_represented(filing))


def _represented(filing: FilingCard) -> tuple[tuple[int | None, int], ...]:
    if filing.mandate_id is None:
        return ()
    known = {account_id for account_id, _person in cases.people_to_tell(filing.id)}
    own = people.accounts_of_person(filing.person_id)[:1]
    return tuple((account_id, filing.person_id) for account_id in own if account_id not in known)


def _channels(happening: _Happening, account_id: int | None) -> tuple[Channel, ...]:
    """The inbox and the first links of the chain: the door's message where one reaches the account, else the short message.

    A push somebody has asked for themself comes beside the short message where the region does not name the app as a way.
    """
    told = happening.told.channels
    found = [channel for channel in told if channel is not Channel.INBOX or account_id is not None]
    named = ways_in(region=happening.region, at=happening.at)
    door = way_to(account_id=account_id, region=happening.region, text_key=happening.told.text_key, named=named)
    if door is None:
        asked_for = push_to(account_id=account_id, region=happening.region, text_key=happening.told.text_key)
        return (*found, *asked_for) if Channel.SMS in found else tuple(found)
    together = rule_in(region=happening.region, at=happening.at).together
    rest = [channel for channel in found if together or channel is not Channel.SMS]
    return (*rest, door)


def _row(happening: _Happening, channel: Channel, account_id: int | None, person_id: int) -> Notice:
    at, is_inbox = happening.at, channel is Channel.INBOX
    due_at = moment_to_send(region=happening.region, at=at) if channel in SENT_CHANNELS else None
    moments = {"handed_over_at": at, "settled_at": at} if is_inbox else {"due_at": due_at}
    return Notice(
        event=happening.event, text_key=happening.told.text_key, event_key=happening.event_key, filing_id=happening.filing_id,
        region=happening.region, tail=happening.tail, channel=channel, account_id=account_id, person_id=person_id, at=at,
        state=NoticeState.DELIVERED if is_inbox else NoticeState.QUEUED, **moments,
    )  # fmt: skip


def _write(notice: Notice) -> tuple[Notice, bool]:
    unique = {name: getattr(notice, name) for name in ("event_key", "account_id", "person_id", "channel")}
    found = Notice.objects.filter(**unique).first()
    if found is not None:
        return found, False
    notice.save(force_insert=True)
    return notice, True


def tell_also(notice: Notice, *, channel: Channel, at: datetime) -> int | None:
    """The next link of the chain for the same happening and person; its id, or None when it was told that way already."""
    due_at = moment_to_send(region=notice.region, at=at) if channel in SENT_CHANNELS else None
    same = ("event", "text_key", "event_key", "filing_id", "region", "tail", "account_id", "person_id")
    row = Notice(
        channel=channel, state=NoticeState.QUEUED, at=at, due_at=due_at, **{name: getattr(notice, name) for name in same}
    )
    written, is_new = _write(row)
    return written.pk if is_new else None
