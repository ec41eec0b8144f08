"""The whole line, walked by the command in a system of its own: one per region, from the guide page to the till."""

import json
import re
import subprocess
import sys

import pytest

from mantetong.sandbox.walk.instance import private_instance

pytestmark = pytest.mark.processes
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LIMITED = {"511400": True, "511300": False, "620900": True}


@pytest.fixture(scope="module")
def server():
    with private_instance() as (address, _home):
        yield address


def walked(*given):
    command = [sys.executable, "-m", "mantetong", "demo", "walk", *given, "--json"]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


@pytest.mark.parametrize("region", sorted(LIMITED))
def test_a_case_goes_from_the_guide_to_the_till(server, region):
    done = walked("--region", region, "--server", server)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["acceptance_number"].startswith(region)
    assert (told["supplements"], told["lookup"], told["ledger_ok"]) == (1, "recognised", True)
    assert [item["outcome"] for item in told["items"]] == ["RECOGNISED"]
    assert bool(told["due_on"]) is LIMITED[region]
    assert _DAY.fullmatch(told["effective_on"])
    assert {"inbox", "sms"} == {one["channel"] for one in told["notices"]}
    assert all(one["delivered"] for one in told["notices"])


def test_an_unknown_region_is_refused_before_anything_starts():
    assert walked("--region", "110000").returncode == 2


def test_a_system_without_a_sandbox_is_told_in_words(tmp_path):
    done = walked("--region", "511400", "--server", "http://127.0.0.1:9")

    assert done.returncode == 1
    assert "停在" in done.stderr
