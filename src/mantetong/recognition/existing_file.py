"""The file of existing recognitions as it arrives: CSV (UTF-8 or GB 18030) or XLSX, columns named as the specification or mapped."""

import csv
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from mantetong.recognition.commands import COLUMNS
from mantetong.recognition.operations import ExistingRow, RowFault

_SNIFFED = 4096
_FAULT = "日期应为 YYYY-MM-DD，编号和病种不能为空"


class FileUnusable(ValueError):
    """The file has no such columns, or is no table; the text says which in Chinese."""

    code = "IMPORT_FILE_UNUSABLE"


def sha256_of(file: Path) -> str:
    """The digest by which a file is known again."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def rows_of(file: Path, *, mapping: Mapping[str, str], faults: list[RowFault], after: int = 0) -> Iterator[ExistingRow]:
    """The rows behind line `after`; what cannot be read is added to `faults`. `mapping` gives our column its name in the file.

    Raises FileUnusable, OSError, UnicodeDecodeError.
    """
    with _lines(file) as lines:
        try:
            head = [str(cell or "").strip() for cell in next(lines)]
        except StopIteration:
            raise FileUnusable("文件是空的") from None
        places = _places(head, mapping)
        for line, cells in enumerate(lines, start=2):
            if line <= after or not any(cells):
                continue
            try:
                yield _row(line, cells, places)
            except (ValueError, IndexError):
                faults.append(RowFault(line, _FAULT))


def _places(head: list[str], mapping: Mapping[str, str]) -> list[int]:
    wanted = [mapping.get(name, name) for name in COLUMNS]
    if missing := [name for name in wanted if name not in head]:
        raise FileUnusable(f"缺少列 {'、'.join(missing)}")
    return [head.index(name) for name in wanted]


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[Iterable[object]]]:
    if file.suffix.lower() == ".xlsx":
        book = load_workbook(file, read_only=True, data_only=True)
        try:
            yield iter(book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()
        return
    with file.open(encoding=_encoding(file), newline="") as text:
        yield iter(csv.reader(text))


def _encoding(file: Path) -> str:
    with file.open("rb") as content:
        head = content.read(_SNIFFED)
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "utf-8-sig" if error.start > _SNIFFED - 4 else "gb18030"  # a character cut in two at the end says nothing
    return "utf-8-sig"


def _row(line: int, cells: Iterable[object], places: list[int]) -> ExistingRow:
    given = list(itertools.islice(cells, max(places) + 1))
    psn_no, insutype, code, name, begins, ends = (_text(given[place]) for place in places)
    if not (psn_no and insutype and code and name):
        raise ValueError(line)
    return ExistingRow(line, psn_no, insutype, code, name, date.fromisoformat(begins), date.fromisoformat(ends) if ends else None)


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()
