"""The queue's own care: jobs of a killed worker go back in line, and finished ones are cleared away at night."""

import logging
from datetime import timedelta

from procrastinate import JobContext, RetryStrategy, exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

STALLED_AFTER = 30.0  # seconds without a sign of life from the job's worker
KILLED_AT_MOST = 20  # attempts: a job that ends its worker every time must not do so for ever
KEPT_FINISHED = timedelta(days=3)
KEPT_FAILED = timedelta(days=30)

# For calls to systems outside: after 2, 4, 8 … seconds, the last wait about an hour and a quarter, then the job has failed.
OUTSIDE_RETRY = RetryStrategy(max_attempts=12, exponential_wait=2)

log = logging.getLogger(__name__)


# Takes no `lock`: a killed worker would leave it held, and nobody would be left to rescue the rescuer (procrastinate issue 1408).
@app.periodic(cron="* * * * *")
@app.task(name="queue.rescue", queue="care", queueing_lock="queue.rescue", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> int:  # noqa: ARG001  procrastinate passes the minute
    """Put the jobs of dead workers back in line; gives how many."""
    stalled = list(await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
    for job in stalled:
        await _rescue(context, job)
    return len(stalled)


async def _rescue(context: JobContext, job: Job) -> None:
    manager = context.app.job_manager
    if job.attempts >= KILLED_AT_MOST:
        log.error("job_given_up job=%s task=%s attempts=%s", job.id, job.task_name, job.attempts)
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return
    try:
        await manager.retry_job(job)
    except exceptions.UniqueViolation:  # its next run already waits: this one is done with
        await manager.finish_job(job, status=Status.FAILED, delete_job=True)
    except exceptions.ConnectorException:
        log.info("job_rescued_by_another job=%s", job.id)
    else:
        log.warning("job_rescued job=%s task=%s", job.id, job.task_name)


@app.periodic(cron="23 19 * * *")  # 03:23 in Shanghai
@app.task(name="queue.clear_finished", queue="care", queueing_lock="queue.clear_finished", pass_context=True)
async def clear_finished_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Delete what has been done for three days, and what has failed for thirty."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=_hours(KEPT_FINISHED), include_cancelled=True, include_aborted=True)
    await manager.delete_old_jobs(nb_hours=_hours(KEPT_FAILED), include_failed=True)


def _hours(span: timedelta) -> int:
    return int(span / timedelta(hours=1))
