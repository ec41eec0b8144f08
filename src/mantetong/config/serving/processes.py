"""Processes of one installation: they die with their parent, and a later start can tell its own leftovers from strangers.

Every child carries `MANTETONG_FAMILY=<digest of the home>` in its environment, which the kernel shows to its owner.
"""

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

FAMILY = "MANTETONG_FAMILY"
SERVED_BY = "MANTETONG_SERVED_BY"  # the web server's main process, for its workers
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def family_of(home: Path) -> str:
    """A short name for all processes of one home."""
    return hashlib.sha256(str(home).encode()).hexdigest()[:16]


def die_with_parent(*, by: signal.Signals, parent: int) -> None:
    """Ask the kernel to send `by` to this process when `parent` ends. Call it in the child's main thread; Linux only."""
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    if os.getppid() != parent:  # it ended between fork and prctl
        os.kill(os.getpid(), by)


@dataclass(frozen=True)
class Child:
    """What to run, as whom, and what the kernel tells it when we are gone."""

    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    uid: int | None = None
    gid: int | None = None
    # at once: the database ends at the same moment, and a polite child would wait half a minute for it to come back
    on_orphaned: signal.Signals = signal.SIGKILL


def spawn(*, child: Child) -> subprocess.Popen[bytes]:
    """Start a child in its own session, its output appended to its log. Call it from the main thread:

    the kernel counts the *thread* that forked as the parent.
    """
    parent = os.getpid()
    with child.log.open("ab") as log:
        return subprocess.Popen(
            list(child.command),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=dict(child.environment) if child.environment else None,
            cwd="/",
            start_new_session=True,  # a Ctrl-C in the terminal reaches the supervisor alone, which stops us in order
            user=child.uid,
            group=child.gid,
            extra_groups=[] if child.uid is not None else None,
            # runs after the change of user, which would clear the setting
            preexec_fn=lambda: die_with_parent(by=child.on_orphaned, parent=parent),  # noqa: PLW1509  we are single-threaded
        )


def is_alive(pid: int) -> bool:
    """Whether a process runs, zombies not counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return Path("/proc/self").exists() is False and _answers(pid)
    except ProcessLookupError:
        return False


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def wait_until(condition: Callable[[], bool], *, seconds: float, step: float = 0.02) -> bool:
    """Poll until the condition holds; False when it did not within `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def leftovers(*, family: str) -> list[int]:
    """Processes an earlier, killed `serve` of the same home left running; never ourselves or our forebears."""
    forebears = _forebears()
    return [pid for pid in members(family=family) if pid not in forebears]


def members(*, family: str) -> list[int]:
    """All running children of the home's `serve`, and theirs."""
    mark = f"{FAMILY}={family}".encode()
    return [pid for pid in _process_ids() if mark in _environment_of(pid).split(b"\0")]


def end_processes(pids: Sequence[int], *, seconds: float = 5.0) -> None:
    """Ask each to stop, then make it. Returns when all are gone."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
        if wait_until(lambda: not any(is_alive(pid) for pid in pids), seconds=seconds):
            return


def end_groups(processes: Sequence[subprocess.Popen[bytes]], *, seconds: float) -> None:
    """Ask each to stop and wait `seconds` at most for all; then kill what is left of their sessions, grandchildren included."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    wait_until(lambda: all(process.poll() is not None for process in processes), seconds=seconds)
    for process in processes:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # its own session: the number cannot be a stranger's while any member lives
        process.wait()


def _process_ids() -> list[int]:
    folder = Path("/proc")
    return [int(entry.name) for entry in folder.iterdir() if entry.name.isdigit()] if folder.exists() else []


def _forebears() -> set[int]:
    found, pid = set(), os.getpid()
    while pid > 0:
        found.add(pid)
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            break
    return found


def _environment_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:  # somebody else's, or just ended
        return b""
