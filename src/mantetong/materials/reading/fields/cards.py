# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Identity cards and social security cards."""

import re

from mantetong.materials.reading.fields.dates import day_in
from mantetong.materials.reading.fields.finding import Sheet, known
from mantetong.materials.reading.fields.person import id_number, person
from mantetong.materials.reading.rows import around
from mantetong.materials.reading.shapes import Field

_NAME = r"([\u4e00-\u9fff][\u4e00-\u9fff·•]{1,14})(?=\s|$)"
_MASKED = re.compile(r"\d[\d ]*[*＊xX•·]{6,}|[*＊]{6,}")
_BARE_NAME = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff·•]{1,14}")
_VALID = re.compile(
    r"((?:19|20)\d\d)[.．:·]?(\d\d)[.．:·]?(\d\d)\s*[-—–一~～至]+\s*(?:((?:19|20)\d\d)[.．:·]?(\d\d)[.．:·]?(\d\d)|(长期))"
)


def id_front(sheet: Sheet) -> list[Field]:
    """name, sex, ethnicity, birth, address, id_number."""
    name = sheet.one("name", r"姓\s*名", _NAME)
    sex = sheet.one("sex", r"性\s*别", r"([男女])")
    ethnicity = sheet.one("ethnicity", r"民\s*族", r"([\u4e00-\u9fff]{1,6})(?=\s|$)")
    return known(name, sex, ethnicity, _birth(sheet), _address(sheet), id_number(sheet))


def _birth(sheet: Sheet) -> Field | None:
    value = r"((?:19|20)\d\d\s*年?\s*\d{1,2}\s*月?\s*\d{1,2}\s*日?)"
    for text, lines in sheet.after(r"出\s*生", value):
        day = day_in("-".join(re.findall(r"\d+", text)))
        if day and lines:
            return sheet.field("birth", day, lines, "after 出生")
    return None


def _address(sheet: Sheet) -> Field | None:
    """Everything from 住址 down to the number, right of the label."""
    for index, row in enumerate(sheet.rows):
        match = re.search(r"住\s*址\s*", row.text)
        if not match:
            continue
        lines = list(row.lines_at(match.end(), len(row.text)))
        text = row.text[match.end() :]
        for below in sheet.rows[index + 1 : index + 4]:
            if re.search(r"公民|身份|号码|\d{15}", below.text):
                break
            lines += below.lines
            text += below.text
        if lines:
            return Field(
                "address",
                re.sub(r"\s", "", text),
                sheet.page.page,
                around(tuple(lines)),
                min(line.score for line in lines),
                "住址",
            )
    return None


def id_back(sheet: Sheet) -> list[Field]:
    """issuer, valid."""
    issuer = sheet.one("issuer", r"签\s*发\s*机\s*关", r"([\u4e00-\u9fff]{4,30})")
    return known(issuer, _valid(sheet))


def _valid(sheet: Sheet) -> Field | None:
    for row in sheet.rows:
        match = _VALID.search(row.text)
        if match:
            first, last = ".".join(match.group(1, 2, 3)), match.group(7) or ".".join(match.group(4, 5, 6))
            return sheet.field("valid", f"{first}-{last}", row.lines_at(*match.span()), "validity")
    return None


def social_security_card(sheet: Sheet) -> list[Field]:
    """name, id_number, card_number, issue_date."""
    name = sheet.one("name", r"姓\s*名", _NAME)
    number = sheet.one("card_number", r"社会保障卡号|卡\s*号", r"([A-Z0-9]{9})(?![A-Z0-9])")
    return known(name, id_number(sheet), number, _issue_month(sheet))


def _issue_month(sheet: Sheet) -> Field | None:
    for text, lines in sheet.after(r"发卡(?:日期|时间)", r"((?:19|20)\d\d\s*[年.-]\s*\d{1,2})"):
        year, month = re.findall(r"\d+", text)
        if lines and 1 <= int(month) <= 12:
            return sheet.field("issue_date", f"{year}-{int(month):02d}", lines, "after 发卡日期")
    return None


def e_credential(sheet: Sheet) -> list[Field]:
    """name, id_number: the name stands right above the number, which is mostly hidden by stars."""
    for index, row in enumerate(sheet.rows[1:], start=1):
        if _MASKED.search(row.text):
            above = [line for line in sheet.rows[index - 1].lines if _BARE_NAME.fullmatch(line.text)]
            return known(*(sheet.field("name", line.text, (line,), "above the number") for line in above[:1]))
    return person(sheet)
