# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Whose paper it is."""

import re

from mantetong.domain.identity import NotAnIdNumber, parse_id_number
from mantetong.materials.reading.fields.finding import Sheet, known
from mantetong.materials.reading.rows import Row
from mantetong.materials.reading.shapes import Field

_NAME = r"([\u4e00-\u9fff][\u4e00-\u9fff·•]{1,14}?)(?=\s*(?:性\s*别|[男女](?![\u4e00-\u9fff])|年\s*龄|民族|科|出生|病|[^\u4e00-\u9fff·•]|$))"
_BEFORE_NAME = r"(?:患者|患儿|病人|病员|本人|申请人|参保人员?|就诊[者人]|受检[者人]|被?检查[者人]|委托人|被保险人|持卡人|办理人)?"
_IN_PROSE = re.compile(
    r"(?:兹证明|兹有|(?<!断)证明|患者|病人|委托人|姓名)[:：]?\s*([\u4e00-\u9fff][\u4e00-\u9fff·•]{1,14}?)\s*[,，、(（\s]\s*(?:性别[:：]?)?([男女])性?"
    r"(?:\s*[,，、\s]\s*(?:年龄[:：]?|现年)?(\d{1,3})\s*周?岁)?"
)
_NUMBER = re.compile(r"(?<!\d)(\d[\d ]{15,22}[\dXx])(?!\d)")


def person(sheet: Sheet) -> list[Field]:
    """name, sex, age, id_number."""
    name = sheet.one("name", rf"(?<![\u4e00-\u9fff]){_BEFORE_NAME}姓\s*名", _NAME)
    sex = sheet.one("sex", r"性\s*别", r"([男女])")
    in_prose = _in_prose(sheet)
    name = name or in_prose.get("name") or sheet.one("name", r"(?<!被)委托人\s*(?:[(（]签[字名章][)）])?", _NAME)
    return known(name, sex or in_prose.get("sex"), _age(sheet) or in_prose.get("age"), id_number(sheet))


def _in_prose(sheet: Sheet) -> dict[str, Field]:
    """Name, sex and age as a sentence tells them: 兹证明患者某某，女，65岁."""
    for row in sheet.rows:
        if match := _IN_PROSE.search(row.text):
            name, sex, age = match.groups()
            lines = row.lines_at(*match.span())
            said = {"name": name.removeprefix("患者"), "sex": sex, "age": int(age) if age else None}
            return {key: sheet.field(key, value, lines, "in a sentence") for key, value in said.items() if value}
    return {}


def id_number(sheet: Sheet) -> Field | None:
    """The first number whose check character is right. A wrong one is not corrected: it is not read."""
    for row in sheet.rows:
        for match in _NUMBER.finditer(row.text):
            number = _checked(match.group(1))
            if number:
                return sheet.field("id_number", number, row.lines_at(*match.span(1)), "check character")
    return _split_number(sheet)


def _split_number(sheet: Sheet) -> Field | None:
    """A number printed in groups is one run or several of the same row."""
    for row in sheet.rows:
        for number, start, end in _joined_digits(row):
            if checked := _checked(number):
                return sheet.field("id_number", checked, row.lines_at(start, end), "check character")
    return None


def _joined_digits(row: Row) -> list[tuple[str, int, int]]:
    return [(match.group(0), *match.span()) for match in re.finditer(r"\d[\d ]{10,26}[\dXx]", row.text)]


def _checked(text: str) -> str | None:
    try:
        return parse_id_number(text).text
    except NotAnIdNumber:
        return None


def _age(sheet: Sheet) -> Field | None:
    for text, lines in sheet.after(r"年\s*龄", r"(\d{1,3})(?=\s*(?:岁|周岁|\s|$|[^\d]))"):
        if lines and 0 < int(text) < 120:
            return sheet.field("age", int(text), lines, "after 年龄")
    return None
