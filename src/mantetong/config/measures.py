"""What `/metrics` shows: requests as counted by every web process, jobs as they stand in the database.

Several processes answer on one port, so counts are kept in small files of `PROMETHEUS_MULTIPROC_DIR` (set by `serve`).
No path, number or name of anybody is a label.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

from mantetong.config.statements import JOBS_BY_STATE, OLDEST_WAITING_JOB, WORKERS_ALIVE

REQUESTS = Counter("mantetong_requests", "Page requests answered, by class of status.", ["status"])
SECONDS = Histogram(
    "mantetong_request_seconds", "Time to answer a page request.", buckets=(0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10)
)


def measured(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The same WSGI application, counting."""

    def counting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begin = time.perf_counter()

        def started(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            REQUESTS.labels(f"{status[0]}xx").inc()
            SECONDS.observe(time.perf_counter() - begin)
            return start_response(status, headers, exc_info)

        return application(environ, started)

    return counting


def exposition() -> bytes:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    standing = CollectorRegistry()
    _count_jobs(standing)
    return generate_latest(registry) + generate_latest(standing)


def _count_jobs(registry: CollectorRegistry) -> None:
    jobs = Gauge("mantetong_jobs", "Jobs in the queue, by queue and state.", ["queue", "state"], registry=registry)
    oldest = Gauge("mantetong_oldest_waiting_job_seconds", "How long the oldest job that may run has waited.", registry=registry)
    workers = Gauge("mantetong_workers_alive", "Workers that gave a sign of life in the last 30 seconds.", registry=registry)
    with connection.cursor() as cursor:
        cursor.execute(JOBS_BY_STATE)
        for queue, state, count in cursor.fetchall():
            jobs.labels(queue, state).set(count)
        for gauge, statement in ((oldest, OLDEST_WAITING_JOB), (workers, WORKERS_ALIVE)):
            cursor.execute(statement)
            gauge.set(cursor.fetchone()[0])
