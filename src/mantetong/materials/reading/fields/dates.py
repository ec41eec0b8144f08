# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Days. A day under a seal counts only where two readings agreed (its run has then a good score)."""

import re
from datetime import date

from mantetong.materials.reading.fields.finding import Sheet, known
from mantetong.materials.reading.shapes import Field, Line

_NUMERALS = "〇○零一二三四五六七八九十"
_IN_CHARACTERS = re.compile(rf"([二三]?[{_NUMERALS}]{{3,4}})\s*年\s*([{_NUMERALS}]{{1,2}})\s*月\s*([{_NUMERALS}]{{1,3}})\s*日")
DAY = rf"((?:19|20)\d\d\s*[年./-]\s*\d{{1,2}}\s*[月./-]\s*\d{{1,2}}(?!\d{{4}})\s*日?|[{_NUMERALS}]{{4}}年[{_NUMERALS}]{{1,2}}月[{_NUMERALS}]{{1,3}}日)"
_PARTS = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{2}|\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")


def day_in(text: str) -> str | None:
    """The first day in the text as YYYY-MM-DD, or None where there is none in the calendar."""
    match = _PARTS.search(text) or _COMPACT.search(text)
    parts = [int(part) for part in match.groups()] if match else _in_characters(text)
    try:
        return date(*parts).isoformat() if parts else None
    except ValueError:
        return None


def _in_characters(text: str) -> list[int]:
    """Year, month and day of 二〇二六年三月二十五日; nothing where there is none."""
    match = _IN_CHARACTERS.search(text)
    if not match:
        return []
    year, month, day = match.groups()
    digits = "".join(str(_value(character)) for character in year)
    return [int(digits), _under_hundred(month), _under_hundred(day)] if len(digits) == 4 else []


def _value(character: str) -> int:
    return max(0, _NUMERALS.index(character) - 2)


def _under_hundred(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (10 * (_value(tens) if tens else 1) if ten else 0) + (_value(ones) if ones else 0)


def signing_date(sheet: Sheet) -> list[Field]:
    """Date of a certificate or report: after its label, else the lowest day standing alone."""
    labelled = labelled_day(sheet, "date", r"(?:开具|出具|填写|签发|证明|报告|诊断|就诊|开单|处方|检查|签名)?(?:日期|时间)")
    return known(labelled or _lowest_alone(sheet))


def lab_date(sheet: Sheet) -> list[Field]:
    """Date of a lab report: reported before checked before received before taken."""
    for label in (
        r"报告(?:日期|时间)|报告日",
        r"审核(?:日期|时间)",
        r"检[验测](?:日期|时间)",
        r"(?:打印|接收|送检|采集|采样)(?:日期|时间)",
        r"日期|时间",
    ):
        if found := labelled_day(sheet, "date", label):
            return [found]
    return known(_lowest_alone(sheet))


def discharge_dates(sheet: Sheet) -> list[Field]:
    """admission_date, discharge_date, and date: the signature's, else the day of discharge."""
    came = labelled_day(sheet, "admission_date", r"入\s*院\s*(?:日期|时间)")
    left = labelled_day(sheet, "discharge_date", r"出\s*院\s*(?:日期|时间)")
    signed = _lowest_alone(sheet)
    if not signed and left:
        signed = Field("date", left.value, left.page, left.quad, left.score, "day of discharge")
    return known(came, left, signed)


def labelled_day(sheet: Sheet, name: str, label: str) -> Field | None:
    """The day after a label. One stray character between the two is a seal's: the day itself was agreed on by two readings."""
    for text, lines in sheet.after(label, rf"[\u4e00-\u9fff]?{DAY}"):
        if lines and (day := day_in(text)):
            return sheet.field(name, day, lines, f"after {label}")
    return None


def _lowest_alone(sheet: Sheet) -> Field | None:
    for row in reversed(sheet.rows):
        for line in row.lines:
            day = _alone(line)
            if day:
                return sheet.field("date", day, (line,), "signature")
    return None


def _alone(line: Line) -> str | None:
    bare = re.sub(r"[\s:：]|日期|时间|医院|[（(]盖章[)）]", "", line.text)
    return day_in(bare) if len(bare) <= 13 else None
