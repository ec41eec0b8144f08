"""Jobs of this room: the registry asked again for whoever it was away for, and what need not be kept forgotten."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.people import operations, queries

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)
_ASKED_FOR = timedelta(days=14)
_AT_A_TIME = 50


@app.periodic(cron="*/15 * * * *")
@app.task(name="people.recheck_claims", queue="care", queueing_lock="people.recheck_claims")
def recheck_claims(timestamp: int) -> int:  # noqa: ARG001  procrastinate passes the minute
    """Ask the registry about people it was away for; stops at the first silence. How many got an answer."""
    now = timezone.now()
    answered = 0
    for person_id in queries.unchecked_claims(since=now - _ASKED_FOR, most=_AT_A_TIME):
        if operations.recheck_person(person_id=person_id, at=now).outcome is operations.RealNameOutcome.AWAY:
            break
        answered += 1
    return answered


@app.periodic(cron="20 3 * * *")
@app.task(name="people.forget", queue="care", retry=_RETRY, queueing_lock="people.forget")
def forget(timestamp: int) -> int:  # noqa: ARG001  procrastinate passes the minute
    """Delete old codes, old attempts, copies whose week is over, and looks older than an operator keeps them; how many."""
    now = timezone.now()
    kept = timedelta(days=settings.MANTETONG_ENVIRONMENT.log_days)
    return (
        operations.forget_old_codes(at=now)
        + operations.forget_old_attempts(at=now)
        + operations.forget_old_looks(before=now - kept)
        + operations.forget_old_copies(at=now)
    )
