"""Homes that leave nothing behind."""

import shutil
from pathlib import Path

import pytest

from tests.operations.served import Served


def remove(home):
    note = home / "where"
    if note.exists():
        shutil.rmtree(Path(note.read_text().strip()), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """One running system for the whole session; as root its home stands under a folder nobody else may enter."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    served = Served(closed / "home")
    try:
        yield served.started()
    finally:
        served.stop()
        remove(served.home)


@pytest.fixture
def home(tmp_path):
    """A home that does not exist yet."""
    yield tmp_path / "home"
    remove(tmp_path / "home")
