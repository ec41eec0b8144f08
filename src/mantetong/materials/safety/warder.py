"""The warder: one small process per caller and sort of file, with its decoders loaded once, that forks a limited child for every file.

Its standard input is a socket: each message is what is asked, with the file's own connection beside it. The warder reads no byte of
any file, holds nothing of its caller's (no descriptor, no setting), has one thread, and ends when its caller has gone and the
children are done. A child knows one connection only; one that takes too long is killed; all die with the warder.
"""

import ctypes
import gc
import io
import json
import os
import select
import signal
import socket
import sys
import time
from typing import NoReturn

from mantetong.materials.safety import child

_LOOK = 0.02  # seconds between looks at running children
_MESSAGE_BYTES = 4096
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def warm_up(sort: str) -> None:
    """Load what this sort of file needs, by decoding a blank strip of our own: libraries load much at their first use."""
    from PIL import Image  # noqa: PLC0415 - each sort loads its own decoders only: what is loaded counts for the children's memory

    blank = io.BytesIO()
    Image.new("RGB", (64, 1), "white").save(blank, "PDF" if sort == "document" else "JPEG")
    child.clean(blank.getvalue(), "pdf" if sort == "document" else "jpeg", child.Asked(1 << 20, on_card=False))


def serve(gate: socket.socket) -> None:
    """Fork a child for every message, look after all of them; return when the caller has gone and nobody is left."""
    running: dict[int, float] = {}
    is_open = True
    while is_open or running:
        if select.select([gate] if is_open else [], [], [], _LOOK if running else None)[0]:
            is_open = _take(gate, running)
        _look_after(running)


def _take(gate: socket.socket, running: dict[int, float]) -> bool:
    """False when the caller has gone."""
    message, descriptors, _flags, _address = socket.recv_fds(gate, _MESSAGE_BYTES, 1)
    if not message:
        return False
    order = json.loads(message)
    ourselves = os.getpid()
    pid = os.fork()
    if pid == 0:
        _be_child(gate, descriptors[0], order, ourselves)
    os.close(descriptors[0])
    running[pid] = time.monotonic() + order["seconds"]
    return True


def _be_child(gate: socket.socket, descriptor: int, order: dict[str, object], warder: int) -> NoReturn:
    code = 1
    try:
        gate.close()  # other people's files come through it
        _die_with(warder)
        child.confine()
        with socket.socket(fileno=descriptor) as line, line.makefile("rwb") as file:
            child.answer(file, kind=str(order["kind"]), asked=child.Asked(**order["asked"]))  # type: ignore[arg-type]
        code = 0
    finally:
        os._exit(code)


def _die_with(warder: int) -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != warder:  # it ended between fork and prctl
        os._exit(1)


def _look_after(running: dict[int, float]) -> None:
    """Forget those that have ended, kill those that took too long."""
    for pid, until in list(running.items()):
        if os.waitpid(pid, os.WNOHANG)[0]:
            del running[pid]
        elif time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)  # not waited for yet, so the number is still its own


def main() -> int:
    """Serve until the caller has gone. The word on the command line is the sort: picture or document."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the caller's business
    warm_up(sys.argv[1])
    gc.collect()
    gc.freeze()  # marks written into shared memory would unshare it
    with socket.socket(fileno=sys.stdin.fileno()) as gate:
        serve(gate)
    return 0


if __name__ == "__main__":
    sys.exit(main())
