"""Jobs of the desk: judging a case when it is submitted, and a filing when one of its papers was read."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.policies.queries import policy_of, regions
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


@app.task(name="review.judge_running", queue="care", retry=_RETRY, lock="review.judge_running")
def judge_running(version_id: int) -> int:
    """Rules were published: judge the running cases that they reach."""
    return operations.judge_running(region=policy_of(version_id=version_id).code, at=timezone.now())


@app.periodic(cron="20 16 * * *")  # 00:20 in Shanghai, after what was scheduled for the day is in force
@app.task(name="review.judge_under_todays_rules", queue="care", retry=_RETRY, queueing_lock="review.judge_under_todays_rules")
def judge_under_todays_rules(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Judge the running cases that rules beginning today reach."""
    return sum(operations.judge_running(region=region.code, at=timezone.now()) for region in regions())
