"""A whole installation for a test: started as an operator starts it, looked at from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mantetong.config.serving.processes import family_of, is_alive, members

PATIENCE = 150.0  # seconds; a busy machine makes a first start slow


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(condition, *, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    return condition()


@dataclass
class Served:
    """`mantetong serve` on one home."""

    home: Path
    port: int = field(default_factory=a_free_port)
    program: tuple[str, ...] = (sys.executable, "-m", "mantetong")
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    def start(self):
        settings = {
            name: value for name, value in os.environ.items() if not name.startswith(("MANTETONG_", "MTT_", "DJANGO_", "PYTEST_"))
        }
        settings |= {"MANTETONG_HOME": str(self.home), "MANTETONG_SANDBOX": "1", **self.environment}
        with (self.home.parent / f"{self.home.name}.said").open("a") as said:
            command = [*self.program, "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=settings, stdout=said, stderr=said, cwd="/", start_new_session=True)
        return self

    def started(self):
        self.start()
        assert eventually(self.is_settled), self.said()
        assert self.process.poll() is None, self.said()
        return self

    def said(self):
        return (self.home.parent / f"{self.home.name}.said").read_text()

    def state(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, OSError):
            return {"ready": False}

    def is_ready(self):
        return self.process.poll() is None and self.state()["ready"]

    def is_complete(self):
        return self.is_ready() and all(self.children(name) for name in ROLES)

    def is_settled(self):
        return self.process.poll() is not None or self.is_complete()

    def children(self, name):
        """Process numbers of one role, by what their command says."""
        return [pid for pid in members(family=family_of(self.home)) if ROLES[name] in f"{words_of(pid)} " and is_alive(pid)]

    def postmaster(self):
        folder = Path((self.home / "where").read_text().strip()) if (self.home / "where").exists() else self.home / "database"
        with suppress(FileNotFoundError):
            return int((folder / "data" / "postmaster.pid").read_text().split()[0])
        return 0

    def everybody(self):
        return [pid for name in ROLES for pid in self.children(name)]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            return self.process.wait(60)
        return None


ROLES = {
    "web": " mantetong web ",
    "work": " mantetong work ",
    "codes": " --role codes ",
    "reading": " --role reading ",
    "sandbox": " mantetong.sandbox.server ",
}


def words_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
