"""What `/metrics` shows: requests as counted by every web process, jobs as they stand in the database.

Several processes answer on one port, so counts are kept in small files of `PROMETHEUS_MULTIPROC_DIR` (set by `serve`).
No path, number or name of anybody is a label.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric

from mantetong.config.statements import JOBS_BY_STATE, OLDEST_WAITING_JOB, WORKERS_ALIVE
from mantetong.notice.queries import unreached_by_region

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


class Standing:
    """Figures that stand in the database, read when asked for: the same from whichever process."""

    def collect(self) -> Iterator[Metric]:
        """The queue as it is now."""
        jobs = GaugeMetricFamily("mantetong_jobs", "Jobs in the queue, by queue and state.", labels=["queue", "state"])
        with connection.cursor() as cursor:
            cursor.execute(JOBS_BY_STATE)
            for queue, state, count in cursor.fetchall():
                jobs.add_metric([queue, state], count)
            yield jobs
            cursor.execute(OLDEST_WAITING_JOB)
            yield _gauge(
                "mantetong_oldest_waiting_job_seconds", "How long the oldest runnable job has waited.", cursor.fetchone()
            )
            cursor.execute(WORKERS_ALIVE)
            yield _gauge("mantetong_workers_alive", "Workers that gave a sign of life in the last 30 seconds.", cursor.fetchone())
        unreached = GaugeMetricFamily("mantetong_people_unreached", "People whom no message has reached.", labels=["region"])
        for region, count in unreached_by_region().items():
            unreached.add_metric([region], count)
        yield unreached


def exposition() -> bytes:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Standing())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    return generate_latest(registry)


def _gauge(name: str, what: str, row: tuple[float, ...]) -> Metric:
    return GaugeMetricFamily(name, what, value=float(row[0]))
