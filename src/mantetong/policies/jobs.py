"""Publications whose day has come."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.policies import operations

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.periodic(cron="1 16 * * *")  # 00:01 in Shanghai, when the day begins
@app.task(name="policies.put_in_force", queue="default", retry=_RETRY, queueing_lock="policies.put_in_force")
def put_in_force(timestamp: int) -> int:  # noqa: ARG001  procrastinate passes the minute
    """Load what was confirmed for this day."""
    return operations.put_due_in_force(at=timezone.now())
