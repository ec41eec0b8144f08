"""Jobs of the reading process: one at a time, tried again when it dies, then given up so that the case goes on."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from mantetong.materials.deadline import ending_process_after
from mantetong.materials.models import PaperPage
from mantetong.materials.operations import (
    forget_expired_uploads,
    forget_old_paper_looks,
    give_up_reading,
    purge_quarantine,
    scan_waiting,
    sweep_blobs,
)
from mantetong.queue.worker import READING

_TRIES = 3
_SECONDS_A_PAGE = 5.0


@app.task(name="materials.read_paper", queue=READING, retry=RetryStrategy(max_attempts=_TRIES, wait=5), pass_context=True)
def read_paper(context: JobContext, /, *, paper_id: int, **_ids: object) -> None:
    """Check and read one paper; a process that hangs over it ends itself.

    The third time round, after two failures or deaths of the process, the paper is marked as not read and the case goes on.
    """
    if context.job.attempts >= _TRIES - 1:
        give_up_reading(paper_id=paper_id, at=timezone.now())
        return
    # Every process knows this task in order to queue it; only the one that runs it may pay for the text engine (600 MB).
    from mantetong.materials.operations.reading import process_paper  # noqa: PLC0415

    pages = PaperPage.objects.filter(paper_id=paper_id).count()
    with ending_process_after(settings.MANTETONG_ENVIRONMENT.reading_seconds + pages * _SECONDS_A_PAGE):
        process_paper(paper_id=paper_id, at=timezone.now())


@app.periodic(cron="35 * * * *")
@app.task(name="materials.forget_uploads", queue="care", queueing_lock="materials.forget_uploads")
def forget_uploads(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Delete uploads nobody finished within a day."""
    return forget_expired_uploads(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="materials.scan_waiting", queue="documents", queueing_lock="materials.scan_waiting")
def scan_held(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Have the scanner look at what came while it was away."""
    return scan_waiting(at=timezone.now())


@app.periodic(cron="50 2 * * *")
@app.task(name="materials.purge_quarantine", queue="care", queueing_lock="materials.purge_quarantine")
def purge_held(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Delete what has been in quarantine for its days."""
    return purge_quarantine(on=timezone.localdate())


@app.periodic(cron="55 2 * * *")
@app.task(name="materials.forget_looks", queue="care", queueing_lock="materials.forget_looks")
def forget_looks(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Delete citizens' looks after as many days as the log is kept."""
    return forget_old_paper_looks(before=timezone.now() - timedelta(days=settings.MANTETONG_ENVIRONMENT.log_days))


@app.periodic(cron="20 3 * * *")
@app.task(name="materials.sweep_blobs", queue="care", queueing_lock="materials.sweep_blobs")
def sweep_unnamed(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Delete files of a day ago whose paper was never written."""
    return sweep_blobs(at=timezone.now())
