"""The embedded PostgreSQL under our own launcher: makes it, starts it, waits for it, ends it.

Made with the builtin locale provider, so that text sorts and matches the same here and on a production cluster
(the delivered programs have no ICU, and with lc-ctype C trigrams of Chinese would be empty).
"""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from mantetong.config.environment import socket_dsn
from mantetong.config.serving.database_place import Place, programs
from mantetong.config.serving.processes import Child, is_alive, spawn, wait_until

USER = NAME = "mantetong"
PORT = 5432  # only a file name: the server listens on no address
_LOCALE = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"]
_STEP = 10.0
_STALE_TRIES = 40


class DatabaseDidNotStart(RuntimeError):
    """The server ended before it was ready; the message holds the end of its log."""

    code = "DATABASE_DID_NOT_START"


class DatabaseOfAnotherVersion(RuntimeError):
    """The data were written by another major version of PostgreSQL than the installed one."""

    code = "DATABASE_OF_ANOTHER_VERSION"


@dataclass(frozen=True)
class DatabaseServer:
    """A running embedded server."""

    place: Place
    process: subprocess.Popen[bytes]
    url: str

    def is_alive(self) -> bool:
        """Whether the postmaster runs."""
        return self.process.poll() is None

    def stop(self, *, seconds: float = 20.0) -> None:
        """Fast shutdown; an immediate one when that takes longer than `seconds`."""
        _end(self.process.pid, seconds=seconds, gone=lambda: not self.is_alive())


def start_database(
    *, place: Place, log: Path, options: Sequence[str] = (), progress: Callable[[str], None] = lambda _: None
) -> DatabaseServer:
    """Start the server of `place` (made on first use) and give it when it takes connections; however long recovery takes.

    `options` are extra `name=value` server settings. Raises DatabaseDidNotStart or DatabaseOfAnotherVersion.
    """
    binaries = programs(place)
    password = make_password(place)
    if not place.data.exists():
        _make_cluster(place, binaries, log)
    _ensure_version(place, binaries)
    end_leftover(place=place)
    process = _started(place, binaries, log, options, progress)
    url = url_of(place=place, password=password)
    _ensure_database(url)
    return DatabaseServer(place, process, url)


def url_of(*, place: Place, password: str, name: str = NAME) -> str:
    """Where a server of this place answers."""
    return socket_dsn(folder=place.socket, port=PORT, user=USER, password=password, name=name)


def make_password(place: Place) -> str:
    """The database's password, made once and kept beside the data."""
    path = place.folder / "password"
    if not path.exists():
        fresh = path.with_name(f"password.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(24))
        if place.account:
            os.chown(fresh, place.account.uid, place.account.gid)  # initdb reads it as that user
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()


def end_leftover(*, place: Place) -> None:
    """End a server that an earlier, killed start left on this data, and clear its note when its process is gone.

    A process number is often reused after a restart of the machine, and the server would then refuse to start.
    """
    note = place.data / "postmaster.pid"
    pid = _noted(note)
    if pid is None:
        return
    if _serves(pid, place):
        _end(pid, seconds=20.0, gone=lambda: not is_alive(pid))
    with suppress(FileNotFoundError):
        note.unlink()


def _make_cluster(place: Place, binaries: Path, log: Path) -> None:
    fresh = place.folder / "data.new"  # named `data` only when whole: a killed start leaves nothing half-made behind
    shutil.rmtree(fresh, ignore_errors=True)
    command = [str(binaries / "initdb"), f"--pgdata={fresh}", f"--username={USER}", "--auth=scram-sha-256"]
    command += [f"--pwfile={place.folder / 'password'}", "--no-instructions", *_LOCALE]
    process = spawn(child=_as_server(place, command, log))
    if process.wait() != 0:
        raise DatabaseDidNotStart(_tail(log))
    fresh.rename(place.data)


def _started(
    place: Place, binaries: Path, log: Path, options: Sequence[str], progress: Callable[[str], None]
) -> subprocess.Popen[bytes]:
    child = _as_server(place, _command(place, binaries, options), log)
    for _ in range(_STALE_TRIES):
        begin = log.stat().st_size if log.exists() else 0
        process = spawn(child=child)
        if _became_ready(place, process, progress):
            return process
        if "postmaster.pid" not in _tail(log, begin=begin):
            break
        # a just-killed postmaster still holds its lock file or shared memory for a moment
        wait_until(lambda: False, seconds=0.25)
    raise DatabaseDidNotStart(_tail(log))


def _command(place: Place, binaries: Path, options: Sequence[str]) -> list[str]:
    ours = [
        "listen_addresses=",
        f"port={PORT}",
        f"unix_socket_directories={place.socket}",
        "unix_socket_permissions=0700",
        "timezone=UTC",
    ]
    return [str(binaries / "postgres"), "-D", str(place.data), *(word for option in (*ours, *options) for word in ("-c", option))]


def _as_server(place: Place, command: Sequence[str], log: Path) -> Child:
    """Run as the server's user, with nothing of our environment: it holds secrets, and PG… variables would change the server."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    uid, gid = (place.account.uid, place.account.gid) if place.account else (None, None)
    return Child(command, log, environment=environment, uid=uid, gid=gid, on_orphaned=signal.SIGINT)


def _became_ready(place: Place, process: subprocess.Popen[bytes], progress: Callable[[str], None]) -> bool:
    """Wait without an end: recovery after a crash may take minutes, and giving up would only start it anew."""
    while not wait_until(lambda: process.poll() is not None or _says_ready(place, process.pid), seconds=_STEP):
        progress("数据库正在恢复，请稍候…")
    return process.poll() is None


def _says_ready(place: Place, pid: int) -> bool:
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, PermissionError):
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004  the eighth line is the state


def _ensure_database(url: str) -> None:
    with psycopg.connect(url.replace(f"/{NAME}?", "/postgres?"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


def _ensure_version(place: Place, binaries: Path) -> None:
    written = (place.data / "PG_VERSION").read_text().strip()
    installed = (
        subprocess.run([str(binaries / "postgres"), "-V"], check=True, capture_output=True, text=True)
        .stdout.split()[-1]
        .split(".")[0]
    )
    if written != installed:
        raise DatabaseOfAnotherVersion(
            f"数据目录由 PostgreSQL {written} 写成，当前程序是 {installed}：请先用旧版本运行 mantetong backup，再用新版本 restore"
        )


def _end(pid: int, *, seconds: float, gone: Callable[[], bool]) -> None:
    for sign, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):  # fast, immediate, killed
        with suppress(ProcessLookupError):
            os.kill(pid, sign)
        if wait_until(gone, seconds=patience):
            return


def _noted(note: Path) -> int | None:
    try:
        return int(note.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _serves(pid: int, place: Place) -> bool:
    try:
        return os.fsencode(str(place.data)) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def _tail(log: Path, *, begin: int = 0) -> str:
    with log.open("rb") as file:
        file.seek(max(begin, log.stat().st_size - 2000))
        return file.read().decode(errors="replace")
