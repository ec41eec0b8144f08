"""An officer's whole way with a workbook: out, changed, looked at, kept, replayed, published, and out again with the change in it."""

import io
import re
import shutil
import zipfile
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from mantetong.domain.roles import Role
from mantetong.insight.operations import replay_publication
from mantetong.policies import operations, queries
from mantetong.policies.models import Loading, PolicyVersion, Publication
from tests.factories import DIABETES, MEISHAN, a_staff_member
from tests.rooms.policies.test_publishing import TODAY, ask, at_desk, confirm, new_packs

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
MONTHS = "有效期（月，空为长期）"

pytestmark = pytest.mark.usefixtures("packs_in_force")


@pytest.fixture
def officer():
    return a_staff_member(Role.POLICY_OFFICER)


@pytest.fixture
def desk(officer):
    return at_desk(officer)


def months_cell(book):
    page = book["有效期"]
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == DIABETES)
    return page.cell(row, [cell.value for cell in page[1]].index(MONTHS) + 1)


def taken_away(desk, region=MEISHAN):
    return load_workbook(io.BytesIO(desk.get(f"/desk/policies/{region}/workbook.xlsx").content))


def file_of(book, name="改好.xlsx"):
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    made.name = name
    return made


def with_months(desk, months):
    book = taken_away(desk)
    months_cell(book).value = months
    return file_of(book)


def brought_back(desk, file, region=MEISHAN):
    return desk.post(f"/desk/policies/{region}/workbook/", {"file": file})


def carried_by(response):
    return re.search(r'name="content" value="([^"]+)"', response.content.decode()).group(1)


def test_the_differences_are_shown_before_anything_is_kept(desk):
    response = brought_back(desk, with_months(desk, 36))

    page = response.content.decode()
    assert response.status_code == 200
    assert "<td>24</td><td>36</td>" in page
    assert not Publication.objects.exists()


def test_a_workbook_becomes_a_publication_that_only_touches_its_region(desk):
    shown = brought_back(desk, with_months(desk, 36))
    before = PolicyVersion.objects.count()

    kept = desk.post(f"/desk/policies/{MEISHAN}/workbook/", {"content": carried_by(shown), "keep": "yes"})

    publication = Publication.objects.get()
    assert kept.url == f"/desk/publications/{publication.pk}/"
    assert PolicyVersion.objects.count() == before + 1
    assert Loading.objects.count() == 1
    assert queries.policy_on(region=MEISHAN, on=TODAY).diseases[DIABETES].validity.value.months == 24


def test_after_its_publication_the_next_workbook_holds_the_change(desk, officer):
    number = operations.stage_workbook(content=with_months(desk, 36).getvalue(), by=officer, at=NOW)
    replay_publication(publication_id=number, at=NOW)
    ask(number)
    confirm(number)

    assert queries.policy_on(region=MEISHAN, on=TODAY).diseases[DIABETES].validity.value.months == 36
    assert months_cell(taken_away(desk)).value == 36
    assert months_cell(taken_away(desk, "000000")).value == 24


def test_faults_are_listed_by_sheet_row_and_column_and_nothing_is_kept(desk):
    book = taken_away(desk)
    cell = months_cell(book)
    cell.value = "三十六"

    response = brought_back(desk, file_of(book))

    page = response.content.decode()
    assert response.status_code == 422
    assert f"<td>{cell.row}</td><td>{MONTHS}</td>" in page
    assert not Publication.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no table", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_answered_in_words(desk, content):
    file = io.BytesIO(content)
    file.name = "a.xlsx"

    assert brought_back(desk, file).status_code == 422


def test_an_unchanged_workbook_is_said_to_be_unchanged(desk):
    page = brought_back(desk, file_of(taken_away(desk))).content.decode()

    assert "没有差别" in page
    assert "存为待发布" not in page


def test_a_workbook_older_than_the_rules_is_refused(desk, tmp_path):
    file = with_months(desk, 36)
    path = new_packs(tmp_path / "packs") / "national" / "diseases" / "M06700-psoriasis.yaml"
    path.write_text(path.read_text().replace("months: 24", "months: 12"))
    load_and_stage(tmp_path / "packs")

    response = brought_back(desk, file)

    assert response.status_code == 422
    assert "请重新导出" in response.content.decode()


def load_and_stage(folder):
    """Packs that came into force by publication: their files are in the database."""
    target = operations.stage_packs(folder=folder, at=NOW)
    number = Publication.objects.get(digest=target.digest).pk
    replay_publication(publication_id=number, at=NOW)
    ask(number)
    confirm(number)
    return number


def test_rules_whose_files_are_nowhere_are_told_in_words(desk, tmp_path):
    operations.load_packs(folder=new_packs(tmp_path / "packs"), at=NOW)

    response = desk.get(f"/desk/policies/{MEISHAN}/workbook.xlsx")

    assert response.status_code == 409
    assert response.headers["X-Error-Code"] == "PACKS_ELSEWHERE"


def test_the_packs_of_a_publication_can_be_taken_away_as_files(desk, tmp_path):
    number = load_and_stage(new_packs(tmp_path / "packs"))

    packed = zipfile.ZipFile(io.BytesIO(desk.get(f"/desk/publications/{number}/packs.zip").content))

    packed.extractall(tmp_path / "out")
    again = operations.stage_packs(folder=tmp_path / "out" / "packs", at=NOW)
    assert again.digest == Publication.objects.get(pk=number).digest


def test_a_replay_asked_on_the_desk_shows_how_far_it_is(desk, officer):
    number = operations.stage_workbook(content=with_months(desk, 36).getvalue(), by=officer, at=NOW)

    desk.post(f"/desk/publications/{number}/replay/")
    operations.record_replay_progress(publication_id=number, done=500, expected=2000)
    waiting = desk.get(f"/desk/publications/{number}/").content.decode()
    replay_publication(publication_id=number, at=NOW)
    done = desk.get(f"/desk/publications/{number}/").content.decode()

    assert "500/2000" in waiting
    assert "提出发布" in done
    assert "正在重放" not in done


def test_a_finished_publication_is_not_replayed(desk, officer):
    number = operations.stage_workbook(content=with_months(desk, 36).getvalue(), by=officer, at=NOW)
    operations.recall_publication(publication_id=number, by=officer, at=NOW)

    assert replay_publication(publication_id=number, at=NOW) == 0


@pytest.mark.parametrize("address", ["511400/workbook/", "511400/workbook.xlsx"])
def test_only_policy_officers_touch_workbooks(address):
    assert at_desk(a_staff_member(Role.REVIEWER)).get(f"/desk/policies/{address}").status_code == 404


def test_an_unknown_region_has_no_workbook(desk):
    assert desk.get("/desk/policies/999999/workbook/").status_code == 404


def test_the_old_disk_may_go_once_the_files_are_in_the_database(desk, settings, tmp_path):
    folder = new_packs(tmp_path / "packs")
    load_and_stage(folder)
    settings.MANTETONG_PACKS = str(folder)
    shutil.rmtree(folder / "511400-meishan")

    assert months_cell(taken_away(desk)).value == 24
