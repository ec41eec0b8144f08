"""Nothing handed to the queue is lost, and nothing is queued by a job that failed."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.queue.housekeeping import KILLED_AT_MOST, rescue_stalled_jobs
from mantetong.queue.worker import WORKERS, queues_of, worker_app

pytestmark = pytest.mark.django_db(transaction=True)


@app.task(name="test.leaf", queue="test")
def leaf() -> None:
    """Does nothing."""


@app.task(name="test.branch", queue="test")
def branch(*, fails: bool) -> None:
    """Queues a leaf within a transaction, which may break."""
    with transaction.atomic():
        leaf.defer()
        if fails:
            raise RuntimeError("broken")


@app.task(name="test.alone", queue="test", queueing_lock="test.alone")
def alone() -> None:
    """May wait once only."""


def run_what_waits(*queues):
    worker_app().run_worker(queues=list(queues), wait=False, listen_notify=False, install_signal_handlers=False)


def a_job_of_a_dead_worker(task, *, attempts=0):
    job_id = task.defer()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id")
        (worker,) = cursor.fetchone()
        values = [worker, attempts, job_id]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s", values)
    return job_id


def state_of(job_id):
    return ProcrastinateJob.objects.values_list("status", flat=True).filter(pk=job_id).first()


def test_what_a_job_queues_is_done_too():
    branch.defer(fails=False)

    run_what_waits("test")

    assert list(ProcrastinateJob.objects.filter(task_name="test.leaf").values_list("status", flat=True)) == ["succeeded"]


def test_what_a_failed_job_queued_was_never_there():
    branch.defer(fails=True)

    run_what_waits("test")

    assert not ProcrastinateJob.objects.filter(task_name="test.leaf").exists()


def test_the_job_of_a_dead_worker_goes_back_in_line():
    job_id = a_job_of_a_dead_worker(leaf)

    rescue_stalled_jobs.defer(timestamp=0)
    run_what_waits("care")

    assert state_of(job_id) == "todo"


def test_a_job_that_ended_its_worker_too_often_is_given_up():
    job_id = a_job_of_a_dead_worker(leaf, attempts=KILLED_AT_MOST)

    rescue_stalled_jobs.defer(timestamp=0)
    run_what_waits("care")

    assert state_of(job_id) == "failed"


def test_a_dead_job_whose_next_run_already_waits_is_dropped():
    job_id = a_job_of_a_dead_worker(alone)
    alone.defer()

    rescue_stalled_jobs.defer(timestamp=0)
    run_what_waits("care")

    assert state_of(job_id) is None
    assert ProcrastinateJob.objects.filter(task_name="test.alone", status="todo").count() == 1


def test_reading_has_a_worker_of_its_own():
    taken = {role.name: queues_of(role) for role in WORKERS}

    assert taken["reading"] == ["reading"]
    assert "reading" not in taken["work"]
