"""What follows a recognition: its certificate, and its registration with the national platform. Both take the case's id."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.outside.gateways import TimeStampAway
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


@app.periodic(cron="7,37 * * * *")
@app.task(name="recognition.stamp_certificates", queue="documents", queueing_lock="recognition.stamp_certificates")
def stamp_certificates(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Stamp what was signed while no time-stamp authority answered; how many. Still away: the next run tries again."""
    try:
        return operations.stamp_certificates()
    except TimeStampAway:
        return 0


@app.task(name="recognition.register_nationally", queue="outside", retry=OUTSIDE_RETRY)
def register_nationally(*, case_id: int, **_ids: object) -> None:
    """Register a case's recognition (2503); no answer is asked after again and again, then left UNKNOWN for staff."""
    if operations.register_nationally(case_id=case_id, at=timezone.now()) == NationalState.UNKNOWN:
        raise NotAnsweredYet


@app.task(name="recognition.withdraw_nationally", queue="outside", retry=OUTSIDE_RETRY)
def withdraw_nationally(*, case_id: int, **_ids: object) -> None:
    """Withdraw a revoked recognition from the platform (2504)."""
    if operations.withdraw_nationally(case_id=case_id, at=timezone.now()) in (NationalState.REGISTERED, NationalState.UNKNOWN):
        raise NotAnsweredYet


@app.task(name="recognition.register_taken_in", queue="outside", retry=OUTSIDE_RETRY)
def register_taken_in(*, recognition_id: int, **_ids: object) -> None:
    """Register what an entrusted institution registered with us (2503)."""
    if operations.register_taken_in(recognition_id=recognition_id, at=timezone.now()) == NationalState.UNKNOWN:
        raise NotAnsweredYet


@app.task(name="recognition.withdraw_taken_out", queue="outside", retry=OUTSIDE_RETRY)
def withdraw_taken_out(*, recognition_id: int, **_ids: object) -> None:
    """Withdraw from the platform what the institution withdrew (2504)."""
    said = operations.withdraw_taken_out(recognition_id=recognition_id, at=timezone.now())
    if said in (NationalState.REGISTERED, NationalState.UNKNOWN):
        raise NotAnsweredYet


@app.task(name="recognition.tell_of_beginning", queue="casework", retry=5)
def tell_of_beginning(*, case_id: int, **_ids: object) -> None:
    """Tell the person on the first day of a benefit that begins later than it was decided; until then the job waits for that day."""
    begins_at = operations.tell_of_beginning(case_id=case_id, at=timezone.now())
    if begins_at is not None:
        tell_of_beginning.configure(schedule_at=begins_at).defer(case_id=case_id)


@app.periodic(cron="17 * * * *")
@app.task(name="recognition.make_missing_certificates", queue="documents", queueing_lock="recognition.make_missing_certificates")
def make_missing_certificates(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Try certificates again that could not be made; how many were."""
    return operations.make_missing_certificates(at=timezone.now())


@app.periodic(cron="*/10 18-20 * * *")  # UTC: from two to five at night in Shanghai; a wave takes several runs
@app.task(name="recognition.renew_lasting", queue="casework", retry=5, queueing_lock="recognition.renew_lasting")
def renew_lasting(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Carry on what does not remit; how many."""
    return operations.renew_lasting(at=timezone.now())


@app.periodic(cron="20 2 * * *")  # UTC: twenty past ten in the morning in Shanghai, when a message wakes nobody
@app.task(name="recognition.remind_of_ending", queue="casework", retry=5, queueing_lock="recognition.remind_of_ending")
def remind_of_ending(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Remind whoever's recognition ends in 90, 30 or 7 days; how many."""
    return operations.remind_of_ending(at=timezone.now())
