"""Taking what is due: a worker marks it as its own for the length of a lease, so that nobody else handles it meanwhile and a killed
worker gives it back by itself. What is taken fresh is marked UNKNOWN first: from then on it is looked up before it is ever sent.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import resources

from django.db import connection, transaction
from django.db.models import Count, F, Min

from mantetong.cases import queries as cases
from mantetong.notice.models import Channel, Notice, NoticeState
from mantetong.notice.operations.rules import moment_to_send, rule_in
from mantetong.notice.operations.ways import ways
from mantetong.notice.queries.words import Own, Spoken, own_words, spoken
from mantetong.notice.told import PRESSING
from mantetong.outside.carriers import Letter
from mantetong.people import queries as people
from mantetong.people.queries import Telephone

LEASE = timedelta(minutes=2)  # longer than a batch of requests can take when every one runs into its time limit
_DUE = resources.files(__package__).joinpath("due.sql").read_text("utf-8")
_A_DAY = timedelta(hours=24)
_NOBODY = Telephone("", "zh-hans")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One notice in a worker's hands. `state` is what it was before it was taken; `carrier` who is to take it, or may have it."""

    id: int
    channel: Channel
    state: NoticeState
    region: str
    account_id: int | None
    at: datetime
    tries: int
    carrier: str
    tried_at: datetime
    handed_over_at: datetime | None
    letter: Letter
    spoken: Spoken
    event_key: str = ""
    text_key: str = ""
    tail: str = ""
    address: str = ""  # behind a door; empty where nobody is reached there any more

    def carried_by(self, name: str) -> "Parcel":
        """The same for another carrier."""
        return replace(self, carrier=name)


def take(*, at: datetime, most: int, carrier: str, only: int | None = None) -> tuple[Parcel, ...]:
    """Up to `most` due notices, in turn by region, or the one asked for; `carrier` is named as who gets fresh short messages."""
    with transaction.atomic():
        ids = _due(at, most) if only is None else [only]
        rows = Notice.objects.select_for_update(skip_locked=True).filter(pk__in=ids, due_at__lte=at)
        ready = _ready(list(rows.order_by("id")), at)
        _mark(ready, at, carrier)
    place = {pk: number for number, pk in enumerate(ids)}
    return _parcels(sorted(ready, key=lambda one: place[one.pk]), at, carrier)


def _due(at: datetime, most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"at": at, "most": most})
        return [row[0] for row in cursor.fetchall()]


def _mark(ready: list[Notice], at: datetime, carrier: str) -> None:
    fresh = [one.pk for one in ready if one.state == NoticeState.QUEUED]
    Notice.objects.filter(pk__in=fresh).update(state=NoticeState.UNKNOWN, tried_at=at)
    Notice.objects.filter(pk__in=fresh, channel=Channel.SMS).update(carrier=carrier)
    Notice.objects.filter(pk__in=[one.pk for one in ready]).update(due_at=at + LEASE, tries=F("tries") + 1)


def _ready(rows: list[Notice], at: datetime) -> list[Notice]:
    """Without those whose telephone must not ring now, or has rung often enough today: they are put off."""
    fresh = [one for one in rows if one.state == NoticeState.QUEUED]
    put_off = {**_too_many(fresh, at), **_at_night(fresh, at)}
    for pk, until in put_off.items():
        Notice.objects.filter(pk=pk).update(due_at=until)
    return [one for one in rows if one.pk not in put_off]


def _at_night(fresh: list[Notice], at: datetime) -> dict[int, datetime]:
    moments = {region: moment_to_send(region=region, at=at) for region in {one.region for one in fresh}}
    return {one.pk: moments[one.region] for one in fresh if moments[one.region] > at}


def _too_many(fresh: list[Notice], at: datetime) -> dict[int, datetime]:
    limited = [one for one in fresh if one.channel == Channel.SMS and one.text_key not in PRESSING]
    sent = Notice.objects.filter(
        channel=Channel.SMS, handed_over_at__gt=at - _A_DAY, person_id__in={one.person_id for one in limited}
    )
    rows = sent.values_list("account_id", "person_id").annotate(count=Count("id"), oldest=Min("handed_over_at"))
    had = {(account, person): (count, oldest) for account, person, count, oldest in rows.order_by("account_id", "person_id")}
    now_too: Counter[tuple[int | None, int]] = Counter()
    late = {}
    for one in limited:
        who = (one.account_id, one.person_id)
        count, oldest = had.get(who, (0, at))
        if count + now_too[who] >= rule_in(region=one.region, at=at).per_day:
            late[one.pk] = moment_to_send(region=one.region, at=(oldest or at) + _A_DAY)
        now_too[who] += 1
    return late


def _parcels(rows: list[Notice], at: datetime, carrier: str) -> tuple[Parcel, ...]:
    telephones = people.telephones_of({one.account_id for one in rows if one.account_id})
    own = own_words(regions={one.region for one in rows})
    return tuple(_parcel(one, telephones.get(one.account_id or 0, _NOBODY), own, at, carrier) for one in rows)


def _parcel(notice: Notice, telephone: Telephone, own: Own, at: datetime, carrier: str) -> Parcel:
    channel = Channel(notice.channel)
    words = spoken(region=notice.region, text_key=notice.text_key, channel=channel, language=telephone.language, own=own)
    number = telephone.number or cases.filing_card(notice.filing_id).phone
    letter = Letter(
        number, words.registered_as, {"tail": notice.tail} if words.has_tail else {}, f"n{notice.pk}", words.carrier_code
    )
    is_fresh = notice.state == NoticeState.QUEUED
    return Parcel(
        notice.pk, channel, NoticeState(notice.state), notice.region, notice.account_id, notice.at, notice.tries,
        carrier if is_fresh else notice.carrier, at if is_fresh else notice.tried_at or at, notice.handed_over_at, letter,
        words.filled(tail=notice.tail), notice.event_key, notice.text_key, notice.tail, _address(notice),
    )  # fmt: skip


def _address(notice: Notice) -> str:
    way = ways().get(Channel(notice.channel))
    if way is None or not notice.account_id:
        return ""
    return way.address_of(notice.account_id, region=notice.region, text_key=notice.text_key)


def pass_to(*, ids: list[int], carrier: str) -> None:
    """What another carrier is to take: kept before it is given it."""
    Notice.objects.filter(pk__in=ids).update(carrier=carrier)
