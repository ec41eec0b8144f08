"""A PostgreSQL for one test run: no flushing to disk, gone when the run is gone, whatever ended it.

Runs as its own process. It holds on as long as the test run holds the lock on `alive`, which the kernel lets go of
even when the run is killed; then it stops the server and removes the folder.
"""

import fcntl
import os
import shutil
import sys
from pathlib import Path

from mantetong.config.serving.database_place import Place, dedicated_account, prepared
from mantetong.config.serving.database_server import start_database

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


def main(folder: Path) -> None:
    """Serve until the run that owns `folder` has ended."""
    server = start_database(place=place_in(folder), log=folder / "database.log", options=OPTIONS)
    (folder / "ready").touch()
    with (folder / "alive").open() as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
