"""Existing recognitions: files of both kinds, rows at fault, going on after a kill, and what many rows cost."""

import csv
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mantetong.people.models import InsuredPerson
from mantetong.recognition.models import ImportRun, Recognition
from mantetong.recognition.operations.importing import ExistingRow, import_chunk
from tests.factories import MONDAY
from tests.rooms.recognition.factories import an_insured_person
from tests.rooms.recognition.test_certificate import run

pytestmark = pytest.mark.django_db
HEAD = ("psn_no", "insutype", "opsp_dise_code", "opsp_dise_name", "begndate", "enddate")
ONE = "51140099000000000000001"
GOOD = (ONE, "390", "M03900", "高血压", "2025-01-01", "2027-12-31")


def a_csv(tmp_path, *rows, head=HEAD, encoding="utf-8"):
    file = tmp_path / "existing.csv"
    with file.open("w", encoding=encoding, newline="") as text:
        csv.writer(text).writerows([head, *rows])
    return str(file)


def take(file, *more):
    return run("recognition", "import", file, "--region", "511400", *more)


def test_a_file_with_bad_rows_gives_up_only_those_and_names_them(tmp_path, capsys):
    an_insured_person(psn_no=ONE)
    bad = [
        (ONE, "390", "M03900", "高血压", "2026-01-01", ""),
        ("404", "390", "M03900", "高血压", "2026-01-01", ""),
        (ONE, "390", "M01600", "糖尿病", "2026-02-01", "2026-01-01"),
        (ONE, "390", "M01600", "糖尿病", "1.2.2026", ""),
        (ONE, "390"),
    ]

    code = take(a_csv(tmp_path, GOOD, GOOD, *bad), "--faults", str(tmp_path / "faults.csv"))

    assert code == 1
    assert Recognition.objects.count() == 1
    assert "已导入 1 行，已经存在 1 行，有问题 5 行" in capsys.readouterr().out
    named = (tmp_path / "faults.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in named] == ["4", "5", "6", "7", "8"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_other_names_of_columns_and_the_offices_encoding_are_read(tmp_path, encoding):
    an_insured_person(psn_no=ONE)
    file = a_csv(tmp_path, GOOD, head=("个人编号", *HEAD[1:]), encoding=encoding)

    assert take(file) == 2
    assert take(file, "--map", "psn_no=个人编号") == 0
    assert Recognition.objects.get().disease_name == "高血压"


def test_a_spreadsheet_is_read_like_a_text_file(tmp_path):
    an_insured_person(psn_no=ONE)
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append((*GOOD[:4], date(2025, 1, 1), None))
    book.save(tmp_path / "existing.xlsx")

    assert take(str(tmp_path / "existing.xlsx")) == 0
    assert Recognition.objects.get().ends_on is None


def test_a_run_that_was_killed_goes_on_behind_the_last_chunk(tmp_path, capsys):
    an_insured_person(psn_no=ONE)
    file = a_csv(tmp_path, GOOD, (ONE, "390", "M01600", "糖尿病", "2025-01-01", ""))
    assert take(file) == 0
    ImportRun.objects.update(finished_at=None, lines_done=2)
    Recognition.objects.filter(disease_code="M01600").delete()

    assert take(file) == 0
    said = capsys.readouterr()
    assert "从第3行继续" in said.err
    assert Recognition.objects.count() == 2


def test_a_file_taken_again_is_counted_anew_and_a_continued_one_goes_on_counting(tmp_path):
    an_insured_person(psn_no=ONE)
    file = a_csv(tmp_path, GOOD, (ONE, "390"), ("404", *GOOD[1:]))
    counted = []
    for done in (None, None, 2):  # whole, again, and after a death behind the second line
        if done:
            ImportRun.objects.update(finished_at=None, lines_done=done, taken=1, already_there=0, faulty=0)
        take(file)
        counted.append(ImportRun.objects.values_list("taken", "already_there", "faulty").get())

    assert counted == [(1, 0, 2), (0, 1, 2), (1, 0, 2)]


def people_with_a_recognition_each(first, many):
    made = InsuredPerson.objects.bulk_create(
        InsuredPerson(
            psn_no=f"511400990{number:014d}", name="何静兰", id_number="511499195304170000", id_digest=f"digest {number}",
            born_on=date(1953, 4, 17), sex="2", registry_state="CONFIRMED", checked_at=MONDAY, created_at=MONDAY,
        )
        for number in range(first, first + many)
    )  # fmt: skip
    return [ExistingRow(n + 2, one.psn_no, "390", "M03900", "高血压", date(2025, 1, 1), None) for n, one in enumerate(made)]


def statements_of(rows):
    with CaptureQueriesContext(connection) as asked:
        taken = import_chunk(region="511400", rows=rows, at=MONDAY).taken
    return taken, len(asked)


def test_many_rows_cost_as_many_statements_as_few():
    # how many rows a second: `python -m bench.importing`
    few, many = people_with_a_recognition_each(0, 5), people_with_a_recognition_each(5, 400)

    (few_taken, for_few), (many_taken, for_many) = statements_of(few), statements_of(many)

    assert (few_taken, many_taken) == (5, 400)
    assert for_many == for_few
