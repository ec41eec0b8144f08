# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Tables of laboratory reports, read row by row: item, value, flag, unit, range, told apart by their shape and order."""

import re
from dataclasses import dataclass

from mantetong.materials.reading.fields.finding import Sheet
from mantetong.materials.reading.fields.ranges import RANGE, Patient, flag_of, limits_of, plain_range, ranges_by_person
from mantetong.materials.reading.rows import Row, around
from mantetong.materials.reading.shapes import Field, Line

_HEADER = re.compile(r"项目|结果|单位|参考|检验项|提示|正常值|标[志识]")
_FOOTER = re.compile(r"(?:采集|采样|报告|检验|审核|接收|打印|送检)(?:时间|日期|者|人|医师)|备注|本报告|※|声明|注[:：]")
_VALUE = re.compile(r"^([<>≤≥＜＞]?\s*\d+(?:\.\d+)?)\s*([↑↓HhLl←→↗↘+]*)$")
_SERIAL = re.compile(
    r"^\d{1,2}[.、\s](?=[\u4e00-\u9fff])|^(?!\d{1,2}(?:小时|分钟|型|项|天|日))\d{1,2}(?=[\u4e00-\u9fff])|^[*★▲](?=[\u4e00-\u9fffA-Z])"
)
_ARROW_BEFORE = re.compile(r"^([↑↓])\s*(?=[A-Za-zμuµ%])")
_FLAG_FIRST = re.compile(r"^([↑↓])\s*(\d+(?:\.\d+)?)$")
_QUALITATIVE = re.compile(r"^[(（]?(?:阴性|阳性|弱阳性|可疑|正常|未检出|[-－—]|[+＋±]{1,4})[)）]?(?:[(（][+＋-]*[)）])?$")
_GRADE = re.compile(r"^[1-4][+＋]$|^\d{1,2}[:：]\d{1,5}$")
"""2+ and 1:80 are results of their own, not numbers with a mark."""
_FLAG = re.compile(r"^[↑↓←→HhLl偏高低*]{1,2}$")
_UNIT = re.compile(
    r"^(?:%|‰|[\u4e00-\u9fff]?秒|s|S|fL|fl|pg|f1|mV|bpm|次/分|比值|COI|S/CO|[×xX*]?\s*10\S{1,4}/[LμuU1]\S*|[A-Za-zμuµ/\d.²^*·]+/\S+|mm[HhgG]+|U|IU|mL|ml|mmol|g)$"
)


@dataclass
class _Parts:
    """What has been told apart so far in one row."""

    names: list[Line]
    value: Line | None = None
    value_text: str = ""
    unit: str = ""
    range: str = ""
    printed_flag: str = ""
    used: list[Line] | None = None


def labs(sheet: Sheet) -> list[Field]:
    """One `lab` per row that has an item and a value."""
    whose = Patient.on(sheet)
    fields = []
    for parts in _joined([_told_apart(row) for row in _table(sheet)]):
        field = _field(sheet, parts, whose)
        if field:
            fields.append(field)
    return fields


def _joined(rows: list[_Parts]) -> list[_Parts]:
    """A range by sex or age may go on in the next printed row, which then has nothing else."""
    kept: list[_Parts] = []
    for row in rows:
        alone = row.value is None and row.names and all(ranges_by_person(line.text) for line in row.names)
        if alone and kept and ranges_by_person(kept[-1].range):
            kept[-1].range += " " + " ".join(line.text for line in row.names)
        else:
            kept.append(row)
    return kept


def _table(sheet: Sheet) -> list[Row]:
    """The rows between header and footer; a sheet of two columns side by side gives the left ones first."""
    index = next((number for number, row in enumerate(sheet.rows) if len(set(_HEADER.findall(row.text))) >= 2), None)
    if index is None:
        return []
    body = []
    for below in sheet.rows[index + 1 :]:
        if _FOOTER.search(below.text):
            break
        body.append(below)
    return _unfolded(sheet.rows[index], body)


def _unfolded(header: Row, body: list[Row]) -> list[Row]:
    items = [line for line in header.lines if re.search(r"项目|检验项", line.text)]
    if len(items) < 2:
        return body
    first = next(
        (line for line in header.lines if line.centre[0] > items[0].centre[0] and line.text in ("序", "序号", "No", "NO")),
        items[1],
    )
    split = first.quad[0][0] - first.height
    lean = (first.quad[3][0] - first.quad[0][0]) / max(first.height, 1)
    halves: tuple[list[Row], list[Row]] = ([], [])
    for row in body:
        edge = [split + lean * (line.centre[1] - first.centre[1]) for line in row.lines]
        for side in (0, 1):
            lines = tuple(line for line, x in zip(row.lines, edge, strict=True) if (line.centre[0] > x) == bool(side))
            if lines:
                halves[side].append(Row(lines))
    return [*halves[0], *halves[1]]


def _told_apart(row: Row) -> _Parts:
    parts = _Parts(names=[], used=[])
    for line in _cells(row):
        if _take(parts, line):
            parts.used.append(line)  # type: ignore[union-attr]
    return parts


def _cells(row: Row) -> list[Line]:
    """The row's runs without its serial number; runs that grew together are cut at blanks."""
    cells = []
    for line in row.lines:
        text = _ARROW_BEFORE.sub(r"\1 ", line.text)
        words = text.split() if re.search(r"[\d↑↓%]\s+\S|\s[\d<>]", text) else [text]
        cells += [Line(word, line.quad, line.score) for word in words]
    while len(cells) > 1 and re.fullmatch(r"\d{1,3}[.、]?|[*★☆▲]", cells[0].text):
        cells = cells[1:]
    if cells and (match := _SERIAL.match(cells[0].text)):
        cells[0] = Line(cells[0].text[match.end() :], cells[0].quad, cells[0].score)
    return cells


def _take(parts: _Parts, line: Line) -> bool:
    text = line.text.strip()
    if not parts.names and not re.search(r"[\u4e00-\u9fffA-Za-z]", text):
        return False
    if not parts.names:
        parts.names.append(line)
    elif parts.value is None:
        _take_before_value(parts, line, text)
    else:
        _take_after_value(parts, text)
    return True


def _take_before_value(parts: _Parts, line: Line, text: str) -> None:
    if _GRADE.match(text):
        parts.value, parts.value_text = line, text
    elif match := _FLAG_FIRST.match(text):
        parts.value, parts.value_text, parts.printed_flag = line, match.group(2), match.group(1)
    elif match := _VALUE.match(text):
        parts.value, parts.value_text, parts.printed_flag = line, match.group(1).replace(" ", ""), match.group(2)
    elif _QUALITATIVE.match(text):
        parts.value, parts.value_text = line, text
    elif _FLAG.match(text):
        parts.printed_flag = text
    else:
        parts.names.append(line)


def _take_after_value(parts: _Parts, text: str) -> None:
    if RANGE.match(text):
        parts.range = parts.range or text
    elif ranges_by_person(text):
        parts.range = f"{parts.range} {text}".strip()
    elif _FLAG.match(text):
        parts.printed_flag = parts.printed_flag or text
    elif not parts.unit and _UNIT.match(text.replace(" ", "")):
        parts.unit = _unit(text)
    elif not parts.range and _QUALITATIVE.match(text):
        parts.range = text


def _field(sheet: Sheet, parts: _Parts, whose: Patient) -> Field | None:
    name = _item(parts.names[0].text) if parts.names else ""
    if not name or parts.value is None or _arrow_read_as_digit(parts):
        return None
    within = limits_of(parts.range, whose)
    value = {
        "item": name,
        "value": parts.value_text,
        "unit": parts.unit,
        "range": plain_range(parts.range),
        "flag": flag_of(parts.value_text, within),
    }
    lines = tuple(parts.used or ())
    score = min(parts.names[0].score, parts.value.score)
    return Field("lab", value, sheet.page.page, around(lines), score, "table row")


def _item(text: str) -> str:
    """The printed name without its abbreviation and serial number."""
    plain = re.sub(r"\s*[(（][A-Za-z\d\-.#%/β-γ ]+[)）]\s*$", "", text.strip(" *★▲"))
    match = re.match(r"^(.*[\u4e00-\u9fff）)])\s*[A-Z][A-Za-z\d\-.#%]*$", plain)
    return re.sub(r"\s", "", match.group(1) if match else plain)


def _arrow_read_as_digit(parts: _Parts) -> bool:
    """A real photo gave 1.681 for 1.68↓: three decimals beside a range of one or two are not trusted."""
    places = [len(number.partition(".")[2]) for number in re.findall(r"\d+(?:\.\d+)?", parts.range)]
    own = len(parts.value_text.partition(".")[2])
    return bool(places) and not parts.printed_flag and own >= 3 and own > max(places) and parts.value_text[-1] in "17"


def _unit(text: str) -> str:
    plain = text.replace(" ", "").replace("µ", "μ").replace("mo1", "mol").replace("/1", "/L").replace("umol", "μmol")
    if match := re.fullmatch(r"[×xX*]?10\D{0,2}(9|12|6|3)/[LlI1]", plain):
        return f"10^{match.group(1)}/L"
    return "fL" if plain in ("f1", "fl") else plain
