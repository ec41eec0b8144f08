"""Pytest plugin: settings of the test run, and one throw-away database for all its workers, started by the first test that needs it.

Loaded by `-p tests.plugin_database`, before pytest-django reads the settings.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

import pytest

from mantetong.config.serving.database_server import url_of
from tests.throwaway_server import password_in, place_in

ROOT = Path(__file__).resolve().parents[1]
RUN = "MTT_TEST_RUN"
_alive: list[IO[str]] = []
_keeper: list[subprocess.Popen[bytes]] = []


def _begin_run() -> None:
    folder = Path(tempfile.mkdtemp(prefix="mtt-test-"))
    alive = (folder / "alive").open("w")
    fcntl.flock(alive, fcntl.LOCK_EX)
    _alive.append(alive)
    for name in [name for name in os.environ if name.startswith("MANTETONG_")]:
        del os.environ[name]  # a developer's own settings are not the tests'
    place = place_in(folder)
    os.environ |= {
        RUN: str(folder),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "mantetong.config.settings"),
        "MANTETONG_HOME": str(folder / "home"),
        "MANTETONG_SANDBOX": "1",
        "MANTETONG_PACKS": str(ROOT / "packs"),
        "MANTETONG_DATABASE_URL": url_of(place=place, password=password_in(place)),
    }


def start_throwaway_server() -> None:
    """Start the run's server unless another worker has; returns when it takes connections."""
    folder = Path(os.environ[RUN])
    with (folder / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "ready").exists():
            return
        with (folder / "throwaway.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.throwaway_server", str(folder)],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _keeper.append(process)  # never waited for: it outlives the worker that happened to start it
        _wait_for(folder, process)


def _wait_for(folder: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 300
    while not (folder / "ready").exists():
        if process.poll() is not None or time.monotonic() > end:
            pytest.exit(f"the test database did not start:\n{(folder / 'throwaway.log').read_text()}", returncode=3)
        time.sleep(0.02)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--without-database`, for `make check`."""
    parser.addoption(
        "--without-database",
        action="store_true",
        help="leave out tests that need rows, a browser, the reading model or processes",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was asked to be left out."""
    if config.getoption("--without-database"):
        left_out = [item for item in items if _is_heavy(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _is_heavy(item)]


def _is_heavy(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "browser", "reading", "processes"))
    return marked or bool({"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@atexit.register
def end_run() -> None:
    """Let go: the server's keeper stops it and removes the folder. Without a server, the folder is ours to remove."""
    for process in _keeper:
        process.returncode = 0  # it ends after us; nobody shall warn that it still runs
    if not _alive:
        return
    folder = Path(os.environ[RUN])
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
    _alive.pop().close()


# At import: pytest-django reads the settings while it configures itself. Workers of the run inherit the environment.
if RUN not in os.environ:
    _begin_run()
