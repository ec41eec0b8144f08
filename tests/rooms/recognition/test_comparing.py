"""After an import: the file against what the till is told, both ways and by the till's own statement."""

from datetime import timedelta

import pytest

from mantetong.recognition.compared import compare_existing
from mantetong.recognition.models import Recognition, State
from mantetong.recognition.operations.importing import import_existing
from mantetong.settlement.tills import DjangoTill
from tests.factories import MONDAY
from tests.rooms.recognition.factories import a_recognition, an_insured_person
from tests.rooms.recognition.test_certificate import run
from tests.rooms.recognition.test_importing import HEAD, ONE, a_csv, people_with_a_recognition_each
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture
def rows():
    """Five people with a recognition each, taken in."""
    made = people_with_a_recognition_each(0, 5)
    import_existing(region="511400", rows=made, at=MONDAY)
    return made


def differences(rows):
    found = compare_existing(region="511400", rows=rows, on=TODAY)
    return [(one.line, one.psn_no) for one in found.differences]


def test_what_was_taken_whole_shows_no_difference_and_is_what_the_till_is_told(rows):
    told = [DjangoTill(is_sandbox=True).find(row.psn_no, TODAY, "H").rows[0][2:6] for row in rows]

    assert differences(rows) == []
    assert told == [(row.disease_code, row.disease_name, row.begins_on.isoformat(), None) for row in rows]


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.SUSPENDED},
        {"state": State.REVOKED},
        {"ends_on": TODAY - timedelta(days=1)},
        {"ends_on": TODAY + timedelta(days=1)},
        {"begins_on": TODAY},
        {"disease_code": "M01600"},
    ],
)
def test_a_row_the_till_is_not_told_as_it_stands_is_named_with_its_line(rows, change):
    Recognition.objects.filter(psn_no=rows[2].psn_no).update(**change)

    assert differences(rows)[0] == (rows[2].line, rows[2].psn_no)


def test_what_the_till_is_told_and_no_file_has_is_named(rows):
    assert differences(rows[1:]) == [(None, rows[0].psn_no)]


def test_what_was_recognised_here_and_what_belongs_elsewhere_is_not_expected_in_the_file(rows):
    issued(a_case())
    a_recognition(person=an_insured_person(psn_no="62090099000000000000001", region="620900"), region="620900")

    assert differences(rows) == []


def test_a_row_of_other_days_is_counted_and_not_missed(rows):
    past = rows[0].__class__(99, rows[0].psn_no, "390", "M01600", "糖尿病", TODAY.replace(year=2020), TODAY.replace(year=2021))

    found = compare_existing(region="511400", rows=[*rows, past], on=TODAY)

    assert (found.expected, found.other_days, found.differences) == (5, 1, ())


def test_the_command_names_both_sides_and_ends_with_one_while_they_differ(tmp_path, capsys):
    an_insured_person(psn_no=ONE)
    good, lost = (ONE, "390", "M03900", "高血压", "2025-01-01", ""), (ONE, "390", "M01600", "糖尿病", "2025-01-01", "")
    file = a_csv(tmp_path, good)
    given = ("--region", "511400", "--on", "2026-03-02")
    run("recognition", "import", file, "--region", "511400")

    same = run("recognition", "compare", file, *given)
    differing = run("recognition", "compare", a_csv(tmp_path, lost), *given, "--faults", str(tmp_path / "f.csv"))
    unreadable = run("recognition", "compare", a_csv(tmp_path, good, head=("x", *HEAD[1:])), *given)

    said = capsys.readouterr()
    assert (same, differing, unreadable) == (0, 1, 2)
    assert "文件有而查询（5301）没有 1 行，查询有而文件没有 1 项" in said.out
    assert f"第2行：查询（5301）没有答出 {ONE} M01600" in said.err
    assert f"查询（5301）答出了文件里没有的 {ONE} M03900" in (tmp_path / "f.csv").read_text("utf-8-sig")
