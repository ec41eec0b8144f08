"""The table of `mantetong demo doors`: every door of the three regions, step by step, in one system."""

import json
import subprocess
import sys

import pytest

from mantetong.sandbox.walk.instance import private_instance

pytestmark = pytest.mark.processes
BY_STAFF_OR_TO_READ = {"counter", "hotline", "website"}


@pytest.fixture(scope="module")
def table():
    with private_instance() as (address, _home):
        command = [sys.executable, "-m", "mantetong", "demo", "doors", "--server", address, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    return json.loads(done.stdout.splitlines()[-1])


def test_every_door_of_the_guides_has_its_entry(table):
    assert {row["region"] for row in table} == {"511300", "511400", "620900"}
    assert all(row["steps"]["进入"] == "✓" for row in table)


def test_nothing_that_a_door_offers_stops_half_way(table):
    assert [row["note"] for row in table if row["note"]] == []


def test_whoever_comes_online_applies_is_told_and_finds_the_case_again(table):
    online = [row for row in table if row["door"] not in BY_STAFF_OR_TO_READ]

    assert len(online) == 9
    assert [row["door"] for row in online if set(row["steps"].values()) != {"✓"}] == []
