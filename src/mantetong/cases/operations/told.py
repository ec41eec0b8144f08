"""What later rooms hand down about a filing: that people were reached, that a case is at risk, that a code was guessed."""

from datetime import datetime, timedelta

from django.db import transaction

from mantetong.cases.errors import TooManyTries
from mantetong.cases.models import Case, ProgressTry, Reached
from mantetong.outside.keys import key_ring

TRIES_AN_HOUR = 5


def record_reached(*, filing_id: int, event: str, channel: str, state: str, at: datetime) -> None:
    """A notice got through (written by `notice`)."""
    Reached.objects.create(filing_id=filing_id, event=event, channel=channel, state=state, at=at)


def record_risk(*, case_id: int, risk: int) -> None:
    """How likely the case is to miss its due day, 0–100 (written by `insight`)."""
    Case.objects.filter(pk=case_id).update(risk=risk)


def _number_digest(number: str) -> str:
    return key_ring().digest(number, purpose="progress-tries")


def ensure_may_try(*, number: str, at: datetime) -> None:
    """Raises TooManyTries after five wrong query codes for this number within an hour."""
    recent = ProgressTry.objects.filter(number_digest=_number_digest(number), at__gt=at - timedelta(hours=1))
    if recent.count() >= TRIES_AN_HOUR:
        raise TooManyTries


@transaction.atomic
def note_wrong_query(*, number: str, at: datetime) -> None:
    """Count one wrong try."""
    ProgressTry.objects.create(number_digest=_number_digest(number), at=at)
