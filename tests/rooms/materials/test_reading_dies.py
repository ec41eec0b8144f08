"""A reading process that dies or hangs: restarted, the page tried again, then given up so that the case goes on. Real processes."""

import os
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.materials import operations, queries
from mantetong.materials.jobs import read_paper
from mantetong.materials.models import PaperPage, PaperState
from mantetong.outside.keys import make_keys
from mantetong.queue import housekeeping
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import NOON

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes, pytest.mark.reading]


@pytest.fixture
def documents(settings, tmp_path):
    """A home that a process of its own finds as well."""
    make_keys(tmp_path / "keys")
    settings.MANTETONG_HOME = str(tmp_path)
    where = {"BACKEND": "mantetong.outside.storage.SyncedFileStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "documents": where}
    return tmp_path / "files"


@pytest.fixture
def stuck(filing, owner, documents):
    """A paper whose file never comes to an end: whoever opens it waits for ever. Alone in the queue: no flush clears its tables."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    paper = operations.receive_paper(
        filing_id=filing.id, slot="diagnosis_certificate", name="x.jpg", content=a_jpeg(), by=owner, at=NOON
    )
    file = documents / PaperPage.objects.get(paper_id=paper.id).storage_key
    file.rename(file.with_suffix(".kept"))
    os.mkfifo(file)
    read_paper.defer(paper_id=paper.id)
    return SimpleNamespace(id=paper.id, file=file)


@pytest.fixture
def a_reader(documents):
    """Starts readers; none outlives its test."""
    readers = []
    parts = urlsplit(os.environ["MANTETONG_DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))

    def start(**settings):
        given = os.environ | {"MANTETONG_HOME": str(documents.parent), "MANTETONG_DATABASE_URL": url} | settings
        command = [sys.executable, "-m", "mantetong", "work", "--role", "reading"]
        readers.append(subprocess.Popen(command, env=given, stderr=subprocess.PIPE, text=True))
        return readers[-1]

    yield start
    for reader in readers:
        reader.kill()
        reader.communicate(timeout=20)


def until(is_so, seconds=180):
    for _ in range(int(seconds * 10)):
        if is_so():
            return True
        time.sleep(0.1)
    return False


def what_went_on(reader):
    """The queue, and what the reader said, for whoever has to find out."""
    jobs = list(ProcrastinateJob.objects.values_list("id", "task_name", "status", "attempts", "scheduled_at", "worker_id"))
    reader.kill()
    return f"{jobs}\n{reader.communicate(timeout=20)[1][-3000:]}"


def job_is(status):
    return ProcrastinateJob.objects.filter(task_name="materials.read_paper", status=status).exists()


def rescued():
    """What the minute's rescue does, without waiting half a minute for the dead one to be missed."""

    async def once():
        stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=0.5))
        for job in stalled:
            await housekeeping._rescue(SimpleNamespace(app=app), job)
        return len(stalled)

    return async_to_sync(once)()


def killed_over(a_reader):
    reader = a_reader()
    assert until(lambda: job_is("doing"))
    time.sleep(0.5)
    reader.kill()
    reader.communicate(timeout=20)
    assert until(lambda: rescued() == 1)


def test_a_page_that_kills_its_reader_twice_is_marked_not_read(stuck, a_reader):
    for _ in range(2):
        killed_over(a_reader)
        assert queries.paper_card(stuck.id).state == PaperState.RECEIVED

    last = a_reader()

    assert until(lambda: queries.paper_card(stuck.id).state == PaperState.NOT_READ), what_went_on(last)
    assert ProcrastinateJob.objects.filter(task_name="review.judge_filing").exists()


def test_a_page_whose_reader_died_once_is_read_by_the_next(stuck, a_reader):
    killed_over(a_reader)
    stuck.file.unlink()
    stuck.file.with_suffix(".kept").rename(stuck.file)

    a_reader()

    assert until(lambda: queries.paper_card(stuck.id).state == PaperState.READ)


def test_a_reader_that_hangs_ends_itself_and_says_where(stuck, a_reader):
    reader = a_reader(MANTETONG_READING_SECONDS="1")

    _out, said = reader.communicate(timeout=180)

    assert reader.returncode == 1
    assert "Timeout" in said
    assert "operations/reading.py" in said
    assert rescued() == 1


def test_the_watchman_wakes_while_a_library_holds_the_interpreter():
    code = (
        "import re\n"
        "from mantetong.materials.deadline import ending_process_after\n"
        "with ending_process_after(1): re.match('(a+)+$', 'a' * 60 + 'b')"
    )
    started = time.monotonic()

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)

    assert done.returncode == 1
    assert time.monotonic() - started < 20
