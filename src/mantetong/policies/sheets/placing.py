"""A fault found in the packs' files, told where the official can mend it: on the row of the workbook."""

from pathlib import Path
from typing import Any

from mantetong.policies.packs.faults import Fault
from mantetong.policies.sheets.columns import CRITERIA, DATED, Sheet
from mantetong.policies.sheets.faults import SheetFault

_GROUPS = ("all", "any", "of")
_DAY_AT, _VALUE_AT = 2, 3


def placed(fault: Fault, folder: Path, tables: dict[str, list[dict[str, Any]]], region: str) -> SheetFault:
    """The same fault by sheet, row and column; one that no row answers for keeps its file and line."""
    path = Path(fault.file).relative_to(folder)
    key, *rest = fault.key.split(".")
    sheet = DATED.get(key)
    if sheet is None or path.parent.name != "diseases" or not path.parts[0].startswith((region, "national")):
        return SheetFault(str(path), fault.line, fault.key, fault.expected)
    code, day = path.name[:6], rest[_DAY_AT - 1] if len(rest) >= _DAY_AT else ""
    number, column = _node_of(rest[_VALUE_AT - 1 :]) if sheet is CRITERIA else ("", "")
    row = next((row for row in tables[sheet.title] if _fits(row, code, day, number)), None)
    if row is None:
        return SheetFault(sheet.title, 0, code, fault.expected)
    column = "number" if column == row.get("node") == "at_least" else column
    return SheetFault(sheet.title, row["at"], _title(sheet, column), f"{code}：{fault.expected}")


def _fits(row: dict[str, Any], code: str, day: str, number: str) -> bool:
    return row["code"] == code and (not day or row["since"] == day) and (not number or row["path"] == number)


def _node_of(path: list[str]) -> tuple[str, str]:
    """`value.all.1.any.0.lab.item` without its `value` is node 1.2.1 and the column `item`."""
    number, column = "1", ""
    for before, part in zip(["", *path], path, strict=False):
        if before in _GROUPS and part.isdecimal():
            number += f".{int(part) + 1}"
        column = part
    return number, column


def _title(sheet: Sheet, name: str) -> str:
    return next((column.title for column in sheet.columns if column.name == name), "")
