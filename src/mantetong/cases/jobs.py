"""Jobs of the hall: acceptance is immediate and needs none; here are the nightly seal, retention, and the calendar's consequences."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.cases import operations
from mantetong.web.clock import day_of

_RETRY = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name="cases.recompute_due", queue="care", retry=_RETRY, lock="cases.recompute_due")
def recompute_due(loading_id: int, after_id: int = 0) -> int:
    """Recompute due dates of running cases after a calendar was loaded, batch after batch; how many moved."""
    moved_in_all, now = 0, timezone.now()
    while True:
        after_id, moved = operations.recompute_running(after_id=after_id, loading_id=loading_id, at=now)
        moved_in_all += moved
        if not after_id:
            return moved_in_all


@app.periodic(cron="10 0 * * *")
@app.task(name="cases.seal_yesterday", queue="care", retry=_RETRY, queueing_lock="cases.seal_yesterday")
def seal_yesterday(timestamp: int) -> str:  # noqa: ARG001  given by the periodic table
    """The signed root over all chains that grew yesterday."""
    now = timezone.now()
    return operations.seal_day(on=day_of(now) - timedelta(days=1), at=now)


@app.periodic(cron="40 2 * * *")
@app.task(name="cases.forget_old_drafts", queue="care", retry=_RETRY, queueing_lock="cases.forget_old_drafts")
def forget_old_drafts(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Take away drafts nobody has touched for the days an operator sets (MANTETONG_DRAFT_DAYS); how many."""
    now = timezone.now()
    return operations.remove_old_drafts(before=now - timedelta(days=settings.MANTETONG_ENVIRONMENT.draft_days), at=now)
