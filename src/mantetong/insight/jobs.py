"""The morning's risks, and replays asked for on the desk."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.insight import operations
from mantetong.insight.copy_of_data import jobs as copies
from mantetong.web.clock import day_of

make_copy = copies.make_copy
_RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.periodic(cron="5 17 * * *")  # 01:05 in Shanghai, when the day is new
@app.task(name="insight.reckon_risks", queue="default", retry=_RETRY, queueing_lock="insight.reckon_risks")
def reckon_risks(timestamp: int) -> int:  # noqa: ARG001  procrastinate passes the minute
    """Every running case's risk for the day."""
    return operations.reckon_risks(on=day_of(timezone.now()))


@app.task(name="insight.replay_publication", queue="care", retry=RetryStrategy(max_attempts=2, wait=30))
def replay_publication(publication_id: int) -> int:
    """What staged packs would have done to past cases; the id of the report, 0 when the publication is finished meanwhile."""
    return operations.replay_publication(publication_id=publication_id, at=timezone.now())
