"""Suspension and revocation. A recognition is never deleted."""

from datetime import datetime

from django.db import transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.queue.announce import announce
from mantetong.recognition.errors import NoSuchRecognition, NotInForce
from mantetong.recognition.models import Recognition, State

_MAY = frozenset({Role.SUPERVISOR})


def suspend(*, recognition_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Stop a recognition for a time; look-ups leave it out at once. Raises NotYoursToTake, NoSuchRecognition, NotInForce."""
    _change(recognition_id, {State.IN_FORCE}, State.SUSPENDED, reason, by, at)


def resume(*, recognition_id: int, reason: str, by: Actor, at: datetime) -> None:
    """End a suspension. Raises NotYoursToTake, NoSuchRecognition, NotInForce."""
    _change(recognition_id, {State.SUSPENDED}, State.IN_FORCE, reason, by, at)


@transaction.atomic
def revoke(*, recognition_id: int, reason: str, by: Actor, at: datetime) -> None:
    """End a recognition for good, with its written reason. Announces RECOGNITION_REVOKED.

    Raises NotYoursToTake, NoSuchRecognition, NotInForce.
    """
    row = _change(recognition_id, {State.IN_FORCE, State.SUSPENDED}, State.REVOKED, reason, by, at)
    if row.case_id is not None:
        announce(Event.RECOGNITION_REVOKED, case_id=row.case_id)


@transaction.atomic
def _change(recognition_id: int, before: set[State], after: State, reason: str, by: Actor, at: datetime) -> Recognition:
    ensure_holds(by, _MAY)
    row = Recognition.objects.select_for_update().filter(pk=recognition_id, region=by.region or "").first()
    if row is None:
        raise NoSuchRecognition
    if row.state not in before:
        raise NotInForce
    row.state, row.state_reason, row.state_since = after, reason, at
    row.save(update_fields=["state", "state_reason", "state_since"])
    return row
