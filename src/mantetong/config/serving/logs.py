"""Log files of one home: one per process, turned over by size, kept for the days the operator asked for."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

LARGEST = 50 * 1024 * 1024
_OLD = "*.log.2*"


@dataclass
class LogKeeper:
    """Looks at the folder once in a while; the supervisor calls it at every beat."""

    folder: Path
    keep_days: int
    now: Callable[[], datetime]
    next_look: datetime | None = None

    def beat(self) -> None:
        """Turn over and clear away, at most every ten minutes."""
        at = self.now()
        if self.next_look is None or at >= self.next_look:
            self.next_look = at + timedelta(minutes=10)
            turn_over(folder=self.folder, at=at)
            clear_away(folder=self.folder, before=at - timedelta(days=self.keep_days))


def turn_over(*, folder: Path, at: datetime) -> None:
    """Set a large log aside. Writers append, so the file is emptied in place; a line written in between may be lost."""
    for log in folder.glob("*.log"):
        if log.stat().st_size > LARGEST:
            shutil.copyfile(log, log.with_name(f"{log.name}.{at:%Y%m%dT%H%M%S}"))
            log.write_bytes(b"")


def clear_away(*, folder: Path, before: datetime) -> None:
    """Delete logs set aside before that moment."""
    for log in folder.glob(_OLD):
        if log.stat().st_mtime < before.timestamp():
            log.unlink()
