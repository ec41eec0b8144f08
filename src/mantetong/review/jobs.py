"""Jobs of the desk: judging a case when it is submitted, and a filing when one of its papers was read."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.review import operations

_RETRY = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name="review.judge", queue="casework", retry=_RETRY)
def judge(case_id: int, **_ids: object) -> None:
    """Fact sheet and machine answers of one case."""
    operations.judge_case(case_id=case_id, at=timezone.now())


@app.task(name="review.judge_filing", queue="casework", retry=_RETRY)
def judge_filing(filing_id: int, **_ids: object) -> None:
    """Fact sheets and machine answers of every running case of a filing."""
    operations.judge_filing(filing_id=filing_id, at=timezone.now())


@app.task(name="review.carry_out", queue="casework", retry=_RETRY)
def carry_out(act_id: int, **_ids: object) -> str:
    """Send what was held for half a minute, unless it was taken back."""
    return operations.carry_out(act_id=act_id).value
