"""A faulty pack is refused with file, line, key and what is expected; nothing of it is loaded."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from mantetong.policies.calendar import calendar_of
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.examples import example_faults
from mantetong.policies.packs.faults import PackFaulty
from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region
from mantetong.policies.packs.yaml_file import MAX_BYTES, read_yaml

PACKS = Path(__file__).resolve().parents[2] / "packs"
CITY = "511400-meishan/region.yaml"
LUPUS = "national/diseases/M07101-systemic-lupus-erythematosus.yaml"
DIABETES = "national/diseases/M01600-diabetes.yaml"


@pytest.fixture
def packs(tmp_path):
    """Every region with two diseases: reading is quick, and every kind of fault can still be made."""
    folder = tmp_path / "packs"
    for file in (*(path.relative_to(PACKS) for path in PACKS.glob("*/region.yaml")), DIABETES, LUPUS):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKS / file, folder / file)
    return folder


def change(packs, file, old, new):
    path = packs / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def faults_of(packs):
    with pytest.raises(PackFaulty) as refused:
        ensure_sound(read_library(packs))
    return refused.value.faults


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (CITY, "item_label:", "item_lable:", "item_lable"),
        (CITY, "availability: open\n", "availability: opne\n", "opne"),
        (CITY, "working_days: 1,", "working_days: one,", "one"),
        (CITY, "2025-01-01: {value: same_day, source: 样例值, status: sample,", "2025-01-01: {value: same_day, status: guess,", "guess"),
        (CITY, 'code: "511400"', "code: 511400", "511400"),
        (CITY, 'parent: "000000"', 'parent: "990000"', "a pack that exists"),
        (CITY, 'parent: "000000"', 'parent: "511400"', "does not build on this one"),
        (CITY, "code: medical_record", "code: identity", "a code used once"),
        (CITY, "takes: [diagnosis_certificate]", "takes: []", "at least one kind of paper"),
        (CITY, "takes: [diagnosis_certificate]\n          need: required", "takes: [diagnosis_certificate]\n          certainty: hedged\n          need: required", "never blocks"),
        (DIABETES, "城乡居民: 0.65", "城乡居民: 6.5", "0 与 1"),
        (DIABETES, "item: GLU,", "item: GLUU,", "a known laboratory item"),
        (DIABETES, "unit: mmol/L", "unit: 格令", "a unit this program knows"),
        (DIABETES, "kinds: [diagnosis_certificate]", "kinds: []", "never be met"),
        (DIABETES, "takes: [lab_report, imaging_report]", "takes: [mandate]", "a slot some criterion asks for"),
        (DIABETES, "payment:\n", "excludes:\n  from:\n    2025-01-01: {value: [M07101]}\npayment:\n", "M07101 returns"),
        (DIABETES, "payment:\n", "excludes:\n  from:\n    2025-01-01: {value: [M01600]}\npayment:\n", "cannot exclude itself"),
        (DIABETES, "payment:\n", "excludes:\n  from:\n    2025-01-01: {value: [M99999]}\npayment:\n", "not M99999"),
        (LUPUS, "at_least: 2", "at_least: 6", "never be met"),
        (DIABETES, "defaults: {source: 中性样例清单（不代表任何城市的规定）, status: sample}", "defaults: {status: sample}", "a source"),
        (DIABETES, "2025-01-01: {value: true}", "2025-01-01: {value: true}\n    2025-01-01: {value: false}", "each key once"),
        (DIABETES, "2025-01-01: {value: true}", "2026-01-01: {value: true}\n    2025-01-01: {value: false}", "a day after 2026-01-01"),
        (DIABETES, "2025-01-01: {value: true}", "2025-02-30: {value: true}", "a day that exists"),
        (CITY, "working_days: 1,", "working_days: -1,", "less than the minimum"),
        (CITY, "working_days: 1,", "working_days: 99999999999999999999,", "greater than the maximum"),
        (CITY, "working_days: 1,", "working_days: 1.5,", "1.5"),
        (CITY, 'quiet_from: "21:00"', 'quiet_from: "25:00"', "25:00"),
        (CITY, "value: {decider: agency}", "value: {decider: experts, panel: 3, quorum: 4}", "at most the panel of 3"),
        (DIABETES, "review_every_months: null", "review_every_months: 0", "less than the minimum"),
        (DIABETES, "limit: 7.0,", "limit: seven,", "seven"),
        (DIABETES, "limit: 7.0,", "limit: .nan,", ".nan"),
        (DIABETES, "limit: 7.0,", "limit: 7.0, by_sex: {male: 7}, by_age: [{from_age: 0, limit: 7}],", "by_sex or by_age, not both"),
        (DIABETES, "limit: 7.0,", "limit: 7.0, by_age: [{from_age: 60, limit: 7}, {from_age: 60, limit: 8}],", "each from_age once"),
        (DIABETES, "comparison: at_least", "comparison: positive", "no limit beside positive"),
        (DIABETES, "kinds: [diagnosis_certificate]", "kinds: [mandate]", "it can never be met"),
        (DIABETES, "within_months: 120}", "within_months: -3}", "less than the minimum"),
        (DIABETES, "yearly_cap_yuan:", "yearly_cap:", "不认识"),
        (LUPUS, "at_least: 2", "at_least: 0", "less than the minimum"),
        (LUPUS, "at_least: 2", "at_least: 2\n              any: []", "valid under each of"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_and_line(packs, file, old, new, says):
    change(packs, file, old, new)

    faults = faults_of(packs)

    assert any(says in f"{fault.key} {fault.expected}" for fault in faults), faults
    assert any(fault.file.endswith(file) and fault.line >= 1 for fault in faults)


def test_the_line_of_a_fault_is_the_line_an_editor_shows(packs):
    line = change(packs, CITY, "working_days: 1,", "working_days: one,")

    assert {fault.line for fault in faults_of(packs)} == {line}


def test_all_faults_are_told_at_once(packs):
    change(packs, CITY, "working_days: 1,", "working_days: one,")
    change(packs, DIABETES, "comparison: at_least", "comparison: atleast")

    assert {Path(fault.file).name for fault in faults_of(packs)} == {"region.yaml", "M01600-diabetes.yaml"}


@pytest.mark.parametrize(
    ("leaf", "says"),
    [
        ("exclusion: {diseases: [M01600]}", "another disease"),
        ("exclusion: {diseases: [M99999]}", "another disease"),
        ("age: {at_least: 60, at_most: 14}", "at most 14"),
        ("all: [{label: 甲, age: {at_least: 60}}, {label: 乙, all: [{label: 丙, age: {at_most: 14}}]}]", "ages that meet"),
        ("age: {at_most: -1}", "less than the minimum"),
        ("age: {at_least: null}", "at_least, at_most or both"),
        ("visits: {kind: OUTPATIENT, count: 0}", "less than the minimum"),
        ("examination: {kinds: [mandate]}", "it can never be met"),
    ],
)
def test_a_condition_nobody_can_meet_is_named_at_its_place(packs, leaf, says):
    old = "          all:\n"
    line = change(packs, DIABETES, old, f"{old}            - label: 一个条件\n              {leaf}\n") + 1

    faults = faults_of(packs)

    assert any(says in fault.expected and fault.line >= line for fault in faults), faults


def test_one_way_out_of_two_keeps_a_criterion_reachable(packs):
    """A paper that no place takes is no fault where another paper will do."""
    old = "          all:\n"
    ways = "{label: 两种之一, any: [{label: 甲, examination: {kinds: [mandate]}}, {label: 乙, examination: {kinds: [ecg]}}]}"
    change(packs, DIABETES, old, f"{old}            - {ways}\n")

    ensure_sound(read_library(packs))


@pytest.mark.parametrize("key", ["criteria", "effective"])
def test_what_is_locked_is_locked_in_every_file_of_the_child(packs, key):
    change(packs, "national/region.yaml", "level: national\n", "level: national\nlocked: [criteria, effective]\n")
    own = packs / "511400-meishan/diseases/M01600.yaml"
    own.parent.mkdir()
    values = {"criteria": "{label: 年满一岁, age: {at_least: 1}}", "effective": "next_day"}
    own.write_text(
        f"code: M01600\nname: 糖尿病\n{key}:\n  from:\n    2026-01-01: {{value: {values[key]}, source: 示例, status: sample}}\n"
    )

    assert (str(own), key) in {(fault.file, fault.key) for fault in faults_of(packs)}


def test_a_value_that_ends_is_null_from_a_day_on(packs):
    """A list, a disease and a limit: abolished and never deleted."""
    change(packs, CITY, "delivery:\n  from:\n", "delivery:\n  from:\n    2024-01-01: {value: null}\n")
    change(packs, DIABETES, "    2025-01-01: {value: true}", "    2025-01-01: {value: true}\n    2026-07-01: {value: null}")
    library = read_library(packs)

    ensure_sound(library)
    *_, before, after = resolve_region(library, "511400")

    assert ("M01600" in before.content["diseases"], "M01600" in after.content["diseases"]) == (True, False)
    assert after.since == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ("990100-typo/region.yml", "a region.yaml in the folder"),
        ("990100-typo/diseases/M01600.yaml", "a region.yaml in the folder"),
        ("511400-meishan/diseases/M01600.yml", "a name that ends in .yaml"),
        ("national/cases/more.yml", "a name that ends in .yaml"),
    ],
)
def test_a_file_that_would_be_passed_over_is_named(packs, made, says):
    path = packs / made
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("code: M01600\n")

    assert [fault.expected for fault in faults_of(packs) if says in fault.expected and (packs / made).is_relative_to(fault.file)]


def test_a_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for(packs):
    path = packs / "511400-meishan/diseases/M01600.yaml"
    path.parent.mkdir()
    os.mkfifo(path)

    (fault,) = faults_of(packs)

    assert (fault.file, fault.expected) == (str(path), "a file that can be read")


def test_a_child_may_not_change_a_locked_value(packs):
    change(packs, "national/region.yaml", "level: national\n", "level: national\nlocked: [effective]\n")

    faults = faults_of(packs)

    assert {fault.key for fault in faults} == {"effective"}
    assert len({fault.file for fault in faults}) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a: &x [1]\nb: *x\n", "no anchors"),
        (b"a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "no anchors"),
        (b"a: !!python/object/apply:os.system [x]\n", "plain"),
        (b"a: {b: [1\n", "valid YAML"),
        ("病种: 糖尿病".encode("gbk"), "UTF-8"),
        (b"a: " + b"[" * 40 + b"]" * 40, "levels"),
        (b"? [a, b]\n: c\n", "a plain key"),
        (b"x" * (MAX_BYTES + 1), "at most"),
        (b"\x00\x01", "valid YAML"),
        (b"a: 1\n---\nb: 2\n", "one document"),
        (b"a: 1\n...\nb: [\n", "valid YAML|one document"),
        (b"a: " + b"9" * 6000, "a number of"),
        (b"<<: {a: 1}\na: 1\na: 2\n", "each key once"),
    ],
)
def test_hostile_yaml_is_refused(tmp_path, content, says):
    path = tmp_path / "region.yaml"
    path.write_bytes(content)

    with pytest.raises(PackFaulty, match=says):
        read_yaml(path)


def test_a_ring_of_parents_is_refused_at_the_line_that_closes_it(packs):
    line = change(packs, "national/region.yaml", "parent: null", 'parent: "511400"')

    faults = faults_of(packs)

    assert any("does not build on this one" in fault.expected for fault in faults)
    assert line in {fault.line for fault in faults}


def test_an_exclusion_must_be_returned_by_each_of_a_ring(packs):
    """Three that exclude each other in a circle: none returns what it is told, and each is named."""
    third = "national/diseases/M03900-hypertension.yaml"
    shutil.copy(PACKS / third, packs / third)
    for file, other in ((DIABETES, "M07101"), (LUPUS, "M03900"), (third, "M01600")):
        change(packs, file, "payment:\n", f"excludes:\n  from:\n    2025-01-01: {{value: [{other}]}}\npayment:\n")

    told = {(Path(fault.file).name[:6], fault.expected) for fault in faults_of(packs)}

    assert {
        (code, f"an exclusion that {other} returns")
        for code, other in (("M01600", "M07101"), ("M07101", "M03900"), ("M03900", "M01600"))
    } <= told


def test_a_file_of_fifty_megabytes_is_refused_unread(packs):
    with (packs / CITY).open("wb") as large:
        large.truncate(50 * 1024 * 1024)

    (fault,) = faults_of(packs)

    assert fault.file.endswith(CITY)
    assert "at most" in fault.expected


@pytest.mark.parametrize("content", ["", "just words", "[]", "code: '511400'\n"])
def test_a_file_that_is_no_pack_is_refused(packs, content):
    (packs / CITY).write_text(content)

    assert faults_of(packs)


def test_a_folder_without_packs_is_refused(tmp_path):
    with pytest.raises(PackFaulty, match="a folder with packs"):
        read_library(tmp_path)


def test_a_case_that_comes_out_otherwise_is_a_fault(packs):
    change(packs, DIABETES, "limit: 7.0,", "limit: 9.0,")
    shutil.copytree(PACKS / "national" / "cases", packs / "national" / "cases")

    faults = list(example_faults(read_library(packs)))

    assert any("空腹血糖达标" in fault.expected and "CANNOT_TELL" in fault.expected for fault in faults)


def test_a_new_holiday_year_is_read(packs):
    (packs / "national" / "calendar.yaml").write_text(
        "years:\n  2027:\n    source: 示例通知\n    status: sample\n    days_off: [2027-01-01, [2027-02-05, 2027-02-11]]\n    worked_weekends: [2027-02-14]\n"
    )

    calendar = calendar_of(packs)

    assert 2027 in calendar.published_years
    assert calendar.version != calendar_of(PACKS).version


@pytest.mark.parametrize(
    "days",
    [
        "days_off: [2027-01-02], worked_weekends: []",
        "days_off: [2027-01-04], worked_weekends: [2027-01-01]",
        "days_off: [2026-01-01], worked_weekends: []",
        "days_off: ['2026-01-01'], worked_weekends: []",
    ],
)
def test_a_holiday_on_the_wrong_kind_of_day_is_refused(packs, days):
    (packs / "national" / "calendar.yaml").write_text(f"years: {{2027: {{source: 示例通知, status: sample, {days}}}}}\n")

    with pytest.raises(PackFaulty, match="of 2027"):
        calendar_of(packs)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ("days_off: [[2027-02-11, 2027-02-05]], worked_weekends: []", "the first day before the last"),
        ("days_off: [], worked_weekends: []", "non-empty"),
        ("days_off: ['2027-02-30'], worked_weekends: []", "2027-02-30"),
        ("days_off: [20270211], worked_weekends: []", "20270211"),
        ("days_off: [2027-01-01]", "worked_weekends"),
    ],
)
def test_a_year_that_would_lose_its_holidays_is_refused(packs, days, says):
    (packs / "national" / "calendar.yaml").write_text(f"years: {{2027: {{source: 示例通知, status: sample, {days}}}}}\n")

    with pytest.raises(PackFaulty, match=says):
        calendar_of(packs)


CASE = """cases:
  - name: 一个例子
    disease: M01600
    on: {on}
    facts: {{born_on: {born}, labs: [{{item: 空腹血糖, value: "8", unit: mmol/L, dated_on: {dated}}}]}}
    expected: {{"1": CANNOT_TELL}}
"""


@pytest.mark.parametrize(
    ("on", "born", "dated", "says"),
    [
        ('"2026-02-30"', "1960-01-01", "2026-01-01", "2026-02-30"),
        ("2026-03-01", '"1960-1-1"', "2026-01-01", "1960-1-1"),
        ("2026-03-01", "1960-01-01", "春天", "春天"),
        ("2020-03-01", "1960-01-01", "2020-01-01", "a day on which"),
    ],
)
def test_an_example_with_a_day_that_does_not_count_is_named(packs, on, born, dated, says):
    cases = packs / "511400-meishan/cases/mine.yaml"
    cases.parent.mkdir()
    cases.write_text(CASE.format(on=on, born=born, dated=dated))
    library = read_library(packs)

    faults = _example_faults(library)

    assert any(says in f"{fault.expected}" and fault.file == str(cases) for fault in faults), faults


def _example_faults(library):
    try:
        return list(example_faults(library))
    except PackFaulty as error:
        return list(error.faults)


def test_a_day_in_quotes_is_a_day(packs):
    cases = packs / "511400-meishan/cases/mine.yaml"
    cases.parent.mkdir()
    cases.write_text(CASE.format(on='"2026-03-01"', born='"1960-01-01"', dated='"2026-01-01"'))

    assert _example_faults(read_library(packs)) == []


def test_the_nations_examples_do_not_bind_a_region_with_its_own_word(packs):
    """A city may take a disease from its list or judge it more strictly, and one may begin later than the examples' days."""
    shutil.copytree(PACKS / "national" / "diseases", packs / "national" / "diseases", dirs_exist_ok=True)
    shutil.copytree(PACKS / "national" / "cases", packs / "national" / "cases")
    own = packs / "511400-meishan/diseases/M01600.yaml"
    own.parent.mkdir()
    own.write_text("code: M01600\nname: 糖尿病\nlisted:\n  from:\n    2025-01-01: {value: false, source: 示例, status: sample}\n")
    city = packs / CITY
    city.write_text(city.read_text().replace("2025-01-01", "2027-05-01"))

    library = read_library(packs)
    ensure_sound(library)

    assert list(example_faults(library)) == []
