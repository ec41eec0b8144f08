"""What follows a recognition: its certificate, and its registration with the national platform. Both take the case's id."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.queue.housekeeping import OUTSIDE_RETRY
from mantetong.recognition import operations
from mantetong.recognition.models import NationalState

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=3)


class NotAnsweredYet(ConnectionError):
    """The platform gave no answer: the next run asks what became of the message."""

    code = "PLATFORM_NOT_ANSWERED"


@app.task(name="recognition.make_certificate", queue="documents", retry=_RETRY)
def make_certificate(*, case_id: int, **_ids: object) -> None:
    """Make the certificate of a case's recognition, once per decision."""
    operations.make_certificate(case_id=case_id, at=timezone.now())


@app.task(name="recognition.register_nationally", queue="outside", retry=OUTSIDE_RETRY)
def register_nationally(*, case_id: int, **_ids: object) -> None:
    """Register a case's recognition (2503); no answer is asked after again and again, then left UNKNOWN for staff."""
    if operations.register_nationally(case_id=case_id, at=timezone.now()) == NationalState.UNKNOWN:
        raise NotAnsweredYet


@app.task(name="recognition.withdraw_nationally", queue="outside", retry=OUTSIDE_RETRY)
def withdraw_nationally(*, case_id: int, **_ids: object) -> None:
    """Withdraw a revoked recognition from the platform (2504)."""
    if operations.withdraw_nationally(case_id=case_id, at=timezone.now()) == NationalState.REGISTERED:
        raise NotAnsweredYet
