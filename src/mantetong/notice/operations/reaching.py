"""The proof that something is known: its line was opened, the person has answered, or somebody told them on the telephone.

What one message has made known needs no other: calls that wait for the same happening are struck off, and messages not yet sent too.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from mantetong.cases import operations as cases_operations
from mantetong.domain.actor import Actor
from mantetong.notice.models import DOOR_CHANNELS, Call, Channel, Notice, NoticeState
from mantetong.review.operations import give_more_time

IN_HOSPITAL, LETTER = "IN_HOSPITAL", "LETTER_SIGNED_FOR"
REACHING = frozenset({"ANSWERED", IN_HOSPITAL, LETTER})


def same_happening(notice: Notice) -> QuerySet[Notice]:
    """Everything told to this person of the same happening, through whatever channel."""
    told = Notice.objects.filter(event_key=notice.event_key, person_id=notice.person_id)
    return told.filter(account_id__isnull=True) if notice.account_id is None else told.filter(account_id=notice.account_id)


def is_known(notice: Notice) -> bool:
    """Whether the person knows of the happening by any channel."""
    return same_happening(notice).exclude(reached_at=None).exists()


@transaction.atomic
def note_opened(*, account_id: int, notice_ids: Collection[int], at: datetime) -> int:
    """The account has these lines of its inbox before it: they have reached somebody. Gives how many were new."""
    unread = Notice.objects.select_for_update().filter(account_id=account_id, channel=Channel.INBOX, reached_at=None)
    opened = list(unread.filter(pk__in=notice_ids).order_by("id"))
    _reached(opened, Channel.INBOX, at)
    return len(opened)


@transaction.atomic
def note_replied(*, account_id: int, filing_id: int, at: datetime) -> int:
    """The account has answered in this filing (sent papers, asked a question): what it was told of it before has reached it."""
    lines = Notice.objects.select_for_update().filter(
        account_id=account_id, filing_id=filing_id, channel=Channel.INBOX, reached_at=None, at__lte=at
    )
    known = list(lines.order_by("id"))
    _reached(known, Channel.INBOX, at)
    return len(known)


def _reached(lines: Iterable[Notice], channel: Channel, at: datetime) -> None:
    for line in lines:
        Notice.objects.filter(pk=line.pk).update(state=NoticeState.REACHED, reached_at=at)
        _strike_off(line, at)
        _hand_down(line, channel, at)


def _strike_off(notice: Notice, at: datetime) -> None:
    """Nobody has to call any more; the door's message counts as opened."""
    others = same_happening(notice).filter(reached_at=None).exclude(pk=notice.pk)
    others.filter(channel__in=(Channel.PHONE, Channel.SMS), state=NoticeState.FAILED).update(
        state=NoticeState.REACHED, reached_at=at
    )
    others.filter(channel=Channel.PHONE).update(state=NoticeState.REACHED, reached_at=at)
    others.filter(channel__in=DOOR_CHANNELS, state__in=(NoticeState.HANDED_OVER, NoticeState.FAILED)).update(
        state=NoticeState.REACHED, reached_at=at, due_at=None
    )


@transaction.atomic
def note_call(*, notice_id: int, outcome: str, by: Actor, at: datetime, again_at: datetime | None = None) -> None:
    """Keep the outcome of a call or letter, and when the caller means to try again. Told on the telephone, told in hospital, or signed for at the door settles the
    notice as reached; anything else leaves it on the list. Whoever lies in hospital gets longer for the supplement at once.
    """
    notice = Notice.objects.select_for_update().get(pk=notice_id)
    is_told = outcome in REACHING
    again_at = None if is_told else again_at
    Call.objects.create(notice=notice, account_id=by.known_id, outcome=outcome, at=at, again_at=again_at)
    if not is_told:
        return
    _reached([notice], Channel.PHONE if outcome != LETTER else Channel.LETTER, at)
    if outcome == IN_HOSPITAL:
        give_more_time(filing_id=notice.filing_id, why=IN_HOSPITAL, by=by, at=at)


def _hand_down(notice: Notice, channel: Channel, at: datetime) -> None:
    cases_operations.record_reached(
        filing_id=notice.filing_id, event=notice.event, channel=channel, state=NoticeState.REACHED, at=at
    )
