"""Who determined, put right afterwards: the days stay as they are, certificate and national registration are made anew."""

from datetime import datetime

from django.db import transaction

from mantetong.domain.events import Event
from mantetong.queue.announce import announce
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.models import NationalState, Recognition, State


@transaction.atomic
def restate_who(*, case_id: int, decision_id: int, institution_code: str, doctor_code: str, at: datetime) -> None:
    """Name the institution and doctor who determined a case's recognition under `decision_id`; what it grants stays untouched.

    What the platform holds under the old codes is withdrawn before the new is sent. Announces RECOGNITION_ISSUED.
    Raises NoSuchRecognition.
    """
    row = Recognition.objects.select_for_update().filter(case_id=case_id).exclude(state=State.REVOKED).first()
    if row is None:
        raise NoSuchRecognition
    if (row.institution_code, row.doctor_code) != (institution_code, doctor_code):
        row.national_is_outdated = bool(row.national_serial) or row.national_state == NationalState.UNKNOWN
    row.institution_code, row.doctor_code = institution_code, doctor_code
    row.decision_id, row.issued_at = decision_id, at
    row.save(update_fields=["institution_code", "doctor_code", "decision_id", "issued_at", "national_is_outdated"])
    announce(Event.RECOGNITION_ISSUED, case_id=case_id)
