"""A region's list, criteria and amounts as a workbook: out and back without a difference, one cell changes one value."""

import io
import random
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mantetong.policies.guide import labels
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region
from mantetong.policies.sheets import columns
from mantetong.policies.sheets.amending import amended, exported, imported, replace_all
from mantetong.policies.sheets.cells import cell_value
from mantetong.policies.sheets.faults import SheetFaulty
from mantetong.policies.versions.differences import differences

PACKS = Path(__file__).resolve().parents[2] / "packs"
MORNING = datetime.fromisoformat("2025-01-01T08:00:00")
NATION, MEISHAN, JIUQUAN = "000000", "511400", "620900"
FEW = ("M01600-diabetes", "M07101-systemic-lupus-erythematosus", "M08300-transplant-rejection", "M03900-hypertension")
VALUES = (
    "近几个月内",
    "界值",
    "男性界值",
    "次数",
    "医院级别",
    "有效期（月，空为长期）",
    "可提前续办（天）",
    "数值（空为不设）",
    "说明",
    "备注",
)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Every region with four diseases, without example cases: quick to read, and every shape of value is there."""
    folder = tmp_path_factory.mktemp("few") / "packs"
    shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns("cases"))
    for path in (folder / "national" / "diseases").glob("*.yaml"):
        if path.stem not in FEW:
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def before(few):
    return contents(few)


@pytest.fixture(scope="module")
def workbooks(few):
    return {region: exported(folder=few, region=region) for region in (NATION, MEISHAN, JIUQUAN)}


@pytest.fixture
def packs(few, tmp_path):
    return Path(shutil.copytree(few, tmp_path / "packs"))


def contents(folder):
    library = read_library(folder)
    ensure_sound(library)
    return {code: resolve_region(library, code) for code in library.region_codes()}


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def column(page, title):
    return next(cell.column for cell in page[1] if cell.value == title)


def cell_of(book, sheet, title, code, **also):
    """The first cell below a heading on a row of this disease (and of these other cells)."""
    page = book[sheet]
    for row in range(2, page.max_row + 1):
        asked = {"病种代码": code, **also}
        if all(page.cell(row, column(page, name)).value == value for name, value in asked.items()):
            return page.cell(row, column(page, title))
    raise AssertionError((sheet, code, also))


@pytest.mark.parametrize("region", [NATION, JIUQUAN])
def test_out_and_back_changes_no_byte_and_no_digest(tmp_path, region):
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    texts = {path: path.read_bytes() for path in folder.rglob("*.yaml")}

    found = imported(folder=folder, content=saved(opened(exported(folder=folder, region=region))))

    assert found.files == {}
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == texts
    assert [one.digest for one in contents(folder)[JIUQUAN]] == [one.digest for one in contents(PACKS)[JIUQUAN]]


def editable(book):
    """Every filled cell that holds a value of its own."""
    for page in book.worksheets[2:]:
        for title in VALUES:
            if title in {cell.value for cell in page[1]}:
                at = column(page, title)
                cells = (page.cell(row, at) for row in range(2, page.max_row + 1))
                yield from (cell for cell in cells if cell.value is not None and not (title == "备注" and page.title != "有效期"))


@pytest.mark.parametrize("seed", range(16))
def test_one_edited_cell_changes_exactly_that_value(packs, before, workbooks, seed):
    """Whichever cell, in the nation's list or in a city's: one difference, and the files on disk say it."""
    region = (NATION, MEISHAN)[seed % 2]
    book = opened(workbooks[region])
    cell = random.Random(seed).choice(list(editable(book)))
    old = cell.value
    cell.value = f"{old}改" if isinstance(old, str) else old + 1

    imported(folder=packs, content=saved(book))

    after = contents(packs)
    (change,) = differences(before=before[MEISHAN][-1].content, after=after[MEISHAN][-1].content)
    assert change.before != change.after
    assert change.where[0][:6] == cell.parent.cell(cell.row, 1).value
    untouched = [code for code in before if [one.digest for one in before[code]] == [one.digest for one in after[code]]]
    assert untouched == ([] if region == NATION else ["511300", JIUQUAN])


def test_a_new_day_is_a_new_row_and_the_old_rule_stays(packs, workbooks):
    book = opened(workbooks[JIUQUAN])
    page = book["有效期"]
    old = cell_of(book, "有效期", "自哪天起", "M01600").row
    page.append([page.cell(old, number).value for number in range(1, page.max_column + 1)])
    page.cell(page.max_row, column(page, "自哪天起")).value = date(2027, 3, 1)
    page.cell(page.max_row, column(page, "有效期（月，空为长期）")).value = 36
    page.cell(page.max_row, column(page, "来源")).value = "某市通知〔2027〕1号"
    page.cell(page.max_row, column(page, "性质")).value = "官方文件"

    imported(folder=packs, content=saved(book))

    (*_, before), (*_, after) = contents(packs)[MEISHAN], contents(packs)[JIUQUAN]
    validity = after.content["diseases"]["M01600"]["keys"]["validity"]
    assert (after.since, validity["value"]["months"], validity["status"]) == (date(2027, 3, 1), 36, "official")
    assert before.content["diseases"]["M01600"]["keys"]["validity"]["value"]["months"] == 24


def test_comments_and_other_values_stay_as_they_were_written(packs):
    path = packs / "national" / "diseases" / "M01600-diabetes.yaml"
    path.write_text("# 这一行是说明\n" + path.read_text().replace("validity:\n", "# 有效期说明\nvalidity:\n"))
    text, book = path.read_text(), opened(exported(folder=packs, region=NATION))
    cell_of(book, "有效期", "有效期（月，空为长期）", "M01600").value = 36

    imported(folder=packs, content=saved(book))

    changed = [pair for pair in zip(text.splitlines(), path.read_text().splitlines(), strict=True) if pair[0] != pair[1]]
    assert [before.replace("months: 24", "months: 36") for before, _after in changed] == [after for _before, after in changed]


def test_a_new_disease_comes_in_by_rows_alone(packs, workbooks):
    book = opened(workbooks[JIUQUAN])
    book["病种"].append(["M04500", "心肌病", "慢性病", "扩张型心肌病", None, "I42"])
    said = ["某市通知〔2027〕1号", "官方文件"]
    for sheet, cells in (("列入目录", ["是"]), ("有效期", [24, None, 90, None, None])):
        book[sheet].append(["M04500", None, date(2027, 1, 1), *cells, *said])
    page = book["认定标准"]
    page.append(["M04500", None, date(2027, 1, 1), "1", "材料", "诊断证明写明心肌病"])
    for title, value in (("材料种类", "诊断证明"), ("材料写明其一", "心肌病"), ("来源", said[0]), ("性质", said[1])):
        page.cell(page.max_row, column(page, title)).value = value

    found = imported(folder=packs, content=saved(book))

    assert list(found.files) == [Path("620900-jiuquan/diseases/M04500.yaml")]
    assert "M04500" in contents(packs)[JIUQUAN][-1].content["diseases"]
    assert "M04500" not in contents(packs)[MEISHAN][-1].content["diseases"]


def put(sheet, title, value, code="M01600", **also):
    def spoil(book):
        cell_of(book, sheet, title, code, **also).value = value

    return spoil


def merge(book):
    book["有效期"].merge_cells("D2:E2")


def rename_heading(book):
    book["支付"]["D1"].value = "项  目"


def more_sheets(book):
    book.create_sheet("Sheet1")


def fewer_sheets(book):
    del book["支付"]


def drop_row(book):
    book["有效期"].delete_rows(2)


def drop_disease(book):
    for sheet in book.worksheets[1:]:
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, 1).value == "M01600":
                sheet.delete_rows(row)


def stranger(book):
    book["生效日"].append(["M99999", None, date(2027, 1, 1), "认定当天", "某通知", "样例"])


def older_file(book):
    book["说明"]["B3"].value = "0" * 64


LIMIT = {"编号": "1.2.1"}


@pytest.mark.parametrize(
    ("spoil", "sheet", "title", "says"),
    [
        (merge, "有效期", "有效期（月，空为长期）", "不合并单元格（D2:E2）"),
        (put("认定标准", "界值", "=6+1", **LIMIT), "认定标准", "界值", "不用公式"),
        (put("认定标准", "界值", "７.0", **LIMIT), "认定标准", "界值", "不是文本“７.0”"),
        (put("认定标准", "界值", "7.0", **LIMIT), "认定标准", "界值", "数字格式"),
        (put("认定标准", "界值", "#REF!", **LIMIT), "认定标准", "界值", "错误值"),
        (put("认定标准", "化验项目", "GLUU", **LIMIT), "认定标准", "化验项目", "a known laboratory item"),
        (put("认定标准", "单位", "格令", **LIMIT), "认定标准", "单位", "a unit this program knows"),
        (put("认定标准", "比较", "大于等于", **LIMIT), "认定标准", "比较", "其中之一：不低于"),
        (put("认定标准", "编号", "1.2.9", **LIMIT), "认定标准", "编号", "编号不跳号"),
        (put("认定标准", "编号", "１.2.1", **LIMIT), "认定标准", "编号", "半角"),
        (put("认定标准", "不小于几岁", 60, **LIMIT), "认定标准", "不小于几岁", "用不到这一列"),
        (put("认定标准", "来源", "别的来源", **LIMIT), "认定标准", "来源", "与第"),
        (put("认定标准", "各年龄起的界值", "60岁", **LIMIT), "认定标准", "各年龄起的界值", "半角"),
        (put("认定标准", "至少几项", 9, "M07101", 条件="至少满足"), "认定标准", "至少几项", "never be met"),
        (put("有效期", "自哪天起", "2027-01-01"), "有效期", "自哪天起", "不是文本“2027-01-01”"),
        (put("有效期", "自哪天起", "２０２７年1月1日"), "有效期", "自哪天起", "日期格式"),
        (put("有效期", "自哪天起", MORNING), "有效期", "自哪天起", "日期格式"),
        (put("有效期", "有效期（月，空为长期）", -1), "有效期", "有效期（月，空为长期）", "不小于0"),
        (put("有效期", "有效期（月，空为长期）", 1.5), "有效期", "有效期（月，空为长期）", "整数"),
        (put("有效期", "来源", None), "有效期", "来源", "不能空着"),
        (put("列入目录", "是否列入", 1), "列入目录", "是否列入", "“是”或“否”"),
        (put("支付", "数值（空为不设）", "５００"), "支付", "数值（空为不设）", "数字格式"),
        (put("支付", "适用（险种›医院级别）", "城乡居民", 项目="支付比例"), "支付", "适用（险种›医院级别）", "只写一行"),
        (put("病种", "病种代码", 1600), "病种", "病种代码", "文本格式"),
        (rename_heading, "支付", "D", "标题“项目”"),
        (more_sheets, "Sheet1", "", "没有别的表"),
        (fewer_sheets, "支付", "", "不缺这张表"),
        (drop_row, "有效期", "自哪天起", "加一行新的日期"),
        (drop_disease, "病种", "病种代码", "在“列入目录”里加一行写“否”"),
        (stranger, "生效日", "病种代码", "没有M99999"),
        (older_file, "说明", "", "请重新导出"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_taken_over_is_refused_by_sheet_row_and_column(packs, workbooks, spoil, sheet, title, says):
    texts, book = {path: path.read_bytes() for path in packs.rglob("*.yaml")}, opened(workbooks[NATION])
    spoil(book)

    with pytest.raises(SheetFaulty) as refused:
        imported(folder=packs, content=saved(book))

    told = [(fault.sheet, fault.column) for fault in refused.value.faults if says in fault.expected]
    assert (sheet, title) in told, refused.value.faults
    assert {path: path.read_bytes() for path in packs.rglob("*") if path.is_file()} == texts


def test_the_row_told_is_the_row_the_table_program_shows(few, workbooks):
    book = opened(workbooks[NATION])
    cell = cell_of(book, "认定标准", "界值", "M01600", **LIMIT)
    cell.value = "=1"

    with pytest.raises(SheetFaulty) as refused:
        amended(folder=few, content=saved(book))

    assert [fault.row for fault in refused.value.faults] == [cell.row]
    assert f"认定标准 第{cell.row}行 “界值”" in str(refused.value)


def test_a_changed_limit_must_agree_with_the_examples(tmp_path):
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    book = opened(exported(folder=folder, region=NATION))
    cell_of(book, "认定标准", "界值", "M01600", **LIMIT).value = 9

    with pytest.raises(ValueError, match="空腹血糖达标"):
        imported(folder=folder, content=saved(book))


def repacked(content, change):
    """The file with its parts changed by hand, as no table program would write it."""
    import zipfile  # noqa: PLC0415

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return made.getvalue()


def with_declaration(name, part):
    return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part if name.endswith("workbook.xml") else part


def with_bomb(name, part):
    return part + b" " * (50 * 1024 * 1024) if name.endswith("sheet1.xml") else part


def broken(name, part):
    return part[: len(part) // 2]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda content: repacked(content, with_declaration), "DTD"),
        (lambda content: repacked(content, with_bomb), "展开后不超过"),
        (lambda content: repacked(content, broken), "工作簿"),
        (lambda content: content[:1000], "XLSX工作簿"),
        (lambda _content: "病种,代码\n".encode("gbk"), "XLSX工作簿"),
        (lambda _content: b"", "XLSX工作簿"),
        (lambda content: content + b"\0" * 3_000_000, "不超过2MB"),
    ],
)
def test_a_file_that_is_no_plain_workbook_is_refused(few, workbooks, spoil, says):

    with pytest.raises(ValueError, match=says):
        amended(folder=few, content=spoil(workbooks[NATION]))


def test_when_one_file_cannot_be_written_all_stay_as_they_were(tmp_path):
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text("old")
    second.mkdir()
    (second / "x").write_text("")

    with pytest.raises(OSError, match="irectory"):
        replace_all({first: "new", second: "new"})

    assert first.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("value", ["１２", "12", True, "12岁", date(2027, 1, 1)])
def test_a_number_is_never_guessed_from_something_else(value):
    limit = next(one for one in columns.CRITERIA.columns if one.name == "limit")

    with pytest.raises(ValueError, match="数字格式"):
        cell_value(limit, value, kind="n")


def test_the_table_and_the_guide_call_papers_alike():
    assert {code: str(words) for code, words in labels.PAPERS.items()} == columns.PAPERS
