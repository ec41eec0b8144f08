"""What runs on one machine, and in what order it comes up."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from mantetong.config.environment import Environment
from mantetong.config.serving.database_place import place_for
from mantetong.config.serving.database_server import DatabaseServer, start_database
from mantetong.config.serving.home import ensure_port_free, free_port, write_private
from mantetong.config.serving.logs import LogKeeper
from mantetong.config.serving.processes import FAMILY, Child, end_processes, family_of, leftovers, spawn
from mantetong.config.serving.supervisor import Supervisor

_STOP_SECONDS = 25.0  # a running job gets 20
_SANDBOX = "mantetong.sandbox.server"
_WITH_MIGRATIONS = ("django", "django-allauth", "procrastinate", "django-pghistory", "django-pgtrigger")
_PROGRAM = [sys.executable, "-m", "mantetong"]


class PreparationFailed(RuntimeError):
    """The database could not be brought up to date, or the packs do not load; the log says why."""

    code = "PREPARATION_FAILED"


@dataclass
class Installation:
    """All roles of one home on one machine."""

    environment: Environment
    port: int
    say: Callable[[str], None]
    database: DatabaseServer | None = None
    supervisor: Supervisor = field(init=False)

    def __post_init__(self) -> None:
        keeper = LogKeeper(self.logs, self.environment.log_days, now=lambda: datetime.now(UTC))  # noqa: TID251  a process reads the clock
        self.supervisor = Supervisor(self.say, beats=[self._watch_database, keeper.beat])

    @property
    def home(self) -> Path:
        """The home, absolute."""
        return self.environment.home_path

    @property
    def logs(self) -> Path:
        """Where every process writes."""
        return self.home / "logs"

    @property
    def counts(self) -> Path:
        """Where web processes keep what they have counted."""
        return self.home / "counts"

    @property
    def address(self) -> str:
        """Where the pages are, on this machine."""
        return f"http://{self.environment.host}:{self.port}"

    def start(self) -> None:
        """Bring everything up. Raises what the parts raise; the caller then calls `stop`."""
        self.logs.mkdir(exist_ok=True)
        self.end_leftovers()
        shutil.rmtree(self.counts, ignore_errors=True)  # counts begin at nought with the processes that keep them
        self.counts.mkdir()
        ensure_port_free(self.environment.host, self.port)
        self.supervisor.listen()
        self._start_database()
        if self.environment.sandbox and importlib.util.find_spec(_SANDBOX):
            self._start_sandbox()
        known = self._is_prepared()
        preparing = spawn(child=self._child("prepare", [*_PROGRAM, "prepare"]))
        if not known:
            self._await_prepared(preparing)
        self._start_program("web", "web", "--port", str(self.port))
        self._await_ready()
        self._start_program("codes", "work", "--role", "codes")
        self._start_program("work", "work")
        self._await_prepared(preparing)
        self._start_program("reading", "work", "--role", "reading")

    def stop(self) -> None:
        """Take everything down: those who use the database before the database."""
        self.supervisor.stop(seconds=_STOP_SECONDS)
        if self.database is not None:
            self.database.stop()

    def end_leftovers(self) -> None:
        """End what a killed `serve` of this home left behind. Most ends by itself; a stopped process would not."""
        found = leftovers(family=family_of(self.home))
        if found:
            self.say(f"结束上次遗留的 {len(found)} 个进程…")
            end_processes(found)

    def _start_database(self) -> None:
        if self.environment.database_url is not None:
            return
        self.say("启动数据库…")
        self.database = start_database(place=place_for(home=self.home), log=self.logs / "database.log", progress=self.say)
        write_private(self.home / "database.url", f"{self.database.url}\n")

    def _watch_database(self) -> None:
        if self.database is not None and not self.database.is_alive():
            self.say("数据库已退出，正在重新启动…")
            self._start_database()

    def _start_sandbox(self) -> None:
        note = self.home / "sandbox.url"
        before = urlsplit(note.read_text().strip()).port if note.exists() else None
        port = free_port(preferred=before)
        url = f"http://127.0.0.1:{port}"
        write_private(note, f"{url}\n")
        self.environment = self.environment.model_copy(update={"sandbox_url": url})
        command = [sys.executable, "-m", _SANDBOX, "--port", str(port), "--home", str(self.home)]
        self.supervisor.start(name="sandbox", child=self._child("sandbox", command))

    def _await_prepared(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None and not self.supervisor.stopping.is_set():
            self.supervisor.beat()
            time.sleep(0.02)
        if process.poll() is None:
            process.terminate()
            process.wait()
        if process.returncode != 0:
            raise PreparationFailed(str(self.logs / "prepare.log"))
        write_private(self.home / "prepared", self._release())

    def _is_prepared(self) -> bool:
        """Whether the last start was of this very release: then pages may come up while `prepare` looks once more."""
        note = self.home / "prepared"
        return note.exists() and note.read_text() == self._release()

    def _release(self) -> str:
        """A digest of everything that could ask for a change of the database."""
        house = Path(__file__).resolve().parents[2]
        names = sorted(path.relative_to(house).as_posix() for path in house.glob("*/migrations/*.py"))
        packages = [f"{name} {metadata.version(name)}" for name in _WITH_MIGRATIONS]
        return hashlib.sha256("\n".join([*names, *packages]).encode()).hexdigest()

    def _start_program(self, name: str, *words: str) -> None:
        self.supervisor.start(name=name, child=self._child(name, [*_PROGRAM, *words]))

    def _child(self, name: str, command: list[str]) -> Child:
        return Child(command, self.logs / f"{name}.log", environment=self._environment_of_children())

    def _environment_of_children(self) -> dict[str, str]:
        return os.environ | {
            FAMILY: family_of(self.home),
            "MANTETONG_HOME": str(self.home),
            "MANTETONG_PUBLIC_URL": self.environment.public_url or self.address,
            "MANTETONG_SANDBOX_URL": self.environment.sandbox_url,
            "PROMETHEUS_MULTIPROC_DIR": str(self.counts),
            "PYTHONUNBUFFERED": "1",
            # a pool of memory arenas per thread costs more than it gives a process of a few threads
            "MALLOC_ARENA_MAX": "2",
        }

    def _await_ready(self) -> None:
        while not self.supervisor.stopping.is_set() and not _is_ready(f"{self.address}/readyz"):
            self.supervisor.beat()
            time.sleep(0.05)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False
