"""Drafts: their owners are told in time, and what was taken away is deleted at night."""

from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.apply.clerk.queries import has_originals_here
from mantetong.apply.operations import forget_draft, remind_of_drafts
from mantetong.cases.queries import drafts_removed_before

GRACE = timedelta(days=7)  # a draft removed by mistake can still be brought back by an operator


@app.periodic(cron="20 3 * * *")
@app.task(
    name="apply.forget_drafts", queue="care", retry=RetryStrategy(max_attempts=5, wait=600), queueing_lock="apply.forget_drafts"
)
def forget_drafts(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Delete drafts a week after they were taken away; how many."""
    gone = [one for one in drafts_removed_before(moment=timezone.now() - GRACE) if not has_originals_here(one)]
    for filing_id in gone:
        forget_draft(filing_id=filing_id)
    return len(gone)


@app.periodic(cron="10 2 * * *")  # UTC: ten in the morning in Shanghai, when a message wakes nobody
@app.task(
    name="apply.remind_of_drafts",
    queue="care",
    retry=RetryStrategy(max_attempts=5, wait=600),
    queueing_lock="apply.remind_of_drafts",
)
def tell_of_drafts(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Tell the owners of drafts that go within a week; how many."""
    return remind_of_drafts(at=timezone.now())
