"""What keeps one file from another, and from us, though a warm process waits for them: looked at from outside, through /proc."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from mantetong.config.serving.processes import is_alive, wait_until
from mantetong.materials.safety import gate, limits
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.child import Asked
from mantetong.materials.safety.sniff import FileType
from tests.rooms.materials.bad_files import a_jpeg, a_pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks through /proc")
PATIENCE = 60.0
ASKED = Asked(1 << 20, on_card=False)
at_work = set()


@pytest.fixture(autouse=True)
def fresh_warders():
    gate.end_all()
    yield
    gate.end_all()


def warder(sort="picture"):
    return gate._gates[sort].process.pid


def children_of(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def a_child_at_work():
    """A child that still waits for its file: its number, and a call that sends the file and gives the answer."""
    take_in(content=a_jpeg())
    assert wait_until(lambda: len(children_of(warder())) == len(at_work), seconds=PATIENCE)
    ours, theirs = socket.socketpair()
    order = {"kind": "jpeg", "asked": asdict(ASKED), "seconds": PATIENCE}
    with ours:
        with theirs:
            gate._handed_in("picture", json.dumps(order).encode(), theirs)
        assert wait_until(lambda: set(children_of(warder())) - at_work, seconds=PATIENCE)
        (child,) = set(children_of(warder())) - at_work
        at_work.add(child)
        try:
            yield child, lambda: gate._exchanged(ours, a_jpeg(), PATIENCE)
        finally:
            at_work.remove(child)


@pytest.mark.parametrize(("content", "sort"), [(a_jpeg(), "picture"), (a_pdf(), "document")], ids=["picture", "document"])
def test_the_process_that_forks_has_one_thread_and_knows_nothing_of_its_caller(content, sort):
    take_in(content=content)
    about = Path(f"/proc/{warder(sort)}")

    settings = {line.partition(b"=")[0] for line in (about / "environ").read_bytes().split(b"\0") if line}
    assert [one.name for one in (about / "task").iterdir()] == [str(warder(sort))]
    assert settings == {b"PATH", b"PYTHONPATH", b"PYTHONDONTWRITEBYTECODE", b"LC_ALL"}
    assert sorted(one.name for one in (about / "fd").iterdir()) == ["0", "1", "2"]


def test_a_child_holds_its_own_connection_and_no_way_to_other_files():
    with a_child_at_work() as (child, _answer):
        assert wait_until(lambda: len(held_by(child)) == 3, seconds=PATIENCE)
        connections = [name for name in held_by(child) if name.startswith("socket:")]

        assert sorted(set(held_by(child)) - set(connections)) == ["/dev/null"]
        assert len(connections) == 1
        assert connections[0] not in held_by(warder())


def held_by(pid):
    names = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # the looking itself opens one
            names.append(str(one.readlink()))
    return names


def test_a_child_is_held_to_its_limits_before_it_reads():
    most = (limits.CHILD_MEMORY_BYTES, limits.CHILD_DATA_BYTES, limits.CHILD_CPU_SECONDS, 0, 0)
    with a_child_at_work() as (child, _answer):
        assert wait_until(lambda: limits_of(child) == tuple(map(str, most)), seconds=PATIENCE)


def limits_of(pid):
    told = Path(f"/proc/{pid}/limits").read_text().splitlines()[1:]
    limit = {line[:26].strip(): line[26:].split()[0] for line in told}
    return tuple(limit[f"Max {name}"] for name in ("address space", "data size", "cpu time", "file size", "core file size"))


def test_each_file_has_a_child_of_its_own_that_is_gone_with_it():
    with a_child_at_work() as (child, answer):
        take_in(content=a_jpeg())
        assert wait_until(lambda: children_of(warder()) == [child], seconds=PATIENCE)
        assert answer()

        assert wait_until(lambda: children_of(warder()) == [], seconds=PATIENCE)


def test_a_killed_child_costs_its_own_file_only():
    with a_child_at_work() as (child, answer), a_child_at_work() as (_other, answer_of_other):
        os.kill(child, signal.SIGKILL)

        assert not answer()
        assert answer_of_other()


def test_a_child_that_takes_too_long_is_killed_and_the_next_file_gets_another_memory_map():
    with a_child_at_work() as (_other, answer_of_other):
        before = warder()

        assert not gate.ask(content=a_jpeg(), kind=FileType.JPEG, asked=ASKED, seconds=0.0)

        assert len(take_in(content=a_jpeg()).pages) == 1
        assert warder() != before
        assert answer_of_other()
        assert wait_until(lambda: not is_alive(before), seconds=PATIENCE)


def test_a_file_whose_warder_is_killed_is_asked_about_once_more():
    take_in(content=a_jpeg())
    before, pages = connections(), []
    os.kill(warder(), signal.SIGSTOP)  # the file lies in its hands, nobody looks at it
    asking = threading.Thread(target=lambda: pages.extend(take_in(content=a_jpeg()).pages))
    asking.start()
    assert wait_until(lambda: connections() > before, seconds=PATIENCE)

    os.kill(warder(), signal.SIGKILL)
    asking.join(PATIENCE)

    assert len(pages) == 1


def connections():
    return sum(name.startswith("socket:") for name in held_by(os.getpid()))


def test_a_warder_that_cannot_be_started_is_no_fault_of_the_file(monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    with pytest.raises(gate.NoWarder):
        take_in(content=a_jpeg())


def run_by_itself(script):
    done = subprocess.run([sys.executable, "-c", _BEGIN + script], capture_output=True, text=True, timeout=PATIENCE, check=False)
    return done.returncode, done.stdout.split()


_BEGIN = """
import os, signal, sys
from mantetong.materials.safety import gate
from mantetong.materials.safety.cell import take_in
from tests.rooms.materials.bad_files import a_jpeg
def file():
    take_in(content=a_jpeg())
    print(gate._gates["picture"].process.pid, flush=True)
file()
"""


def test_a_warder_ends_with_its_caller_though_that_is_killed():
    code, (told,) = run_by_itself("os.kill(os.getpid(), signal.SIGKILL)")

    assert code == -signal.SIGKILL
    assert wait_until(lambda: not is_alive(int(told)), seconds=PATIENCE)


def test_a_forked_process_has_a_warder_of_its_own_and_leaves_its_parents_alone():
    code, told = run_by_itself("one = os.fork()\nfile()\nif one: os.waitpid(one, 0); file()")

    assert code == 0
    assert len(told) == 4
    assert len(set(told)) == 2
