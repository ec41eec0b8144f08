# ruff: noqa: PLR2004 - figures explained where they stand
"""One paper against the person applied for and the days that count."""

from datetime import date

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.materials.precheck.shapes import Asked, PageFinding, finding
from mantetong.materials.reading.placing import to_upload
from mantetong.materials.reading.shapes import Field, PaperReading

_CARDS = (PaperKind.ID_FRONT, PaperKind.SOCIAL_SECURITY_CARD, PaperKind.E_CREDENTIAL_SCREENSHOT)


def paper_findings(reading: PaperReading, *, asked: Asked) -> list[PageFinding]:
    """WRONG_PERSON and OUT_OF_DATE."""
    return [*_person(reading, asked), *_age(reading, asked), *_validity(reading, asked)]


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
    found = _field(reading, "date")
    if not asked.oldest or not found or date.fromisoformat(str(found.value)) >= asked.oldest:
        return []
    return [finding(F.OUT_OF_DATE, Level.WARN, found.page, box=_box(reading, found))]


def _validity(reading: PaperReading, asked: Asked) -> list[PageFinding]:
    """A card past its last day; 长期 never ends. Only asked where a day to compare with was given."""
    found = _field(reading, "valid")
    if not asked.on or not found or str(found.value).endswith("长期"):
        return []
    last = str(found.value)[-10:].replace(".", "-")
    return [finding(F.OUT_OF_DATE, Level.WARN, found.page, box=_box(reading, found))] if last < asked.on.isoformat() else []


def _field(reading: PaperReading, name: str) -> Field | None:
    return next((field for field in reading.fields if field.name == name), None)


def _box(reading: PaperReading, field: Field) -> tuple[int, int, int, int]:
    quad = to_upload(field.quad, page=next(page for page in reading.pages if page.page == field.page))
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))
