"""Who runs the jobs: one worker for everything, one of its own for codes, for which somebody waits with the telephone in hand, and
one for reading papers, which is heavy and slow.

A worker keeps its own asynchronous connections, but the tasks stay with Django's: what a job announces is queued in the
job's own transaction, just as from a page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector

from mantetong.queue import housekeeping  # its tasks are part of every worker

READING, CODES = "reading", "codes"


@dataclass(frozen=True)
class WorkerRole:
    """One worker process: the queues it takes from, and how many jobs at a time."""

    name: str
    takes: Callable[[str], bool]
    concurrency: int


WORKERS = (
    WorkerRole("work", lambda queue: queue not in (READING, CODES), concurrency=4),
    WorkerRole("codes", lambda queue: queue == CODES, concurrency=2),
    WorkerRole("reading", lambda queue: queue == READING, concurrency=1),  # the model uses every core by itself
)


def queues_in_use() -> set[str]:
    """Every queue that some registered task names."""
    return {task.queue for task in app.tasks.values()}


def queues_of(role: WorkerRole) -> list[str]:
    """The queues of a role, in order."""
    return sorted(queue for queue in queues_in_use() | {READING, CODES} if role.takes(queue))


def worker_app() -> App:
    """An app with a worker's connections that knows the same tasks; the tasks themselves keep deferring through Django."""
    own = cast("DjangoConnector", app.connector)
    working = DjangoApp(connector=own.get_worker_connector())
    working.tasks = app.tasks
    working.periodic_registry = app.periodic_registry
    return working


def run_worker(*, role: WorkerRole) -> None:
    """Run jobs until told to stop by INT or TERM; running ones get 20 seconds to end, then go back to the queue."""
    worker_app().run_worker(
        queues=queues_of(role),
        name=role.name,
        concurrency=role.concurrency,
        shutdown_graceful_timeout=20.0,
        stalled_worker_timeout=housekeeping.STALLED_AFTER,
        fetch_job_polling_interval=5.0,
    )
