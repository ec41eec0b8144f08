"""Jobs of determination: calling on whoever decides, chasing experts, printing the letter, drawing second readings."""

import secrets

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mantetong.determination import operations

_RETRY = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name="determination.start", queue="casework", retry=_RETRY)
def start(case_id: int, **_ids: object) -> None:
    """Draw the panel or entrust the institution of a case that entered determination."""
    operations.start(case_id=case_id, seed=secrets.token_hex(16), at=timezone.now())


@app.task(name="determination.make_letter", queue="documents", retry=_RETRY)
def make_letter(case_id: int, **_ids: object) -> None:
    """Print the decision letter of a decided case."""
    operations.make_letter(case_id=case_id, at=timezone.now())


@app.task(name="determination.draw_reading", queue="casework", retry=_RETRY)
def draw_reading(case_id: int, **_ids: object) -> None:
    """Draw whether a decided case is read a second time."""
    operations.draw_reading(case_id=case_id, seed=secrets.token_hex(16), at=timezone.now())


@app.periodic(cron="5 1 * * *")  # 09:05 in Shanghai
@app.task(name="determination.chase_experts", queue="casework", retry=_RETRY, queueing_lock="determination.chase_experts")
def chase_experts(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Remind experts who have not answered, replace those silent for longer; how many of both."""
    return sum(operations.chase_experts(seed=secrets.token_hex(16), at=timezone.now()))
