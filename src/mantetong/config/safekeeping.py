"""Backups: one tar file with the database and the papers, never the keys. A restore goes into a fresh home only.

Papers are written before the rows that name them and never altered, so the database is taken first: every paper a row of
the backup names is in it. The manifest holds a fingerprint of the keys; `serve` refuses other keys after a restore.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from mantetong.config.environment import Environment
from mantetong.config.serving.database_place import installed_programs, place_for
from mantetong.config.serving.database_server import start_database
from mantetong.config.serving.home import AlreadyServed, lock_home, write_private
from mantetong.outside.keys import KeyRing, read_keys

FORMAT = 1
EXPECTED = "keys.expected"
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"

Say = Callable[[str], None]


class NotFresh(RuntimeError):
    """The target of a restore holds data already."""

    code = "RESTORE_TARGET_NOT_FRESH"


class NotABackup(RuntimeError):
    """The file is no backup of ours, or of a newer release."""

    code = "NOT_A_BACKUP"


class CopyFailed(RuntimeError):
    """PostgreSQL's own program could not dump or restore; the message is its own."""

    code = "DATABASE_COPY_FAILED"


class OtherKeys(RuntimeError):
    """The keys in the home do not belong to the restored papers."""

    code = "OTHER_KEYS"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    format: int
    made_at: str
    files: int
    files_elsewhere: str  # the bucket that holds the papers, when they are not in the home
    keys: str


def back_up(*, environment: Environment, target: Path, at: datetime, say: Say) -> Manifest:
    """Write the backup whole or not at all, readable by us alone. Raises CopyFailed, KeysMissing, OSError."""
    home = environment.home_path
    keys = fingerprint(read_keys(home / "keys"))
    unfinished = target.with_name(f"{target.name}.part")
    with _running_database(environment, say) as url, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / "database.dump"
        say("导出数据库…")
        _run("pg_dump", url, ["--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"])
        papers = _papers(home)
        manifest = Manifest(FORMAT, at.isoformat(), len(papers), environment.documents_bucket, keys)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _pack(file, manifest, dump, home, papers, say)
            os.fsync(file.fileno())
    unfinished.replace(target)
    return manifest


def restore(*, environment: Environment, source: Path, say: Say) -> Manifest:
    """Fill a fresh home from a backup. Raises NotABackup, NotFresh, AlreadyServed, CopyFailed."""
    home = environment.home_path
    with tarfile.open(source) as tar, lock_home(home):
        manifest = _manifest(tar)
        if _papers(home):
            raise NotFresh(str(home / "files"))
        with _running_database(environment, say, locked=True) as url, tempfile.TemporaryDirectory() as folder:
            _ensure_empty(url)
            say("恢复数据库…")
            tar.extract("database.dump", folder, filter="data")
            _run("pg_restore", url, ["--no-owner", "--single-transaction", "--exit-on-error", f"{folder}/database.dump"])
        say(f"恢复 {manifest.files} 个材料文件…")
        tar.extractall(home, members=[one for one in tar.getmembers() if one.name.startswith("files/")], filter="data")
        write_private(home / EXPECTED, manifest.keys)
    return manifest


def ensure_keys_belong(*, home: Path) -> None:
    """After a restore, refuse any keys but those of the backup. Raises KeysMissing or OtherKeys."""
    note = home / EXPECTED
    if not note.exists():
        return
    if fingerprint(read_keys(home / "keys")) != note.read_text():
        raise OtherKeys(str(home / "keys"))
    note.unlink()


def fingerprint(ring: KeyRing) -> str:
    """Tells one installation's keys from another's without telling anything of them."""
    return ring.digest("which installation", purpose="key-fingerprint")


def _pack(file: object, manifest: Manifest, dump: Path, home: Path, papers: list[Path], say: Say) -> None:
    with tarfile.open(fileobj=file, mode="w") as tar:  # type: ignore[call-overload]
        text = dump.with_name("manifest.json")
        text.write_text(json.dumps(asdict(manifest), ensure_ascii=False))
        tar.add(text, "manifest.json")
        tar.add(dump, "database.dump")
        for number, paper in enumerate(papers, start=1):
            tar.add(paper, paper.relative_to(home).as_posix())
            if number % 1000 == 0:
                say(f"材料文件 {number}/{len(papers)}…")


def _manifest(tar: tarfile.TarFile) -> Manifest:
    try:
        file = tar.extractfile("manifest.json")
        manifest = Manifest(**json.load(file)) if file else None
    except (KeyError, TypeError, ValueError) as error:
        raise NotABackup(str(tar.name)) from error
    if manifest is None or manifest.format > FORMAT:
        raise NotABackup(str(tar.name))
    return manifest


def _papers(home: Path) -> list[Path]:
    return sorted(path for path in (home / "files").rglob("*") if path.is_file() and not path.name.startswith("."))


@contextmanager
def _running_database(environment: Environment, say: Say, *, locked: bool = False) -> Iterator[str]:
    """The database's URL; the embedded one is started for the while when no `serve` runs it."""
    if environment.database_url is not None:
        yield environment.database_dsn()
        return
    home = environment.home_path
    try:
        lock = None if locked else lock_home(home)
    except AlreadyServed:
        yield environment.database_dsn()
        return
    say("启动数据库…")
    (home / "logs").mkdir(exist_ok=True)
    server = start_database(place=place_for(home=home), log=home / "logs" / "database.log", progress=say)
    try:
        yield server.url
    finally:
        server.stop()
        if lock is not None:
            lock.close()


def _ensure_empty(url: str) -> None:
    with psycopg.connect(url) as connection:
        if connection.execute(_TABLES).fetchone() != (0,):
            raise NotFresh("database")


def _run(program: str, url: str, options: list[str]) -> None:
    """One of PostgreSQL's own programs. The address goes through the environment: anybody may read a command line."""
    settings = psycopg.conninfo.conninfo_to_dict(url)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    environment = {"PATH": os.environ.get("PATH", os.defpath)} | {
        names[key]: str(value) for key, value in settings.items() if key in names
    }
    command = [str(_found(program)), *options, *(["--dbname", str(settings["dbname"])] if program == "pg_restore" else [])]
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if result.returncode != 0:
        raise CopyFailed(result.stderr.strip())


def _found(program: str) -> Path:
    folder = installed_programs()
    if folder is not None and (folder / program).exists():
        return folder / program
    if path := shutil.which(program):
        return Path(path)
    raise CopyFailed(f"{program}: not found")
