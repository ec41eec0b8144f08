"""The workbook itself: written with one heading row a sheet, read with every fault named by sheet, row and column.

A table is data here: merged cells, formulas, days and numbers written as text, full-width digits and hidden bombs are refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mantetong.policies.sheets.cells import cell_value, shown_value
from mantetong.policies.sheets.columns import SHEETS, Holds, Sheet
from mantetong.policies.sheets.faults import SheetFault, SheetFaulty, one_fault
from mantetong.policies.sheets.listing import Raw

if TYPE_CHECKING:  # the table library brings numpy with it: a web process loads it when an officer asks for a table, not before
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    Cells = tuple[Cell | MergedCell, ...]

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS = 50_000
ABOUT = "说明"
_HEAD = 1
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ABOUT_ROWS = ("地区代码", "地区", "版本")
_RULES = (
    "每张表第一行是标题，不要改动；不要合并单元格，不要用公式。",
    "日期用日期格式，数字用数字格式；几个词之间用顿号“、”隔开。",
    "改规则：照原样抄一行，写上新的“自哪天起”。不要删行：不再列入的病种，在“列入目录”里加一行，写“否”。",
    "“病种名称”一列只供对照，改名请改“病种”表。",
)


def workbook_bytes(*, region: str, name: str, version: str, tables: dict[str, list[Raw]]) -> bytes:
    """The file for a region: a sheet about it, then one sheet per kind of value."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    about = book.create_sheet(ABOUT)
    for said in (*zip(_ABOUT_ROWS, (region, name, version), strict=True), *((rule,) for rule in _RULES)):
        about.append(said)
    for sheet in SHEETS:
        _write_sheet(book.create_sheet(sheet.title), sheet, tables[sheet.title])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _write_sheet(page: "Worksheet", sheet: Sheet, rows: list[Raw]) -> None:
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    page.append([column.title for column in sheet.columns])
    for number, column in enumerate(sheet.columns, start=1):
        heading = page.cell(_HEAD, number)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F3")
        page.column_dimensions[_letter(number)].width = 40 if column.holds in (Holds.TEXT, Holds.WORDS) else 14
    page.freeze_panes = "C2"
    for at, row in enumerate(rows, start=_HEAD + 1):
        for number, column in enumerate(sheet.columns, start=1):
            value = shown_value(column, row.get(column.name))
            if value is not None:
                _write_cell(page.cell(at, number), value)


def _write_cell(cell: Any, value: Any) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = stays a text
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def content_of(path: Path) -> bytes:
    """A file's bytes; one that is too large is not even read. Raises SheetFaulty, OSError."""
    if path.stat().st_size > MAX_BYTES:
        raise _too_large()
    return path.read_bytes()


def _too_large() -> SheetFaulty:
    return one_fault(f"不超过{MAX_BYTES // 1024 // 1024}MB的XLSX工作簿")


def read_workbook(content: bytes) -> tuple[dict[str, str], dict[str, list[Raw]]]:
    """What the sheet about it says, and the rows of each sheet; every row carries its number as `at`. Raises SheetFaulty."""
    from openpyxl import load_workbook  # noqa: PLC0415

    _ensure_harmless(content)
    try:
        book = load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except Exception as error:  # the library has no error of its own for half of what can be wrong in a file
        raise one_fault("能打开的XLSX工作簿") from error
    missing = [title for title in (ABOUT, *(sheet.title for sheet in SHEETS)) if title not in book.sheetnames]
    unknown = [title for title in book.sheetnames if title != ABOUT and title not in {sheet.title for sheet in SHEETS}]
    faults = [SheetFault(title, 0, "", "不缺这张表") for title in missing] + [
        SheetFault(one, 0, "", "没有别的表") for one in unknown
    ]
    if faults:
        raise SheetFaulty(tuple(faults))
    tables = {sheet.title: _read_sheet(book[sheet.title], sheet, faults) for sheet in SHEETS}
    if faults:
        raise SheetFaulty(tuple(faults))
    return _about(book[ABOUT]), tables


def _ensure_harmless(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise one_fault(f"展开后不超过{MAX_UNPACKED // 1024 // 1024}MB的XLSX工作簿")
            if any(_DECLARED.search(packed.read(part)[:4096]) for part in packed.infolist()):
                raise one_fault("不带DTD声明的XLSX工作簿")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise one_fault("XLSX工作簿（不是旧的XLS、CSV或加密文件）") from error


def _about(page: "Worksheet") -> dict[str, str]:
    rows = page.iter_rows(min_row=1, max_row=len(_ABOUT_ROWS), max_col=2, values_only=True)
    return {str(name): str(value) for name, value in rows}


def _read_sheet(page: "Worksheet", sheet: Sheet, faults: list[SheetFault]) -> list[Raw]:
    shape = list(_shape_faults(page, sheet))
    faults.extend(shape)
    return [] if shape else [row for row in _rows(page, sheet, faults) if row]


def _shape_faults(page: "Worksheet", sheet: Sheet) -> Iterator[SheetFault]:
    if page.max_row > MAX_ROWS:
        yield SheetFault(sheet.title, page.max_row, "", f"最多{MAX_ROWS}行")
    for merged in page.merged_cells.ranges:
        yield SheetFault(sheet.title, merged.min_row, _heading(sheet, merged.min_col), f"不合并单元格（{merged.coord}）")
    for number, column in enumerate(sheet.columns, start=1):
        if page.cell(_HEAD, number).value != column.title:
            yield SheetFault(sheet.title, _HEAD, _letter(number), f"标题“{column.title}”")
    if page.max_column > len(sheet.columns):
        extra = _letter(len(sheet.columns) + 1)
        yield SheetFault(sheet.title, _HEAD, extra, f"最后一列是“{sheet.columns[-1].title}”")


def _letter(number: int) -> str:
    """The letters a table program shows for a column: 1 is A, 27 is AA."""
    before, last = divmod(number - 1, 26)
    return (_letter(before) if before else "") + chr(ord("A") + last)


def _heading(sheet: Sheet, number: int) -> str:
    return sheet.columns[number - 1].title if number <= len(sheet.columns) else _letter(number)


def _rows(page: "Worksheet", sheet: Sheet, faults: list[SheetFault]) -> Iterator[Raw]:
    for at, cells in enumerate(page.iter_rows(min_row=_HEAD + 1, max_col=len(sheet.columns)), start=_HEAD + 1):
        if any(cell.value is not None for cell in cells):
            found = list(_row_faults(sheet, at, cells))
            faults.extend(found)
            yield {} if found else {"at": at, **_row(sheet, cells)}


def _row_faults(sheet: Sheet, at: int, cells: "Cells") -> Iterator[SheetFault]:
    for column, cell in zip(sheet.columns, cells, strict=True):
        try:
            cell_value(column, cell.value, kind=cell.data_type)
        except ValueError as error:
            yield SheetFault(sheet.title, at, column.title, str(error))


def _row(sheet: Sheet, cells: "Cells") -> Raw:
    pairs = zip(sheet.columns, cells, strict=True)
    return {column.name: cell_value(column, cell.value, kind=cell.data_type) for column, cell in pairs if not column.told}
