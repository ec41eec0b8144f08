"""A private system in a temporary home, started like any other and ended with the walk."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from mantetong.sandbox.walk.errors import WalkStopped

_READY_WITHIN = 180.0
_STOPPED_WITHIN = 30.0


@contextmanager
def private_instance() -> Iterator[tuple[str, Path]]:
    """Start `mantetong serve` with the sandbox on; its address and home. Raises WalkStopped when it does not come up."""
    home = Path(tempfile.mkdtemp(prefix="mantetong-walk-"))
    port = _free_port()
    with (home / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mantetong", "serve", "--port", str(port)],
            env=_environment(home),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  no threads here
        )
    try:
        server = f"http://127.0.0.1:{port}"
        _wait_ready(server, process, home)
        yield server, home
    finally:
        _stop(process)
        shutil.rmtree(home, ignore_errors=True)


def sandbox_of(server: str) -> str:
    """The sandbox's address as /readyz tells it. Raises WalkStopped when the system has none."""
    try:
        told = httpx.get(f"{server}/readyz", timeout=10, trust_env=False).json()
    except ValueError:
        told = None
    address = told.get("sandbox") if isinstance(told, dict) else None
    if not address:
        raise WalkStopped("/readyz", "这个系统没有开启沙箱（MANTETONG_SANDBOX=1），无法收验证码")
    return str(address)


def _end_with_parent() -> None:
    """Have the kernel end the system when the walk dies, kill -9 included (prctl PR_SET_PDEATHSIG); elsewhere than Linux do without."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MANTETONG_") or name == "MANTETONG_PACKS"}
    return {**kept, "MANTETONG_HOME": str(home), "MANTETONG_SANDBOX": "1", "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_ready(server: str, process: subprocess.Popen[bytes], home: Path) -> None:
    end = time.monotonic() + _READY_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            raise WalkStopped("serve", _tail(home))
        try:
            if httpx.get(f"{server}/readyz", timeout=5, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise WalkStopped("serve", f"{_READY_WITHIN:.0f}秒内没有就绪：{_tail(home)}")


def _tail(home: Path) -> str:
    logs = [home / "serve.log", home / "logs" / "prepare.log"]
    return "\n".join(log.read_text("utf-8", "replace")[-1200:] for log in logs if log.exists())


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
