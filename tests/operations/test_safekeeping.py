"""A backup restores into a fresh home, and only there; papers open with the old keys, and only with them."""

import os
import shutil
import subprocess
import sys
import tarfile

import pytest

from mantetong.outside.keys import make_keys
from tests.operations.served import Served

pytestmark = pytest.mark.processes

STORE = "from mantetong.outside import documents; documents.store(content=b'a page', person_id=1)"


def mantetong(home, *words):
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("MANTETONG_", "MTT_"))}
    settings |= {"MANTETONG_HOME": str(home), "MANTETONG_SANDBOX": "1"}
    return subprocess.run(
        [sys.executable, "-m", "mantetong", *map(str, words)], check=False, capture_output=True, text=True, env=settings, cwd="/"
    )


@pytest.fixture(scope="module")
def backup(installation, tmp_path_factory):
    """A backup of the running installation, which holds one paper."""
    assert mantetong(installation.home, "django", "shell", "-v0", "-c", STORE).returncode == 0
    file = tmp_path_factory.mktemp("safe") / "backup.tar"
    said = mantetong(installation.home, "backup", file)
    assert said.returncode == 0, said.stderr
    assert "不含密钥" in said.stdout
    return file


@pytest.fixture
def restored(backup, home):
    """A home restored, without keys yet."""
    said = mantetong(home, "restore", backup)
    assert said.returncode == 0, said.stderr
    return home


def test_a_backup_holds_no_key_and_is_ours_alone(backup):
    with tarfile.open(backup) as tar:
        assert [name for name in tar.getnames() if "key" in name] == []
    assert backup.stat().st_mode & 0o077 == 0


def test_a_restored_home_runs_and_opens_its_papers(installation, restored):
    shutil.copytree(installation.home / "keys", restored / "keys", dirs_exist_ok=True)
    served = Served(restored).started()

    said = mantetong(restored, "doctor")

    assert said.returncode == 0, said.stdout
    assert "能打开最新的材料文件" in said.stdout
    assert served.stop() == 0


def test_a_restored_home_does_not_start_without_its_keys(restored):
    served = Served(restored).start()

    assert served.process.wait(60) == 1
    assert "没有放入原来的密钥" in served.said()
    assert not (restored / "keys" / "master.json").exists()


def test_a_restored_home_does_not_start_with_other_keys(restored):
    make_keys(restored / "keys")
    served = Served(restored).start()

    assert served.process.wait(60) == 1
    assert "不是同一套" in served.said()


def test_a_restore_never_goes_over_data(backup, restored):
    said = mantetong(restored, "restore", backup)

    assert said.returncode == 1
    assert "只能恢复到全新" in said.stderr


def test_a_restore_never_goes_into_a_running_system(backup, installation):
    said = mantetong(installation.home, "restore", backup)

    assert said.returncode == 1
    assert "系统正在运行" in said.stderr


def test_what_is_no_backup_is_refused(tmp_path, home):
    stranger = tmp_path / "stranger.tar"
    with tarfile.open(stranger, "w") as tar:
        tar.add(__file__, "test.py")

    said = mantetong(home, "restore", stranger)

    assert said.returncode == 1
    assert "不是本系统的备份文件" in said.stderr
