"""What is wrong with a workbook, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class SheetFault:
    """One fault: the sheet, the row as the table program numbers it (0: the whole sheet), the column's heading, and what is expected."""

    sheet: str
    row: int
    column: str
    expected: str

    def __str__(self) -> str:
        row = f" 第{self.row}行" if self.row else ""
        column = f" “{self.column}”" if self.column else ""
        return f"{self.sheet}{row}{column}：{self.expected}"


class SheetFaulty(ValueError):
    """A workbook cannot be taken over. `faults` lists everything found; nothing has been written."""

    code = "SHEET_FAULTY"

    def __init__(self, faults: tuple[SheetFault, ...]) -> None:
        super().__init__("\n".join(map(str, sorted(faults))))
        self.faults = tuple(sorted(faults))


def one_fault(expected: str, *, sheet: str = "文件", row: int = 0, column: str = "") -> SheetFaulty:
    """The error for a single fault."""
    return SheetFaulty((SheetFault(sheet, row, column, expected),))
