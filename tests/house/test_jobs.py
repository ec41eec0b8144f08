"""Somebody works on every queue, jobs are found again after their code has moved, and no event waits for ever."""

from pathlib import Path

from procrastinate.contrib.django import app

import mantetong
from mantetong.domain.events import Event
from mantetong.domain.stages import Action
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


def test_every_event_that_is_no_action_of_a_case_is_announced_or_told_somewhere():
    # actions are announced by the one writer of stages, under their own name
    listening = {"domain/events.py", "config/reactions.py", "notice/told.py"}
    rooms = Path(mantetong.__file__).parent
    written = "".join(file.read_text() for file in rooms.rglob("*.py") if file.relative_to(rooms).as_posix() not in listening)

    assert [event for event in Event if event.name not in Action.__members__ and f"Event.{event.name}" not in written] == []
