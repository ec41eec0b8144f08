"""Jobs of determination: calling on whoever decides, and printing the letter."""

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
