"""The how-to for a new region, followed to the letter: its own commands, in its own order."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "add-a-region.md"
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_COMMENT = re.compile(r"^# (?=time_limit:| +(from:|\d{4}-|value: ))", re.MULTILINE)


def commands():
    """Every line a newcomer types."""
    lines = (line.strip() for block in _BLOCK.findall(PAGE.read_text()) for line in block.splitlines())
    return [shlex.split(line) for line in lines if line]


@pytest.fixture
def desk(tmp_path):
    """A folder with packs, as somebody has it who keeps them apart from the program."""
    shutil.copytree(ROOT / "packs", tmp_path / "packs")
    return tmp_path


def typed(command, folder):
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MANTETONG", "DJANGO"))}
    environment = {**own, "MANTETONG_PACKS": str(folder / "packs")}
    run = [sys.executable, "-m", "mantetong", *command[1:]]
    return subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_every_command_of_the_page_does_what_it_says(desk):
    said = {}
    for command in commands():
        assert command[0] == "mantetong"
        done = typed(command, desk)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        said[command[2]] = done.stdout

    assert list(said) == ["new", "export", "import", "check", "show", "clock"]
    assert "4个地区" in said["check"]
    assert "云溪市 990100（示例省）" in said["show"]
    assert '"due_on": null' in said["clock"]  # nobody has published a limit for it yet


def test_the_limit_the_page_speaks_of_is_one_comment_away(desk):
    typed(commands()[0], desk)
    region = desk / "packs" / "990100-yunxi" / "region.yaml"
    region.write_text(_COMMENT.sub("", region.read_text()))

    done = typed(["mantetong", "policy", "clock", "--region", "990100", "--from", "2026-11-23T10:00+08:00"], desk)

    assert '"working_days": 20' in done.stdout, done.stdout + done.stderr
