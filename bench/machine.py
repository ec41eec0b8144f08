"""The bench's own database and web server, thrown away afterwards, and the memory of processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the bench runs: its folder, and the address of its database."""

    folder: Path
    dsn: str
    socket: Path
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """The settings of an installation on this database, sandbox on."""
        ours = {
            "MANTETONG_HOME": str(self.folder / "home"),
            "MANTETONG_DATABASE_URL": self.dsn,
            "MANTETONG_SANDBOX": "1",
            "MANTETONG_TILL_PER_SECOND": "0",
            "MANTETONG_PACKS": str(ROOT / "packs"),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        return {name: value for name, value in os.environ.items() if not name.startswith("MANTETONG_")} | ours


@contextmanager
def machine() -> Iterator[Machine]:
    """A fresh database with the settings a real one has (flushing to disk included), gone at the end."""
    from mantetong.config.serving.database_place import Place, dedicated_account, prepared  # noqa: PLC0415  after the settings
    from mantetong.config.serving.database_server import make_password, start_database, url_of  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="mtt-bench-"))
    account = None
    if os.geteuid() == 0:
        folder.chmod(0o711)
        account = dedicated_account()
    place = prepared(Place(folder / "database", account))
    server = start_database(place=place, log=folder / "database.log", options=["max_connections=100", "shared_buffers=256MB"])
    try:
        password = make_password(place)
        yield Machine(folder, url_of(place=place, password=password), place.socket, password)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Served:
    """A running web server of two workers."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Proportional set size of all its processes, MB."""
        return sum(_pss(pid) for pid in (self.pid, *_children(self.pid))) / 1024


@contextmanager
def served(on: Machine, *, application: str = "bench.wsgi:application", threads: int = 4) -> Iterator[Served]:
    """The web server as the product runs it: granian, two workers, four threads each."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", str(threads)]
    command += ["--port", str(port), "--host", "127.0.0.1", "--no-ws", "--log-level", "warning", application]
    with (on.folder / "web.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=on.environment, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(port, process, on.folder / "web.log")
        yield Served(port, process.pid)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
            return


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/bench/ping", timeout=5).read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the web server did not start:\n{log.read_text()[-3000:]}")


def memory_of(pid: int) -> dict[str, float]:
    """Proportional set size in MB of a process and everything below it, by what each runs."""
    found: dict[str, float] = {}
    for one in (pid, *_children(pid)):
        name = _name(one)
        found[name] = found.get(name, 0.0) + _pss(one) / 1024
    return dict(sorted(found.items()))


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").split()
    if words and "postgres" in words[0]:
        return "postgres"
    plain = [word for word in words if not word.startswith("/") and word not in ("-m", "-c", "python")]
    return " ".join(plain[:3]) or "?"


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [grand for child in map(int, found) for grand in (child, *_children(child))]


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # ended a moment ago
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
