"""The whole installation as an operator starts it: how soon it is ready on existing state, and what it weighs at rest."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from bench.machine import ROOT, Machine, free_port, memory_of

PATIENCE = 60.0
REST = 5.0


@dataclass(frozen=True, slots=True)
class System:
    """Seconds to /readyz, first on nothing and then on what was left there; MB at rest by process name."""

    first: float
    again: float
    weights: dict[str, float]


def measure(on: Machine) -> System:
    """Start, stop, start again, let it rest, weigh. Raises RuntimeError when it does not come up."""
    home = on.folder / "serve"
    first, _ = _run(on, home, weigh=False)
    again, weights = _run(on, home, weigh=True)
    return System(first, again, weights)


def _run(on: Machine, home: Path, *, weigh: bool) -> tuple[float, dict[str, float]]:
    port = free_port()
    environment = {name: value for name, value in on.environment.items() if name != "MANTETONG_DATABASE_URL"}
    environment |= {"MANTETONG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mantetong.config.settings"}
    began = time.perf_counter()
    with (on.folder / "serve.log").open("ab") as log:
        command = [sys.executable, "-m", "mantetong", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(process, port, on.folder / "serve.log")
        took = time.perf_counter() - began
        time.sleep(REST if weigh else 0)
        return took, memory_of(process.pid) if weigh else {}
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text(errors="replace")[-800:])
