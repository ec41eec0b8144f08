# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Which hospital, department and doctor; whose seal."""

import re

from rapidfuzz import fuzz

from mantetong.materials.reading.fields.finding import Sheet, known
from mantetong.materials.reading.shapes import Field, Line, Quad, Seal

_HOSPITAL = re.compile(
    r"[\u4e00-\u9fff（）()·\d]{2,30}(?:医院|卫生院|卫生服务中心|卫生服务站|医学中心|保健院|保健站|诊所|防治院|防治所|急救中心|疗养院)"
    r"(?:[\u4e00-\u9fff（）()]{0,8}(?:院区|分院|医院))?"
)
_NOT_A_LETTERHEAD = re.compile(r"本院|我院|来院|就诊|专用章|盖章|住院|出院|[:：，。、]")
_DEPARTMENT = r"([\u4e00-\u9fff（）()、\d]{1,18}?(?:科|门诊|病区|病房|中心|室|部|区))(?=\s{2}|\s*[^\u4e00-\u9fff（）()]|$)"
_CLINIC = r"([\u4e00-\u9fff、]{1,12}?科)(?=门诊|就诊|住院|治疗|诊治)"
_DOCTOR = r"(?:[:：]\s*)?([\u4e00-\u9fff·]{2,5})(?=\s|$|[^\u4e00-\u9fff])"
_PURPOSES = (
    "诊断证明专用章", "疾病诊断证明专用章", "疾病证明专用章", "住院部专用章", "医疗文书专用章", "病历专用章", "病历复印专用章",
    "病案专用章", "病案室专用章", "病案复印专用章", "出院专用章", "门诊专用章", "门诊部专用章", "医务科专用章", "医务科", "医务部", "检验科",
    "检验报告专用章", "检验专用章", "业务专用章", "医疗专用章", "医保专用章", "公章", "电子签章", "放射科", "病理科", "影像科",
)  # fmt: skip
_ALIKE = 70


def places(sheet: Sheet) -> list[Field]:
    """hospital, department, doctor."""
    department = sheet.one("department", r"(?:就诊|送检|申请|开单|出院|所在)?(?:科\s*别|科\s*室|病\s*区|部\s*门)", _DEPARTMENT)
    doctor = _doctor(sheet)
    return known(hospital(sheet), department or sheet.one("department", r"[在于来][我本]院", _CLINIC), doctor)


def hospital(sheet: Sheet) -> Field | None:
    """The letterhead: the tallest run of the upper third that is a hospital's name; else what stands after a label."""
    top = list(sheet.rows[: max(4, len(sheet.rows) // 3)])
    found = [(line, match) for row in top for line in row.lines if (match := _letterhead(line))]
    if found:
        line, name = max(found, key=lambda pair: pair[0].height)
        return sheet.field("hospital", name, (line,), "letterhead")
    return sheet.one("hospital", r"(?:医疗机构|医院|机构)(?:名称)?", rf"({_HOSPITAL.pattern})") or _signed(sheet)


def _signed(sheet: Sheet) -> Field | None:
    """A letter without a head bears the hospital's name where it is signed: on a line of its own."""
    for row in reversed(sheet.rows):
        for line in row.lines:
            bare = re.sub(r"\s|[（(].{0,4}章[)）]", "", line.text)
            if _HOSPITAL.fullmatch(bare) and not _NOT_A_LETTERHEAD.search(bare):
                return sheet.field("hospital", bare, (line,), "signature")
    return None


def _letterhead(line: Line) -> str | None:
    text = re.sub(r"\s", "", line.text)
    if _NOT_A_LETTERHEAD.search(text):
        return None
    match = _HOSPITAL.match(text)
    return match.group(0) if match else None


def _doctor(sheet: Sheet) -> Field | None:
    label = r"(?:主治|主管|经治|诊断|接诊|住院|责任|临床)?(?:医师|医生)(?:签名|签字|签章|\(?签名\)?)|(?:主治|主管|经治|接诊)(?:医师|医生)"
    found = [pair for pair in sheet.after(label, _DOCTOR) if pair[1] and not re.search(r"签|章|医|年|日期", pair[0])]
    return sheet.field("doctor", found[-1][0], found[-1][1], "after 医师签名") if found else None


def seal(sheet: Sheet) -> list[Field]:
    """seal_text, told apart from noise by the letterhead and by the usual purposes; left out when neither is recognised."""
    head = hospital(sheet)
    fields = []
    for one in sheet.page.seals[:1]:
        text = _understood(one, str(head.value) if head else "")
        if text:
            fields.append(Field("seal_text", text, sheet.page.page, _box(one), max(0.6, one.text_score), "ring"))
    return fields


def _understood(one: Seal, head: str) -> str:
    name, purpose = _split(one.text)
    if head and fuzz.ratio(name, head) >= _ALIKE:
        name = head
    elif one.text_score < 0.9:
        return ""
    best = max(_PURPOSES, key=lambda known: fuzz.ratio(purpose, known)) if purpose else ""
    return name + (best if best and fuzz.ratio(purpose, best) >= _ALIKE - 15 else "")


def _split(text: str) -> tuple[str, str]:
    name, bar, purpose = text.partition("|")
    return (name, purpose) if bar else (text, "")


def _box(one: Seal) -> Quad:
    (x, y), r = one.centre, one.radius
    return (x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)
