"""Recognitions that an entrusted institution registers itself (2503) and withdraws (2504), without a case here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from mantetong.domain.events import Event
from mantetong.queue.announce import announce
from mantetong.recognition.errors import AlreadyHeld, NoSuchRecognition
from mantetong.recognition.models import Recognition, State


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an institution determined. `ends_on` is the last day in force, None open-ended."""

    person_id: int
    psn_no: str
    region: str
    insutype: str
    disease_code: str
    disease_name: str
    decided_on: date
    begins_on: date
    ends_on: date | None
    institution_code: str
    doctor_code: str


@transaction.atomic
def take_in(*, what: TakenIn, at: datetime) -> int:
    """Keep what an entrusted institution determined; the row's id. Announces RECOGNITION_TAKEN_IN. Raises AlreadyHeld."""
    given = {name: getattr(what, name) for name in TakenIn.__dataclass_fields__}
    try:
        with transaction.atomic():
            row = Recognition.objects.create(**given, issued_at=at)
    except IntegrityError as error:
        raise AlreadyHeld from error
    announce(Event.RECOGNITION_TAKEN_IN, recognition_id=row.pk)
    return row.pk


@transaction.atomic
def take_out(*, recognition_id: int, reason: str, at: datetime) -> None:
    """End what an institution registered, with its reason. Announces RECOGNITION_TAKEN_OUT. Raises NoSuchRecognition."""
    standing = Recognition.objects.filter(pk=recognition_id, case_id=None).exclude(state=State.REVOKED)
    if not standing.update(state=State.REVOKED, state_reason=reason, state_since=at):
        raise NoSuchRecognition
    announce(Event.RECOGNITION_TAKEN_OUT, recognition_id=recognition_id)
