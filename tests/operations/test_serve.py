"""`serve` comes back after the death of anything, and leaves nothing behind when told to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psycopg
import pytest

from mantetong.config.serving.database_server import make_password, url_of
from mantetong.config.serving.processes import is_alive
from tests.operations.served import ROLES, Served, eventually
from tests.plugin_database import RUN, start_throwaway_server
from tests.throwaway_server import place_in

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(sys.platform != "linux", reason="children that die with their parent are a promise of Linux"),
]


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def sandbox_port(served):
    return int((served.home / "sandbox.url").read_text().strip().rpartition(":")[2])


@pytest.mark.parametrize("name", sorted(ROLES))
def test_a_killed_child_is_started_anew(installation, name):
    before = installation.children(name)

    os.kill(before[0], signal.SIGKILL)

    assert eventually(lambda: set(installation.children(name)) - set(before))
    assert eventually(installation.is_complete)
    assert not is_alive(before[0])


def test_a_killed_web_worker_is_started_anew(installation):
    (main, *workers) = sorted(installation.children("web"))

    os.kill(workers[-1], signal.SIGKILL)

    assert eventually(lambda: set(installation.children("web")) - {main, *workers})
    assert eventually(installation.is_ready)


def test_a_killed_database_is_started_anew_and_has_kept_what_was_acknowledged(installation):
    url = (installation.home / "database.url").read_text().strip()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS probe (at timestamptz)")
        connection.execute("INSERT INTO probe VALUES (now())")
    before = installation.postmaster()

    os.kill(before, signal.SIGKILL)

    assert eventually(lambda: installation.postmaster() not in {0, before} and installation.is_ready())
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM probe").fetchone()[0] >= 1


def test_when_serve_itself_is_killed_nothing_stays_and_a_new_one_comes_up(installation):
    children, postmaster, ports = (
        installation.everybody(),
        installation.postmaster(),
        (installation.port, sandbox_port(installation)),
    )

    installation.kill()

    assert eventually(lambda: not any(is_alive(pid) for pid in [*children, postmaster]), seconds=30)
    assert not any(listens(port) for port in ports)
    installation.started()


def test_a_leftover_that_cannot_die_by_itself_is_ended_by_the_next_serve(installation):
    (stuck,) = installation.children("reading")
    os.kill(stuck, signal.SIGSTOP)  # it will not hear that its parent is gone
    installation.kill()

    installation.started()

    assert eventually(lambda: not is_alive(stuck), seconds=10)


def test_a_second_serve_of_the_same_home_is_refused(installation):
    second = Served(installation.home).start()

    assert second.process.wait(60) == 1
    assert "已有一个系统在运行" in second.said()
    assert installation.is_ready()


def test_a_taken_port_is_named(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        served = Served(home, port=taken.getsockname()[1]).start()

        assert served.process.wait(60) == 1
        assert f"端口已被占用：127.0.0.1:{served.port}" in served.said()


def test_without_gateways_and_without_sandbox_the_start_is_refused_with_a_list(home):
    served = Served(home, environment={"MANTETONG_SANDBOX": "0"}).start()

    assert served.process.wait(60) == 2
    assert "MANTETONG_REGISTRY_URL" in served.said()
    assert "MANTETONG_SMS_URL" in served.said()
    assert not (home / "database.url").exists()


def test_a_wrong_setting_is_named(home):
    served = Served(home, environment={"MANTETONG_WORKERS": "many"}).start()

    assert served.process.wait(60) == 2
    assert "MANTETONG_WORKERS" in served.said()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="as a plain user every test here is this one")
def test_with_a_database_of_the_operators_own_serve_starts_no_server(home):
    start_throwaway_server()
    place = place_in(Path(os.environ[RUN]))
    own = partial(url_of, place=place, password=make_password(place))
    with psycopg.connect(own(name="postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE kept_elsewhere")
    url = own(name="kept_elsewhere")
    served = Served(home, environment={"MANTETONG_DATABASE_URL": url})
    try:
        served.started()

        assert served.postmaster() == 0
        assert not (home / "database").exists()
        assert not (home / "where").exists()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)
    finally:
        served.stop()


def test_a_plain_user_runs_a_second_home_beside_the_first(installation, tmp_path):
    folder = Path("/tmp") / f"mtt-plain-{os.getpid()}"  # noqa: S108  pytest's own folders are closed to others
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    program = as_plain_user(folder)
    served = Served(
        folder / "home", program=program, environment={"PYTHONPATH": os.pathsep.join(readable_paths()), "HOME": str(folder)}
    )
    try:
        served.started()

        assert installation.is_ready()
        assert {Path(f"/proc/{pid}").stat().st_uid for pid in [*served.everybody(), served.postmaster()]} == {65534}
        assert served.stop() == 0
    finally:
        served.stop()
        subprocess.run(["rm", "-rf", str(folder)], check=False)


def readable_paths():
    return [path for path in sys.path if path.endswith("site-packages")] + [str(Path(__file__).resolve().parents[2] / "src")]


def as_plain_user(folder):
    """A command that runs as nobody; a Python below root's own home cannot, then the system's must do."""
    drop = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    for python in (sys.executable, "/usr/bin/python3"):
        settings = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(readable_paths())}
        probe = [
            *drop,
            python,
            "-c",
            "import granian, psycopg, numpy, mantetong, os, sys; sys.exit(not os.access(sys.executable, os.X_OK))",
        ]
        if subprocess.run(probe, check=False, cwd=folder, env=settings, capture_output=True).returncode == 0:
            return (*drop, python, "-m", "mantetong")
    pytest.skip("no Python here that a plain user may run with these packages")
    return ()


def test_told_to_stop_it_stops_all_and_says_so_by_its_exit(installation):
    children, postmaster = installation.everybody(), installation.postmaster()

    begin = time.monotonic()
    code = installation.stop()

    assert code == 0
    assert time.monotonic() - begin < 40
    assert not any(is_alive(pid) for pid in [*children, postmaster])
    installation.started()
