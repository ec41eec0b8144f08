"""What was told, to whom, and how far it came. Frozen shapes with the words filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Max, OuterRef, Subquery, When
from django.utils.translation import get_language

from mantetong.domain.events import Event
from mantetong.notice.models import Call, Channel, Notice, NoticeState
from mantetong.notice.queries.known import TO_CALL
from mantetong.notice.queries.telephones import phone_of
from mantetong.notice.queries.words import Own, own_words, spoken
from mantetong.notice.wording import CHINESE
from mantetong.people import queries as people


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """One notice as pages show it. `arrived_at` is when it was surely there, `reached_at` when somebody read or heard it."""

    id: int
    event: str
    channel: Channel
    state: NoticeState
    at: datetime
    arrived_at: datetime | None
    reached_at: datetime | None
    filing_id: int
    tail: str
    subject: str
    text: str
    reason: str = ""

    @property
    def is_delivered(self) -> bool:
        """It arrived, read or not."""
        return self.state in (NoticeState.DELIVERED, NoticeState.REACHED)


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody to call. `phone` is plain: it is there to be dialled; `may_extend` where more time can be given on word.

    `last_at` and `last_outcome` are those of the last call that reached nobody, `again_at` when its caller meant to try again.
    """

    card: NoticeCard
    phone: str
    calls: int
    may_extend: bool = False
    name: str = ""
    last_at: datetime | None = None
    last_outcome: str = ""
    again_at: datetime | None = None


def _cards(notices: Iterable[Notice]) -> tuple[NoticeCard, ...]:
    """With the words in force, in the language of whoever looks."""
    rows = list(notices)
    own = own_words(regions={row.region for row in rows}) if rows else {}
    return tuple(_card(row, own) for row in rows)


def _card(notice: Notice, own: Own) -> NoticeCard:
    channel, language = Channel(notice.channel), get_language() or CHINESE
    words = spoken(region=notice.region, text_key=notice.text_key, channel=channel, language=language, own=own)
    return NoticeCard(
        notice.pk, notice.event, channel, NoticeState(notice.state), notice.at, notice.settled_at, notice.reached_at,
        notice.filing_id, notice.tail, words.subject, words.filled(tail=notice.tail).text, notice.reason,
    )  # fmt: skip


def notices_of(*, filing_id: int) -> tuple[NoticeCard, ...]:
    """Everything told about a filing, in order."""
    return _cards(Notice.objects.filter(filing_id=filing_id).order_by("id"))


def inbox_of(*, account_id: int, before: int | None = None, most: int = 30) -> tuple[NoticeCard, ...]:
    """An account's inbox, newest first, from below the id `before`."""
    rows = Notice.objects.filter(account_id=account_id, channel=Channel.INBOX)
    rows = rows.filter(pk__lt=before) if before else rows
    return _cards(rows.order_by("-id")[:most])


def sms_beside(*, account_id: int, cards: tuple[NoticeCard, ...]) -> dict[tuple[int, str, str], NoticeCard]:
    """The short messages that went with the lines of an inbox, by (filing, event, tail)."""
    filings = {card.filing_id for card in cards}
    rows = Notice.objects.filter(account_id=account_id, channel=Channel.SMS, filing_id__in=filings).order_by("id")
    return {(card.filing_id, card.event, card.tail): card for card in _cards(rows)}


def unread_of(*, account_id: int) -> int:
    """How many lines of the inbox nobody has opened."""
    return Notice.objects.filter(account_id=account_id, channel=Channel.INBOX, reached_at=None).count()


def unreached_in(*, region: str, at: datetime, most: int = 100) -> tuple[Unreached, ...]:
    """Whom to call in a region: messages that failed and that no call has mended, and happenings that somebody must have read or
    heard (a supplement's last days) as long as nobody has.

    Those whose agreed time has come, then those never tried, then whose last try is longest ago; last those agreed for later.
    """
    agreed = Call.objects.filter(notice=OuterRef("pk")).order_by("-pk").values("again_at")[:1]
    waiting = Notice.objects.filter(TO_CALL, region=region).annotate(tried=Max("calls__at"), again=Subquery(agreed))
    turn = Case(When(again__lte=at, then=0), When(again__isnull=True, then=1), default=2)
    in_turn = waiting.order_by(turn, "again", F("tried").asc(nulls_first=True), "id")
    rows = list(in_turn.prefetch_related("calls")[:most])
    names = people.names_of({row.person_id for row in rows})
    return tuple(_unreached(row, card, names) for row, card in zip(rows, _cards(rows), strict=True))


def _unreached(notice: Notice, card: NoticeCard, names: Mapping[int, str]) -> Unreached:
    may_extend = notice.event == Event.SUPPLEMENT_ENDING
    calls = sorted(notice.calls.all(), key=lambda call: call.pk)
    last = calls[-1] if calls else None
    return Unreached(
        card, phone_of(notice), len(calls), may_extend, names.get(notice.person_id, ""),
        last.at if last else None, last.outcome if last else "", last.again_at if last else None,
    )  # fmt: skip


def was_sent_to(*, phone: str, tail: str, since: datetime) -> NoticeCard | None:
    """The newest short message with this tail that went to this telephone since a moment; None when we sent none."""
    rows = Notice.objects.filter(channel=Channel.SMS, tail__in=(tail, *(f"{tail}-{one}" for one in range(1, 10))), at__gte=since)
    handed = rows.exclude(handed_over_at=None).order_by("-id")[:20]
    return next(iter(_cards(notice for notice in handed if phone_of(notice) == phone)), None)


def notice_in(*, notice_id: int, region: str) -> NoticeCard | None:
    """One notice of a region; None for an unknown one and for another region's."""
    return next(iter(_cards(Notice.objects.filter(pk=notice_id, region=region))), None)
