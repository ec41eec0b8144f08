"""The table of `mantetong demo doors`: every door of the three regions, step by step, in one system."""

import json
import subprocess
import sys

import pytest

from mantetong.sandbox.walk.instance import private_instance

pytestmark = pytest.mark.processes
TO_CALL_OR_TO_READ = {"hotline", "website"}


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


def test_whoever_comes_online_or_to_the_counter_applies_is_told_and_finds_the_case_again(table):
    applying = [row for row in table if row["door"] not in TO_CALL_OR_TO_READ]

    assert len(applying) == 9 + sum(row["kind"] == "counter" for row in table)
    assert [(row["region"], row["door"]) for row in applying if set(row["steps"].values()) != {"✓"}] == []


def test_whoever_calls_is_told_how_far_what_they_filed_is(table):
    called = [row for row in table if row["kind"] == "hotline"]

    assert called
    assert [row["steps"]["查进度"] for row in called] == ["✓"] * len(called)
