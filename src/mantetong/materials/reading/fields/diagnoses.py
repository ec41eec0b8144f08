# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Numbered lists of diagnoses with their ICD-10 codes. "2.2型糖尿病" is the second item: lists are read in sequence."""

import re

from mantetong.materials.reading.fields.finding import Sheet
from mantetong.materials.reading.shapes import Field, Line

_END = re.compile(
    r"病情(?:摘要|介绍|及)|处理(?:意见)?|建议|医师意见|医嘱|出院(?:情况|医嘱|时)|入院情况|诊疗经过|医[师生](?:签|建议)|特此证明|治疗|注[:：]|备注|主诉|手术|检查|日期|盖章"
)
_HEADING = re.compile(r"(?!.{0,6}诊\s*断)[\u4e00-\u9fff（）()/、]{2,12}\s*[:：]")
_CODE = re.compile(r"[(（\[【]?\s*(?<![A-Za-z\d])([A-TV-Zl1|]\d{2}(?:[.．,，]\d{1,3})?(?:[xX]\d{0,3})?)\s*[)）\]】]")
_BARE_CODE = re.compile(r"(?:(?<=\s)|(?<=[\u4e00-\u9fff）)])(?=[A-Z]\d{2}\.))([A-TV-Z]\d{2}(?:\.\d{1,3})?(?:[xX]\d{0,3})?)\s*$")
_NEW_LINE = "\u2028"
"""Stands where a printed line begins, so that an item may begin there and a word may run across."""
_FULL = str.maketrans({"(": "（", ")": "）"})


def stated_diagnoses(sheet: Sheet) -> list[Field]:
    """Diagnosis and icd10 of a certificate, prescription or visit."""
    return _under(
        sheet, r"(?:临床|初步|门诊|疾病|西医|最后|目前|主要)?诊\s*断(?:意见|结果|名称)?\s*[:：]|(?:临床|初步|疾病)诊断\s*$"
    )


def discharge_diagnoses(sheet: Sheet) -> list[Field]:
    """Diagnosis and icd10 of a discharge record: what was known on leaving."""
    return _under(sheet, r"出\s*院\s*(?:主要)?诊\s*断\s*[:：]?")


def _under(sheet: Sheet, label: str) -> list[Field]:
    lines = _block(sheet, label)
    if not lines:
        return []
    return _fields(sheet, lines)


def _block(sheet: Sheet, label: str) -> list[Line]:
    """The runs from the label to the next heading, the label itself cut off."""
    start = re.compile(label)
    for index, row in enumerate(sheet.rows):
        match = start.search(row.text)
        if not match:
            continue
        block = [line for line in row.lines_at(match.end(), len(row.text)) if line.text]
        block = [_cut(line, start) for line in block]
        for below in sheet.rows[index + 1 : index + 16]:
            if _END.match(below.text.lstrip(" 0123456789.、")) or _END.match(below.text) or _HEADING.match(below.text):
                break
            block += below.lines
        return [line for line in block if line.text.strip()]
    return []


def _cut(line: Line, start: re.Pattern[str]) -> Line:
    match = start.search(line.text)
    return Line(line.text[match.end() :], line.quad, line.score) if match else line


def _fields(sheet: Sheet, lines: list[Line]) -> list[Field]:
    text, owners = "", []
    for line in lines:
        text += _NEW_LINE + line.text
        owners += [line] * (len(line.text) + 1)
    fields = []
    for start, end in _items(text):
        own = tuple(dict.fromkeys(owners[start:end]))
        name, code = _name_and_code(text[start:end])
        if name:
            fields.append(sheet.field("diagnosis", name, own, "numbered list"))
        if code:
            fields.append(sheet.field("icd10", code, own, "numbered list"))
    return fields


def _items(text: str) -> list[tuple[int, int]]:
    """Where each item stands, without its number."""
    starts, position = [], 0
    for number in range(1, 21):
        match = re.compile(rf"(?:^|(?<=[;；。,，、\s)）])|(?<=[^\d.]))[（(]?{number}\s*[.、．)）:：]\s*").search(text, position)
        if not match:
            break
        starts.append((match.start(), match.end()))
        position = match.end()
    if not starts:
        return [match.span() for match in re.finditer(r"[^;；。]+", text) if match.group().strip()]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [(begin, end) for (_, begin), end in zip(starts, ends, strict=True)]


def _name_and_code(item: str) -> tuple[str, str]:
    item = item.replace(_NEW_LINE, "")
    match = _CODE.search(item) or _BARE_CODE.search(item.rstrip("；;。.，, "))
    code = _letter_first(match.group(1)) if match else ""
    name = item[: match.start()] + item[match.end() :] if match else item
    # I10 often arrives as (10): no code then, and no part of the name either.
    name = re.sub(r"[(（][A-Z\d.,|]{1,8}[)）]\s*$", "", name.strip("；;。.，,、:： "))
    name = re.sub(r"\s", "", name).strip("；;。.，,、:：").translate(_FULL)
    return (name if re.search(r"[\u4e00-\u9fff]", name) and len(name) <= 40 else ""), code


def _letter_first(code: str) -> str:
    """A code starts with a letter, so a leading 1 or l can only be I (I10 is often read as 110)."""
    plain = re.sub(r"[.．,，]", ".", code)
    return "I" + plain[1:] if plain[0] in "1l|" else plain
