"""Jobs of the reading process: one at a time, tried again when it dies, then given up so that the case goes on."""

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from mantetong.materials import operations
from mantetong.queue.worker import READING

_TRIES = 3


@app.task(name="materials.read_paper", queue=READING, retry=RetryStrategy(max_attempts=_TRIES, wait=5), pass_context=True)
def read_paper(context: JobContext, *, paper_id: int, **_ids: object) -> None:
    """Check and read one paper; after three tries, a death of the process included, mark it as not read."""
    now = timezone.now()
    if context.job.attempts >= _TRIES - 1:
        _last_try(paper_id)
        return
    operations.process_paper(paper_id=paper_id, at=now)


def _last_try(paper_id: int) -> None:
    """A process that was killed twice over this paper must not be killed a third time."""
    operations.give_up_reading(paper_id=paper_id, at=timezone.now())
