"""Somebody works on every queue, and jobs are found again after their code has moved."""

from procrastinate.contrib.django import app

from mantetong.queue.worker import WORKERS, queues_in_use, queues_of


def our_tasks():
    return [task for task in app.tasks.values() if not task.name.startswith(("builtin", "procrastinate"))]


def test_every_queue_has_exactly_one_worker_role():
    taken = [queue for role in WORKERS for queue in queues_of(role)]

    assert sorted(taken) == sorted(set(taken))
    assert queues_in_use() <= set(taken)


def test_every_job_has_a_written_name():
    # a name taken from the module would change when the module moves, and jobs already queued would find nobody
    assert [task.name for task in our_tasks() if task.name == task.full_path] == []


def test_the_rescue_job_takes_no_lock():
    rescue = app.tasks["queue.rescue"]

    assert rescue.lock is None
