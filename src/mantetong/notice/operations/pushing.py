"""Telling portals: one row per event and subscriber, pushed again with growing waits; a portal that fails for a day is paused.

What was not taken before a pause is kept, and goes out when somebody resumes the portal. No push names an illness.
"""

import random
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.db.models import F

from mantetong.cases import queries as cases
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.notice.errors import NoSuchTask, SubscribedAlready
from mantetong.notice.models import Push, PushState, PushTry, Subscriber
from mantetong.notice.operations.keeping import wait_after
from mantetong.outside import webhooks
from mantetong.outside.webhooks import Pushed

PAUSED_AFTER, GIVEN_UP_AFTER = timedelta(hours=24), timedelta(days=3)
LEASE = timedelta(minutes=2)


@transaction.atomic
def publish(*, event: Event, filing_id: int, key: str, at: datetime, case_id: int | None = None) -> int:
    """Write what the region's portals are to be told of an event, once each; how many pushes wait."""
    filing = cases.filing_card(filing_id)
    case = cases.case_card(case_id) if case_id is not None else None
    number = case.number if case else filing.number
    data = {"number": number, "filing": filing.number, "region": filing.region, "stage": case.stage if case else None}
    rows = [
        Push(subscriber=one, message_id=uuid.uuid4(), event=event, event_key=f"{event}:{filing_id}:{key}", subject=number, data=data, at=at, due_at=at)
        for one in Subscriber.objects.filter(region=filing.region, paused_at=None).order_by("id")
    ]  # fmt: skip
    return len(Push.objects.bulk_create(rows, ignore_conflicts=True))


def push_due(*, at: datetime, most: int = 50, draw: Callable[[], float] = random.random) -> int:
    """Push what is due; how many were tried. The network is spoken to outside every transaction."""
    with transaction.atomic():
        due = Push.objects.select_for_update(skip_locked=True, of=("self",)).filter(due_at__lte=at, subscriber__paused_at=None)
        rows = list(due.select_related("subscriber").order_by("due_at", "id")[:most])
        Push.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=at + LEASE, tries=F("tries") + 1)
    for row in rows:
        _keep(row, _pushed(row, at), at=at, draw=draw)
    return len(rows)


def _pushed(row: Push, at: datetime) -> Pushed:
    kind = f"mantetong.case.{row.event.lower()}.v1"
    message_id, region = str(row.message_id), row.subscriber.region
    body = webhooks.cloud_event(message_id=message_id, kind=kind, region=region, subject=row.subject, data=row.data, at=row.at)
    return webhooks.push(url=row.subscriber.url, secret=row.subscriber.secret, message_id=message_id, body=body, at=at)


@transaction.atomic
def _keep(row: Push, pushed: Pushed, *, at: datetime, draw: Callable[[], float]) -> None:
    PushTry.objects.create(push=row, at=at, status=pushed.status, reason=pushed.reason[:60], milliseconds=pushed.milliseconds)
    portal = Subscriber.objects.filter(pk=row.subscriber_id)
    if pushed.is_taken:
        Push.objects.filter(pk=row.pk).update(state=PushState.TAKEN, settled_at=at, due_at=None)
        portal.update(failing_since=None)
        return
    _keep_not_taken(row, at, draw)
    portal.filter(failing_since=None).update(failing_since=at)
    why = _why_to_pause(pushed, portal.get(), at)
    if why:
        portal.filter(paused_at=None).update(paused_at=at, why_paused=why)


def _keep_not_taken(row: Push, at: datetime, draw: Callable[[], float]) -> None:
    if at - row.at > GIVEN_UP_AFTER:
        Push.objects.filter(pk=row.pk).update(state=PushState.GIVEN_UP, settled_at=at, due_at=None)
    else:
        Push.objects.filter(pk=row.pk).update(due_at=at + wait_after(row.tries, draw=draw))


def _why_to_pause(pushed: Pushed, portal: Subscriber, at: datetime) -> str:
    if pushed.status == HTTPStatus.GONE:
        return "GONE"
    if pushed.reason == "PRIVATE_ADDRESS":
        return "PRIVATE_ADDRESS"
    return "FAILING" if portal.failing_since and at - portal.failing_since >= PAUSED_AFTER else ""


def subscribe(*, region: str, name: str, url: str, by: Actor, at: datetime, secret: str = "") -> tuple[int, str]:
    """Add a portal; its id and the secret it checks signatures with, shown this once. Raises NotAPublicAddress, SubscribedAlready."""
    webhooks.ensure_public(url)
    secret = secret or f"whsec_{secrets.token_urlsafe(32)}"
    try:
        with transaction.atomic():
            row = Subscriber.objects.create(
                region=region, name=name, url=url, secret=secret, account_id=by.known_id, created_at=at
            )
    except IntegrityError:
        raise SubscribedAlready from None
    return row.pk, secret


@transaction.atomic
def pause(*, subscriber_id: int, region: str, at: datetime) -> None:
    """Push nothing more until somebody resumes it. Raises NoSuchTask."""
    if not Subscriber.objects.filter(pk=subscriber_id, region=region).update(paused_at=at, why_paused="BY_HAND"):
        raise NoSuchTask


@transaction.atomic
def resume(*, subscriber_id: int, region: str, at: datetime) -> int:
    """Push again, what was kept first; how many wait. Raises NoSuchTask."""
    found = Subscriber.objects.filter(pk=subscriber_id, region=region)
    if not found.update(paused_at=None, why_paused="", failing_since=None):
        raise NoSuchTask
    waiting = Push.objects.filter(subscriber_id=subscriber_id, state=PushState.WAITING)
    return waiting.update(due_at=at, tries=0)


@transaction.atomic
def push_again(*, push_id: int, region: str, at: datetime) -> None:
    """One push once more under its own id, whatever became of it. Raises NoSuchTask."""
    found = Push.objects.filter(pk=push_id, subscriber__region=region)
    if not found.update(state=PushState.WAITING, due_at=at, tries=0, settled_at=None):
        raise NoSuchTask
