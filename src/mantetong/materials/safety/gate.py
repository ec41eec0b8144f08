"""The caller's side of the warder: starts it when the first file comes, hands files through, replaces one that has gone or lost a child.

A forked child starts with the memory map of its warder. One that crashed may have been feeling for it, so the next file gets a
warder with another map.
"""

import atexit
import json
import os
import select
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import mantetong
from mantetong.materials.safety import limits
from mantetong.materials.safety.child import LENGTH, Asked
from mantetong.materials.safety.sniff import FileType

_SOURCE = str(Path(mantetong.__file__).parents[1])
_PIECE = 1 << 20
_GRACE = 5.0  # seconds a warder may be late
_TRIES = 2


class NoWarder(RuntimeError):
    """The process that decodes files ends as often as it is started. No file is to blame."""

    code = "NO_WARDER"


@dataclass
class Gate:
    """A running warder and the line to it; both are used with `_lock` held."""

    process: subprocess.Popen[bytes]
    line: socket.socket


_lock = threading.Lock()
_gates: dict[str, Gate] = {}
_dismissed: list[subprocess.Popen[bytes]] = []


def ask(*, content: bytes, kind: FileType, asked: Asked, seconds: float = limits.CHILD_WALL_SECONDS) -> bytes:
    """What a child of its own says about the file; nothing when it was ended by a limit, or after `seconds`. Raises NoWarder.

    A file whose warder was killed under it is asked about once more.
    """
    sort = "document" if kind is FileType.PDF else "picture"
    order = json.dumps({"kind": kind.value, "asked": asdict(asked), "seconds": seconds}).encode()
    for _ in range(_TRIES):
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                gate = _handed_in(sort, order, theirs)
            answer = _exchanged(ours, content, seconds + _GRACE)
        if answer or not _let_go(sort, gate):
            return answer
    raise NoWarder


def end_all() -> None:
    """End the warders of this process; the next file starts another."""
    with _lock:
        for gate in _gates.values():
            gate.line.close()
            _dismissed.append(gate.process)
        _gates.clear()
        for process in _dismissed:
            _end(process)
        _dismissed.clear()


def _handed_in(sort: str, order: bytes, theirs: socket.socket) -> Gate:
    with _lock:
        gate = _gates.get(sort)
        if gate is None or not _sent(gate, order, theirs):
            gate = _gates[sort] = _replaced(sort)
            _sent(gate, order, theirs)  # when this one has gone too, the answer is missing and says so
        return gate


def _sent(gate: Gate, order: bytes, theirs: socket.socket) -> bool:
    with suppress(OSError):
        return bool(socket.send_fds(gate.line, [order], [theirs.fileno()]))
    return False


def _exchanged(ours: socket.socket, content: bytes, seconds: float) -> bytes:
    """The file through the connection, the answer back; nothing when it broke off before its end."""
    ours.settimeout(seconds)
    pieces: list[bytes] = []
    with suppress(OSError):
        ours.sendall(content)
    with suppress(OSError):
        ours.shutdown(socket.SHUT_WR)
        while piece := ours.recv(_PIECE):
            pieces.append(piece)
    said = b"".join(pieces)
    length, answer = said[: LENGTH.size], said[LENGTH.size :]
    return answer if len(length) == LENGTH.size and LENGTH.unpack(length) == (len(answer),) else b""


def _let_go(sort: str, gate: Gate) -> bool:
    """Part with a warder whose child said nothing. True when the warder itself had gone."""
    with _lock:
        has_gone = gate.line.fileno() < 0 or _is_closed(gate.line)
        if _gates.get(sort) is gate:
            _dismiss(_gates.pop(sort))
        return has_gone


def _is_closed(line: socket.socket) -> bool:
    """The warder never writes: when something can be read, it is the end."""
    look = select.poll()
    look.register(line, select.POLLIN)
    return bool(look.poll(0))


def _replaced(sort: str) -> Gate:
    if sort in _gates:
        _dismiss(_gates.pop(sort))
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(_GRACE)
    command = [sys.executable, "-m", "mantetong.materials.safety.warder", sort]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": _SOURCE, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    with theirs:
        process = subprocess.Popen(
            command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd="/"
        )
    return Gate(process, ours)


def _dismiss(gate: Gate) -> None:
    """It ends by itself when its other children are done; who has ended is waited for."""
    gate.line.close()
    _dismissed[:] = [process for process in [*_dismissed, gate.process] if process.poll() is None]


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(1.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _forget() -> None:
    """A forked process starts warders of its own; these are its parent's."""
    global _lock  # noqa: PLW0603  a lock may have been held by a thread that this process does not have
    _lock = threading.Lock()
    for process in [*_dismissed, *(gate.process for gate in _gates.values())]:
        process.returncode = 0  # nobody here waits for it
    for gate in _gates.values():
        gate.line.close()
    _gates.clear()
    _dismissed.clear()


atexit.register(end_all)
os.register_at_fork(after_in_child=_forget)
