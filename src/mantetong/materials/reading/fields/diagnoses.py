# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Numbered lists of diagnoses with their ICD-10 codes. "2.2型糖尿病" is the second item: lists are read in sequence."""

import re

from mantetong.materials.reading.fields.finding import Sheet
from mantetong.materials.reading.shapes import Field, Line

_END = re.compile(
    r"病情(?:摘要|介绍|及)|处理(?:意见)?|建议|医师意见|医嘱|出院(?:情况|医嘱|时)|入院情况|诊疗经过|医[师生](?:签|建议)|特此证明|治疗|注[:：]|备注|主诉|手术|检查|日期|盖章|R\s*[pPxX](?![A-Za-z])"
)
_HEADING = re.compile(r"(?!.{0,6}诊\s*断)[\u4e00-\u9fff（）()/、]{2,12}\s*[:：]")
_CODE = re.compile(r"[(（\[【]?\s*(?<![A-Za-z\d])([A-TV-Zl1|]\d{2}(?:[.．,，]\d{1,3})?(?:[xX]\d{0,3})?)\s*[)）\]】]")
_BARE_CODE = re.compile(
    r"(?:(?<=\s)(?=[A-Z])|(?<=[\u4e00-\u9fff])(?=[A-Z1l|]\d{2}\.)|(?<=[）)])(?=[A-Z])|(?<=[病症炎征瘤癌])(?=[A-Z])(?!T1[0-2]\s*$))"
    r"([A-TV-Z1l|]\d{2}(?:\.\d{1,3})?(?:[xX]\d{0,3})?)\s*$"
)
"""Without a point it is a code only behind what ends a disease's name (帕金森病G20), and T10 to T12 are vertebrae."""
_I10 = re.compile(r"[(（\[【]\s*[1l|]{0,2}10\s*[)）\]】]\s*$|(?<=[病症级）)])[1l|]10\s*$")
_NOT_I10 = re.compile(r"妊娠|孕|产|继发|肺|门静?脉|眼|颅")
_PART = re.compile(r"^\s*(?:主要|其[他它]|次要|伴随|并发|合并|第[一二三四五])诊断\s*\d{0,2}\s*[:：]")
"""主要诊断：… 其他诊断：… within a list: each begins an item, numbered or not."""
_NEXT = "\u2029"
"""Stands where such a part begins."""
_NEW_LINE = "\u2028"
"""Stands where a printed line begins, so that an item may begin there and a word may run across."""
_CELL_CODE = re.compile(r"[A-TV-Z1l|]\d{2}(?:[.．]\d{1,3})?(?:[xX]\d{0,3})?")
_TABLE_HEAD = re.compile(r"(?:诊断|疾病)(?:名称|描述)?\s{2,}.*(?:编码|ICD|代码)")
_CIRCLED = " ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FULL = str.maketrans({"(": "（", ")": "）"})


def stated_diagnoses(sheet: Sheet) -> list[Field]:
    """Diagnosis and icd10 of a certificate, prescription or visit: in a table, after a label, or in a sentence."""
    label = r"(?:临床|初步|门诊|疾病|西医|最后|目前|主要)?诊\s*断(?:意见|结果|结论|名称)?\s*[:：]|(?:临床|初步|疾病)诊断\s*$"
    return _in_table(sheet) or _under(sheet, label) or _in_sentence(sheet)


def _in_table(sheet: Sheet) -> list[Field]:
    """Rows below a head like 序号 | 诊断名称 | ICD编码."""
    found: list[Field] = []
    head = next((number for number, row in enumerate(sheet.rows) if _TABLE_HEAD.search(row.text)), None)
    for row in sheet.rows[head + 1 :] if head is not None else ():
        cells = [line for line in row.lines if not re.fullmatch(r"\d{1,2}[.、]?|主要|其他|是|否", line.text.strip())]
        if not cells or _END.match(cells[0].text) or _HEADING.match(cells[0].text) or len(cells) > 3:
            break
        own = _CELL_CODE.fullmatch(cells[-1].text.strip()) if len(cells) > 1 else None
        name, code = _name_and_code("  ".join(line.text for line in cells[: 1 if own else 2]))
        code = _letter_first(own.group()) if own else code
        found += [sheet.field("diagnosis", re.sub(r"^\d{1,2}[.、]", "", name), tuple(cells[:1]), "table")] if name else []
        found += [sheet.field("icd10", code, tuple(cells[-1:]), "table")] if code else []
    return found


def discharge_diagnoses(sheet: Sheet) -> list[Field]:
    """Diagnosis and icd10 of a discharge record: what was known on leaving."""
    return _in_table(sheet) or _under(sheet, r"出\s*院\s*(?:主要)?诊\s*断\s*[:：]?")


def _under(sheet: Sheet, label: str) -> list[Field]:
    """What stands under the label, numbered or divided by semicolons."""
    text, owners = _joined(_block(sheet, label))
    return _fields(sheet, text, owners, divider=r"[^;；。]+")


def _in_sentence(sheet: Sheet) -> list[Field]:
    """诊断为 … up to the full stop, numbered or divided by commas."""
    text, owners = _joined(_block(sheet, r"(?:诊断|确诊|考虑)\s*(?:为|是)\s*[:：]?"))
    return _fields(sheet, text.partition("。")[0], owners, divider=r"[^;；、,，]+")


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


def _joined(lines: list[Line]) -> tuple[str, list[Line]]:
    """The words of all runs, and which run each character belongs to."""
    text, owners = "", []
    for line in lines:
        part = _PART.match(line.text)
        said = line.text[part.end() :] if part else line.text
        text += (_NEXT if part else _NEW_LINE) + said
        owners += [line] * (len(said) + 1)
    return text, owners


def _fields(sheet: Sheet, text: str, owners: list[Line], *, divider: str) -> list[Field]:
    fields = []
    for start, end in _parted(text, divider=divider):
        own = tuple(dict.fromkeys(owners[start:end]))
        name, code = _name_and_code(text[start:end])
        if name:
            fields.append(sheet.field("diagnosis", name, own, "numbered list"))
        if code:
            fields.append(sheet.field("icd10", code, own, "numbered list"))
    return fields


def _parted(text: str, *, divider: str) -> list[tuple[int, int]]:
    """Where each item of each part stands."""
    parts = [match.span() for match in re.finditer(rf"[^{_NEXT}]+", text) if match.group().strip()]
    return [(begin + start, begin + end) for begin, stop in parts for start, end in _items(text[begin:stop], divider)]


def _items(text: str, divider: str) -> list[tuple[int, int]]:
    """Where each item stands, without its number."""
    starts, position = [], 0
    for number in range(1, 21):
        plain = rf"(?:^|(?<=[;；。,，、\s)）])|(?<=[^\d.]))[（(]?{number}\s*[.、．)）:：]\s*"
        match = re.compile(rf"{plain}|{_CIRCLED[number]}\s*").search(text, position)
        if not match:
            break
        starts.append((match.start(), match.end()))
        position = match.end()
    if not starts:
        return [match.span() for match in re.finditer(divider, text) if match.group().strip()]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [(begin, end) for (_, begin), end in zip(starts, ends, strict=True)]


def _name_and_code(item: str) -> tuple[str, str]:
    item = item.replace(_NEW_LINE, "")
    match = _CODE.search(item) or _BARE_CODE.search(item.rstrip("；;。.，, "))
    name = (item[: match.start()] + item[match.end() :] if match else item).strip("；;。.，,、:： ")
    code = _code_of(name, match.group(1)) if match else ""
    if not match and (spoilt := _I10.search(name)) and _is_hypertension(name):
        code, name = "I10", name[: spoilt.start()]
    name = re.sub(r"[(（\[【][A-Zl\d.,|]{1,8}[)）\]】]\s*$", "", name)
    name = re.sub(r"\s", "", name).strip("；;。.，,、:：").translate(_FULL)
    return (name if re.search(r"[\u4e00-\u9fff]", name) and len(name) <= 40 else ""), code


def _code_of(name: str, printed: str) -> str:
    """I10 may arrive as (10) or 110. Only hypertension has that code; beside another name it is no code, and no part of the name either."""
    code = _letter_first(printed)
    return "" if code == "I10" != printed and not _is_hypertension(name) else code


def _is_hypertension(name: str) -> bool:
    return "高血压" in name and not _NOT_I10.search(name)


def _letter_first(code: str) -> str:
    """A code starts with a letter, so a leading 1 or l can only be I (I10 is often read as 110)."""
    plain = re.sub(r"[.．,，]", ".", code)
    return "I" + plain[1:] if plain[0] in "1l|" else plain
