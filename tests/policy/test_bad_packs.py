"""A faulty pack is refused with file, line, key and what is expected; nothing of it is loaded."""

import shutil
from pathlib import Path

import pytest

from mantetong.policies.calendar import calendar_of
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.examples import example_faults
from mantetong.policies.packs.faults import PackFaulty
from mantetong.policies.packs.library import read_library
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
        "days_off: [], worked_weekends: [2027-01-01]",
        "days_off: [2026-01-01], worked_weekends: []",
    ],
)
def test_a_holiday_on_the_wrong_kind_of_day_is_refused(packs, days):
    (packs / "national" / "calendar.yaml").write_text(f"years: {{2027: {{source: 示例通知, status: sample, {days}}}}}\n")

    with pytest.raises(PackFaulty, match="of 2027"):
        calendar_of(packs)
