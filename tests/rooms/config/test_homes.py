"""Where a home's database lives, and who may have it."""

import os
import shutil

import pytest

from mantetong.config.serving import database_place
from mantetong.config.serving.database_place import Place, PlaceTaken, place_for
from mantetong.config.serving.home import AlreadyServed, PortTaken, ensure_port_free, free_port, lock_home, write_private
from mantetong.config.serving.logs import clear_away, turn_over

as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root must step aside")


@pytest.fixture
def closed_home(tmp_path):
    tmp_path.chmod(0o700)
    yield tmp_path / "home"
    note = tmp_path / "home" / "where"
    if note.exists():
        shutil.rmtree(note.read_text().strip(), ignore_errors=True)


@as_root
def test_under_a_closed_folder_the_database_lives_elsewhere_and_the_home_says_where(closed_home):
    place = place_for(home=closed_home)

    assert place.folder.parent == database_place.ELSEWHERE
    assert (closed_home / "where").read_text().strip() == str(place.folder)
    assert closed_home.parent.stat().st_mode & 0o777 == 0o700
    assert place.folder.stat().st_mode & 0o777 == 0o700


@as_root
def test_a_moved_home_takes_its_database_along(closed_home):
    before = place_for(home=closed_home)
    moved = closed_home.with_name("moved")
    closed_home.rename(moved)

    assert place_for(home=moved).folder == before.folder
    shutil.rmtree(before.folder)


@as_root
def test_a_copied_home_does_not_share_the_database(closed_home):
    place_for(home=closed_home)
    copy = closed_home.with_name("copy")
    shutil.copytree(closed_home, copy)

    with pytest.raises(PlaceTaken):
        place_for(home=copy)


def test_the_socket_of_a_deep_home_stands_in_a_short_folder(tmp_path):
    deep = Place(tmp_path / ("d" * 90))

    assert len(os.fsencode(f"{deep.socket}/.s.PGSQL.5432")) <= database_place.SOCKET_LIMIT


def test_a_home_is_served_once(tmp_path):
    with lock_home(tmp_path), pytest.raises(AlreadyServed, match=str(os.getpid())):
        lock_home(tmp_path)


def test_a_port_somebody_listens_on_is_not_free():
    import socket  # noqa: PLC0415

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        with pytest.raises(PortTaken):
            ensure_port_free("127.0.0.1", port)
        assert free_port(preferred=port) != port


def test_a_private_file_is_ours_alone(tmp_path):
    write_private(tmp_path / "note", "secret")

    assert (tmp_path / "note").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


def test_a_large_log_is_set_aside_and_an_old_one_cleared_away(tmp_path):
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415

    at = datetime(2026, 3, 1, tzinfo=UTC)
    log = tmp_path / "web.log"
    with log.open("wb") as file:
        file.truncate(60 * 1024 * 1024)

    turn_over(folder=tmp_path, at=at)
    aside = tmp_path / "web.log.20260301T000000"
    assert (log.stat().st_size, aside.exists()) == (0, True)
    os.utime(aside, (at.timestamp(), at.timestamp()))

    clear_away(folder=tmp_path, before=at + timedelta(days=1))
    assert [path.name for path in tmp_path.iterdir()] == ["web.log"]
