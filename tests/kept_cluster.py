"""A migrated database kept between test runs, so that a run of one file does not begin with half a minute of migrations.

Known by the digest of all that makes it: migrations, their SQL, the pinned requirements. What does not match is made anew.
"""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "test-database"


def digest() -> str:
    """What the kept cluster was made from."""
    source = ROOT / "src" / "mantetong"
    made_from = [ROOT / "requirements" / "dev.txt", *source.glob("*/migrations/*.py"), *source.rglob("*.sql")]
    read = hashlib.sha256()
    for path in sorted(made_from):
        read.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return read.hexdigest()[:16]


@contextmanager
def alone() -> Iterator[None]:
    """One run at a time makes or copies."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copied_to(data: Path) -> bool:
    """Lay a copy at `data`, owned as the original; False when none matches."""
    kept = KEPT / digest()
    if not kept.exists():
        return False
    subprocess.run(["cp", "-a", "--reflink=auto", str(kept), str(data)], check=True)
    return True


def keep(data: Path) -> None:
    """Keep a copy of the stopped cluster at `data`, in place of those kept before."""
    fresh = KEPT / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(data), str(fresh)], check=True)
    for old in KEPT.iterdir():
        if old.is_dir() and old != fresh:
            shutil.rmtree(old)
    fresh.rename(KEPT / digest())
