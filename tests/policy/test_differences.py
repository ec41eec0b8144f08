"""Two versions compared: every kind of change is told once, in words."""

from copy import deepcopy
from pathlib import Path

import pytest

from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region
from mantetong.policies.versions.differences import differences
from mantetong.policies.versions.entries import status_counts

PACKS = Path(__file__).resolve().parents[2] / "packs"


@pytest.fixture(scope="module")
def meishan():
    return resolve_region(read_library(PACKS), "511400")[-1].content


@pytest.fixture
def changed(meishan):
    return deepcopy(meishan)


def only(before, after):
    (change,) = differences(before=before, after=after)
    return change


def test_the_same_version_has_no_differences(meishan):
    assert differences(before=meishan, after=meishan) == ()


def test_a_changed_field_is_named_by_its_path(meishan, changed):
    changed["keys"]["time_limit"]["value"]["working_days"] = 3

    change = only(meishan, changed)

    assert (change.where, change.before, change.after) == (("办理时限", "工作日"), "1", "3")


def test_a_criterion_is_named_by_its_place_in_the_tree(meishan, changed):
    changed["diseases"]["M01600"]["keys"]["criteria"]["value"]["all"][1]["any"][0]["lab"]["limit"] = 6.8

    change = only(meishan, changed)

    assert change.where == ("M01600 糖尿病", "认定标准", "1.2.1")
    assert "7.0" in change.before
    assert "6.8" in change.after


def test_a_disease_that_leaves_the_list_is_told_once(meishan, changed):
    del changed["diseases"]["M00300"]

    change = only(meishan, changed)

    assert (change.where[0][:6], change.after) == ("M00300", "")


def test_a_new_material_is_told_once(meishan, changed):
    changed["keys"]["slots"]["value"].append({"code": "ecg", "name": "心电图", "takes": ["ecg"], "need": "required"})

    change = only(meishan, changed)

    assert (change.where, change.before) == (("申请材料", "心电图"), "")
    assert "必需" in change.after


def test_a_new_source_for_the_same_value_is_told_as_such(meishan, changed):
    changed["keys"]["effective"]["source"] = "某市通知"

    change = only(meishan, changed)

    assert change.same_value
    assert change.source == "某市通知"


def test_statuses_are_counted_item_by_item(meishan):
    counts = status_counts(meishan)

    assert set(counts) == {"official", "guide", "sample"}
