"""The job behind a copy; and giving up when it cannot be made."""

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from mantetong.insight.copy_of_data.making import make_copy_of_data
from mantetong.people.operations import give_up_copy

_MOST_TRIES = 4
_RETRY = RetryStrategy(max_attempts=_MOST_TRIES, exponential_wait=5)


@app.task(name="insight.make_copy", queue="documents", retry=_RETRY, pass_context=True)
def make_copy(context: JobContext, copy_id: int) -> bool:
    """Make the copy; after the last try the person is told to ask again."""
    try:
        return make_copy_of_data(copy_id=copy_id, at=timezone.now())
    except Exception:
        if context.job.attempts + 1 >= _MOST_TRIES:
            give_up_copy(copy_id=copy_id)
        raise
