"""`mantetong policy …`, without a database."""

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mantetong.policies import commands
from mantetong.policies.packs.schema import pack_schema

PACKS = str(Path(__file__).resolve().parents[2] / "packs")
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "policy-pack.schema.json"


@pytest.fixture
def policy(capsys):
    """Run one command: its exit code, stdout, stderr."""

    def run(*words):
        parser = argparse.ArgumentParser()
        commands.add_parser(parser.add_subparsers())
        given = parser.parse_args(["policy", *words])
        code = given.run(given)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_check_passes_the_delivered_packs(policy):
    code, out, _ = policy("check", PACKS)

    assert code == 0
    assert "3个地区" in out


def test_check_ends_with_one_on_a_fault(policy, tmp_path):
    code, out, err = policy("check", str(tmp_path))

    assert code == 1
    assert str(tmp_path) in out
    assert "发现1处问题" in err


@pytest.mark.parametrize(
    ("region", "counted_from", "due_on", "days", "provisional"),
    [
        ("511400", "2026-09-18T10:00:00+08:00", "2026-09-20", 1, False),
        ("620900", "2026-12-15T10:00:00+08:00", "2027-01-12", 20, True),
        ("620900", "2026-09-24T02:00:00+00:00", "2026-10-29", 20, False),
        ("511300", "2026-12-15T10:00:00+08:00", None, None, None),
    ],
)
def test_clock_prints_one_line_of_json(policy, region, counted_from, due_on, days, provisional):
    code, out, err = policy("clock", "--region", region, "--from", counted_from, "--json", "--packs", PACKS)

    answer = json.loads(out)
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert (answer["due_on"], answer["working_days"], answer["provisional"]) == (due_on, days, provisional)
    assert answer["calendar"]


def test_clock_takes_several_pauses(policy):
    words = ("clock", "--region", "511400", "--from", "2026-11-23T10:00+08:00", "--packs", PACKS, "--json")
    pauses = (
        "--pause",
        "2026-11-23T12:00+08:00",
        "2026-11-24T09:00+08:00",
        "--pause",
        "2026-11-24T10:00+08:00",
        "2026-11-25T10:00+08:00",
    )

    _, out, _ = policy(*words, *pauses)

    assert json.loads(out)["due_on"] == "2026-11-26"


def test_clock_uses_the_newest_limit_whatever_day_the_event_names(policy):
    _, out, _ = policy("clock", "--region", "620900", "--from", "2010-03-01T10:00+08:00", "--json", "--packs", PACKS)

    assert json.loads(out)["working_days"] == 20


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-11-23", "--region", "999999"),
        ("--from", "2026-11-23", "--region", "511400", "--on", "2020-01-01"),
        ("--from", "2026-11-23", "--region", "511400", "--pause", "2026-11-25", "2026-11-24"),
        ("--from", "9999-12-31", "--region", "620900"),
        ("--from", "0001-01-01T00:00:00+14:00", "--region", "620900"),
    ],
)
def test_clock_says_what_cannot_be_answered(policy, words):
    code, out, err = policy("clock", *words, "--packs", PACKS)

    assert (code, out) == (1, "")
    assert err


def test_a_reader_who_leaves_early_hears_no_complaint(policy, monkeypatch, capsys):
    """`mantetong policy show … | head`: the outer command ends quietly."""

    class Left(io.StringIO):
        def write(self, _text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Left())

    with pytest.raises(BrokenPipeError):
        policy("show", "--region", "620900", "--packs", PACKS)

    assert capsys.readouterr().err == ""


def test_show_tells_every_value_with_its_source(policy):
    code, out, _ = policy("show", "--region", "620900", "--on", date(2026, 11, 22).isoformat(), "--packs", PACKS)

    assert code == 0
    assert "20个工作日" in out
    assert "样例，非官方" in out


def test_a_new_region_loads_without_a_change(policy, tmp_path):
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "national").symlink_to(Path(PACKS) / "national")

    made = policy("new", "990100", "示例市", "--province", "示例省", "--slug", "example", "--packs", str(folder))
    checked = policy("check", str(folder))

    assert (made[0], checked[0]) == (0, 0), checked[1]
    assert policy("new", "990100", "示例市", "--slug", "example", "--packs", str(folder))[0] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("99010", "示例市"), "six digits"),
        (("../../990100", "示例市"), "six digits"),
        (("990100", "示例市", "--slug", "../up"), "small letters"),
        (("990100", "示例市\ncode: x"), "one line"),
        (("511400", "示例市"), "not used by"),
        (("990100", "示例市", "--parent", "990000"), "a pack that exists"),
    ],
)
def test_a_new_region_that_cannot_be_is_refused_before_anything_is_written(policy, tmp_path, words, says):
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    before = sorted(tmp_path.rglob("*"))

    code, out, _ = policy("new", *words, "--packs", str(folder))

    assert code == 1
    assert says in out
    assert sorted(tmp_path.rglob("*")) == before


def test_a_new_region_may_be_called_what_it_is_called_and_begin_late(policy, tmp_path):
    """A colon in the name, no province, and rules that begin after the nation's examples."""
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)

    made = policy("new", "990100", "某某: 市, {新}", "--from", "2027-03-01", "--packs", str(folder))
    checked = policy("check", str(folder))
    shown = policy("show", "--region", "990100", "--packs", str(folder))

    assert (made[0], checked[0], shown[0]) == (0, 0, 0), checked[1]
    assert "某某: 市, {新} 990100" in shown[1]


def test_the_published_schema_is_the_one_in_use():
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(pack_schema()))


def test_the_words_need_no_settings():
    """An official checks packs on a machine without a database."""
    program = f"import sys; from mantetong.config.command_line import main; sys.exit(main(['policy', 'check', {PACKS!r}]))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MANTETONG", "DJANGO"))}

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, env=environment, check=False
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("check", PACKS),
        ("show", "--region", "620900", "--packs", PACKS),
        ("clock", "--region", "620900", "--from", "2026-11-22", "--packs", PACKS),
    ],
)
def test_a_word_that_only_reads_packs_starts_without_django(words):
    program = (
        "import sys\nfrom mantetong.config.command_line import main\n"
        f"try:\n    main(['policy', *{words!r}])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('django', 'openpyxl', 'procrastinate') if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert done.stderr.splitlines()[-1] == "[]"


def test_all_packs_are_checked_within_two_seconds(policy):
    policy("check", PACKS)
    begun = time.process_time()

    policy("check", PACKS)

    assert time.process_time() - begun < 2


def test_a_region_goes_out_as_a_workbook_and_comes_back_unchanged(policy, tmp_path):
    folder, file = tmp_path / "packs", str(tmp_path / "jiuquan.xlsx")
    shutil.copytree(PACKS, folder)

    out = policy("export", file, "--region", "620900", "--packs", str(folder))
    back = policy("import", file, "--into", str(folder))

    assert (out[0], back[0], back[1]) == (0, 0, "\n")
    assert policy("check", str(folder))[0] == 0


def test_a_faulty_workbook_ends_with_one_and_names_the_place(policy, tmp_path):
    folder, file = tmp_path / "packs", tmp_path / "a.xlsx"
    shutil.copytree(PACKS, folder)
    policy("export", str(file), "--packs", str(folder))
    book = load_workbook(file)
    book["有效期"]["D2"].value = "２４"
    book.save(file)

    code, out, err = policy("import", str(file), "--into", str(folder))

    assert code == 1
    assert "有效期 第2行 “有效期（月，空为长期）”" in out
    assert "政策包没有改动" in err


def test_a_file_of_fifty_megabytes_is_refused_unread(policy, tmp_path):
    file = tmp_path / "large.xlsx"
    with file.open("wb") as large:
        large.truncate(50 * 1024 * 1024)

    code, out, _ = policy("import", str(file), "--into", PACKS)

    assert code == 1
    assert "不超过2MB" in out
