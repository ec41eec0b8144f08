"""A PostgreSQL for one test run: no flushing to disk, gone when the run is gone, whatever ended it.

Runs as its own process. It holds on as long as the test run holds the lock on `alive`, which the kernel lets go of
even when the run is killed; then it stops the server and removes the folder.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mantetong.config.serving.database_place import Place, dedicated_account, prepared
from mantetong.config.serving.database_server import DatabaseServer, make_password, start_database
from tests import kept_cluster

OPTIONS = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=200",
    "wal_level=minimal",
    "max_wal_senders=0",
]


def place_in(folder: Path) -> Place:
    """The throw-away place: as root its user may walk through the run's own folder, which we made."""
    if os.geteuid() != 0:
        return prepared(Place(folder / "database"))
    folder.chmod(0o711)
    return prepared(Place(folder / "database", dedicated_account()))


def password_in(place: Place) -> str:
    """The same in every run: a copied cluster knows its password. Only the run's user comes to the socket."""
    (place.folder / "password").write_text("of-tests-only")
    return make_password(place)


def started(place: Place, log: Path) -> DatabaseServer:
    """A server whose own database is migrated: the template of all test databases."""
    with kept_cluster.alone():
        if kept_cluster.copied_to(place.data):
            return start_database(place=place, log=log, options=OPTIONS)
        server = start_database(place=place, log=log, options=OPTIONS)
        subprocess.run([sys.executable, "-m", "mantetong", "django", "migrate", "--verbosity=0"], check=True)
        server.stop()
        kept_cluster.keep(place.data)
    return start_database(place=place, log=log, options=OPTIONS)


def main(folder: Path) -> None:
    """Serve until the run that owns `folder` has ended."""
    server = started(place_in(folder), folder / "database.log")
    (folder / "ready").touch()
    with (folder / "alive").open() as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
