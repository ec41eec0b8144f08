"""A certificate by courier: asked for by the person, sent by a clerk, delivered or returned. The benefit never waits for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.queue.announce import announce
from mantetong.recognition.errors import NoSuchRecognition, PostedAlready
from mantetong.recognition.models import CertificateFile, Posting, PostingState

_MAY = frozenset({Role.CLERK, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a certificate goes."""

    name: str
    phone: str
    address: str


def ask_posting(*, recognition_id: int, to: Recipient, at: datetime) -> int:
    """Ask for a printed copy by courier; the posting's id. Raises NoSuchRecognition without a certificate, PostedAlready."""
    if not CertificateFile.objects.filter(recognition_id=recognition_id).exists():
        raise NoSuchRecognition
    given = {"recipient": to.name, "phone": to.phone, "address": to.address, "asked_at": at, "changed_at": at}
    try:
        with transaction.atomic():
            return Posting.objects.create(recognition_id=recognition_id, **given).pk
    except IntegrityError as error:
        raise PostedAlready from error


def cancel_posting(*, recognition_id: int, at: datetime) -> None:
    """The person wants no copy after all, as long as none was sent. Raises NoSuchRecognition."""
    asked = Posting.objects.filter(recognition_id=recognition_id, state=PostingState.ASKED)
    if not asked.update(state=PostingState.CANCELLED, changed_at=at):
        raise NoSuchRecognition


def mark_sent(*, posting_id: int, carrier: str, tracking: str, by: Actor, at: datetime) -> None:
    """It was handed to the courier under this number. Announces CERTIFICATE_POSTED. Raises NotYoursToTake, NoSuchRecognition."""
    with transaction.atomic():
        row = _moved(posting_id, PostingState.ASKED, by)
        row.state, row.carrier, row.tracking, row.changed_at = PostingState.SENT, carrier, tracking, at
        row.save(update_fields=["state", "carrier", "tracking", "changed_at"])
        _announce(Event.CERTIFICATE_POSTED, row)


def mark_delivered(*, posting_id: int, by: Actor, at: datetime) -> None:
    """The courier delivered it. Raises NotYoursToTake, NoSuchRecognition."""
    with transaction.atomic():
        row = _moved(posting_id, PostingState.SENT, by)
        row.state, row.changed_at = PostingState.DELIVERED, at
        row.save(update_fields=["state", "changed_at"])


def mark_returned(*, posting_id: int, why: str, by: Actor, at: datetime) -> None:
    """It came back: the person reads why and may ask anew. Announces CERTIFICATE_RETURNED. Raises NotYoursToTake, NoSuchRecognition."""
    with transaction.atomic():
        row = _moved(posting_id, PostingState.SENT, by)
        row.state, row.said, row.changed_at = PostingState.RETURNED, why, at
        row.save(update_fields=["state", "said", "changed_at"])
        _announce(Event.CERTIFICATE_RETURNED, row)


def _moved(posting_id: int, before: PostingState, by: Actor) -> Posting:
    """The row, locked, of the region of whoever acts."""
    ensure_holds(by, _MAY)
    rows = Posting.objects.select_for_update(of=("self",)).select_related("recognition")
    row = rows.filter(pk=posting_id, state=before, recognition__region=by.region or "").first()
    if row is None:
        raise NoSuchRecognition
    return row


def _announce(event: Event, row: Posting) -> None:
    if row.recognition.case_id is not None:
        announce(event, case_id=row.recognition.case_id)
