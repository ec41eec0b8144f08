# ruff: noqa: PLR2004 - figures explained where they stand
"""One paper against the person applied for and the days that count."""

import re
from datetime import date

from rapidfuzz import fuzz

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.materials.precheck.shapes import Asked, Box, PageFinding, finding
from mantetong.materials.precheck.words import OTHER_SEAL
from mantetong.materials.reading.placing import to_upload
from mantetong.materials.reading.shapes import Field, PageReading, PaperReading, Quad, Seal

_HOUSE = re.compile(r"医院|卫生院|中心|保健院|诊所|防治")
_CARDS = (PaperKind.ID_FRONT, PaperKind.SOCIAL_SECURITY_CARD, PaperKind.E_CREDENTIAL_SCREENSHOT)


def paper_findings(reading: PaperReading, *, asked: Asked) -> list[PageFinding]:
    """WRONG_PERSON, OUT_OF_DATE, and NO_SEAL where the seal names another house than the letterhead."""
    return [*_person(reading, asked), *_age(reading, asked), *_validity(reading, asked), *_other_seal(reading)]


def _person(reading: PaperReading, asked: Asked) -> list[PageFinding]:
    """Another number is another person. Another name alone may be a slip of reading: a card says it surely, a paper asks."""
    number, name = _field(reading, "id_number"), _field(reading, "name")
    if asked.id_number and number:
        same = str(number.value) == asked.id_number.upper()
        return [] if same else [finding(F.WRONG_PERSON, Level.REJECT, number.page, box=_box(reading, number))]
    if asked.name and name and not _same_name(str(name.value), asked.name):
        level = Level.REJECT if reading.kind in _CARDS or name.score > 0.97 else Level.WARN
        return [finding(F.WRONG_PERSON, level, name.page, box=_box(reading, name))]
    return []


def _same_name(read: str, wanted: str) -> bool:
    """Equal but for the middle dot; one character in three or more may be misread."""
    read, wanted = read.replace("•", "·"), wanted.replace("•", "·")
    if read == wanted:
        return True
    wrong = sum(a != b for a, b in zip(read, wanted, strict=False)) + abs(len(read) - len(wanted))
    return wrong == 1 and len(wanted) >= 3


def _age(reading: PaperReading, asked: Asked) -> list[PageFinding]:
    found, oldest = _field(reading, "date"), asked.oldest.get(reading.kind)
    if not oldest or not found or date.fromisoformat(str(found.value)) >= oldest:
        return []
    return [finding(F.OUT_OF_DATE, Level.WARN, found.page, box=_box(reading, found))]


def _validity(reading: PaperReading, asked: Asked) -> list[PageFinding]:
    """A card past its last day; 长期 never ends. Only asked where a day to compare with was given."""
    found = _field(reading, "valid")
    if not asked.on or not found or str(found.value).endswith("长期"):
        return []
    last = str(found.value)[-10:].replace(".", "-")
    return [finding(F.OUT_OF_DATE, Level.WARN, found.page, box=_box(reading, found))] if last < asked.on.isoformat() else []


def _other_seal(reading: PaperReading) -> list[PageFinding]:
    """A seal read surely that bears another hospital's name. One letter more or less is the reader's slip, not a fault."""
    head = _field(reading, "hospital")
    rings = [(page, seal) for page in reading.pages for seal in page.seals]
    if not head or any(not _is_elsewhere(seal, str(head.value)) for _, seal in rings):
        return []
    return [finding(F.NO_SEAL, Level.WARN, page.page, box=_round(seal, page), say=OTHER_SEAL) for page, seal in rings[:1]]


def _is_elsewhere(seal: Seal, head: str) -> bool:
    name = seal.text.partition("|")[0]
    is_read = seal.text_score >= 0.96 and len(name) >= 6 and _HOUSE.search(name)
    return bool(is_read) and fuzz.ratio(name, head) < 55 and fuzz.partial_ratio(name, head) < 70


def _round(seal: Seal, page: PageReading) -> Box:
    (x, y), r = seal.centre, seal.radius
    return _upright(to_upload(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), page=page))


def _field(reading: PaperReading, name: str) -> Field | None:
    return next((field for field in reading.fields if field.name == name), None)


def _box(reading: PaperReading, field: Field) -> Box:
    return _upright(to_upload(field.quad, page=next(page for page in reading.pages if page.page == field.page)))


def _upright(quad: Quad) -> Box:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))
