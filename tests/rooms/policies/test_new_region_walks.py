"""A city whose only trace is the folder that `policy new` writes goes through the real pages, from the guide to the till."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKS = Path(__file__).resolve().parents[3] / "packs"
YUNXI = "511400"  # the code of Meishan's place, where the pretend outside world has insured people and staff; its pack is gone
LIMIT = "time_limit:\n  from:\n    2025-01-01:\n      value: {working_days: 5, counted_from: submitted, on_resubmit: resume, said: 5个工作日}\n"

pytestmark = pytest.mark.processes


def command(*words, packs):
    environment = {**os.environ, "MANTETONG_PACKS": str(packs)}
    run = [sys.executable, "-m", "mantetong", *words]
    return subprocess.run(run, env=environment, capture_output=True, text=True, timeout=400, check=False)


@pytest.fixture
def packs(tmp_path):
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    shutil.rmtree(folder / "511400-meishan")
    command("policy", "new", YUNXI, "云溪市", "--province", "示例省", "--slug", "yunxi", packs=folder)
    region = folder / "511400-yunxi" / "region.yaml"
    region.write_text(region.read_text() + LIMIT)
    return folder


def test_a_region_of_data_alone_is_walked_from_the_guide_to_the_till(packs):
    assert command("policy", "check", str(packs), packs=packs).returncode == 0

    done = command("demo", "walk", "--region", YUNXI, "--json", packs=packs)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert [item["outcome"] for item in told["items"]] == ["RECOGNISED"]
    assert (told["lookup"], told["ledger_ok"]) == ("recognised", True)
    assert told["due_on"]
