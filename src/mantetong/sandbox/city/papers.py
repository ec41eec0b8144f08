"""What stands on the papers of one invented person, and how the machine is made to have read them."""

import io
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from mantetong.domain.papers import PaperKind
from mantetong.materials.reading.shapes import Field, PageReading, PaperReading, Quad, Seal
from mantetong.web.printing import BUNDLED

SIZE = (620, 877)
HOSPITAL = "云溪市第一人民医院"
CONCERNED = "examination_reports"  # the place of the paper on which something is read wrongly
_VALUE_AT: Quad = ((200.0, 300.0), (280.0, 300.0), (280.0, 330.0), (200.0, 330.0))
_ELSEWHERE: Quad = ((200.0, 700.0), (280.0, 700.0), (280.0, 730.0), (200.0, 730.0))
_TITLE_AT: Quad = ((150.0, 60.0), (460.0, 60.0), (460.0, 95.0), (150.0, 95.0))


class Planted(StrEnum):
    """What is wrong with how a paper was read."""

    NOTHING = "NOTHING"
    FLIPPED = "FLIPPED"  # another value than the one printed
    MISCITED = "MISCITED"  # the right words, with a citation of another place


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: its place in the checklist, what is printed where, and what the machine says to have read."""

    slot: str
    picture: bytes
    printed: dict[Quad, str]
    reading: PaperReading


def sheets_of(*, glucose: float, on: date, planted: Planted, serial: int) -> tuple[Sheet, ...]:
    """Certificate, laboratory report and discharge record of somebody with this fasting glucose (mmol/L)."""
    certificate = (Field("diagnosis", "2型糖尿病", 1, _VALUE_AT, 0.98),)
    discharge = (Field("discharge_date", on.isoformat(), 1, _VALUE_AT, 0.97),)
    return (
        _sheet(PaperKind.DIAGNOSIS_CERTIFICATE, "diagnosis_certificate", certificate, "2型糖尿病", on, serial),
        _laboratory(glucose, on, planted, serial),
        _sheet(PaperKind.DISCHARGE_RECORD, "medical_record", discharge, on.isoformat(), on, serial),
    )


def _laboratory(glucose: float, on: date, planted: Planted, serial: int) -> Sheet:
    printed = f"{glucose:.1f}"
    flipped = f"{glucose + 4.0:.1f}" if glucose < 7.0 else f"{glucose - 4.0:.1f}"  # noqa: PLR2004  the sample list's limit
    said = flipped if planted is Planted.FLIPPED else printed
    value = {"item": "GLU", "value": said, "unit": "mmol/L", "range": "3.9-6.1", "name": "空腹血糖"}
    place = _ELSEWHERE if planted is Planted.MISCITED else _VALUE_AT
    fields = (Field("lab", value, 1, place, 0.96),)
    return _sheet(PaperKind.LAB_REPORT, CONCERNED, fields, printed, on, serial)


def _sheet(kind: PaperKind, slot: str, fields: tuple[Field, ...], printed: str, on: date, serial: int) -> Sheet:
    common = (Field("hospital", HOSPITAL, 1, _TITLE_AT, 0.99), Field("date", on.isoformat(), 1, _TITLE_AT, 0.99))
    doctor = (Field("doctor", "张秀", 1, _TITLE_AT, 0.95),)
    page = PageReading(1, *SIZE, 0, 1.0, (), (Seal((450.0, 600.0), 70.0, 0.9, HOSPITAL, 0.9),))
    reading = PaperReading(kind, (page,), (*common, *doctor, *fields))
    places = {_VALUE_AT: printed, _ELSEWHERE: "", _TITLE_AT: f"{HOSPITAL} {on.isoformat()} 张秀"}
    return Sheet(slot, _picture(places, serial), places, reading)


def _picture(places: dict[Quad, str], serial: int) -> bytes:
    picture = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(picture)
    for place, words in places.items():
        pen.text(place[0], words, fill="black", font=_font())
    pen.text((40, SIZE[1] - 40), f"{serial}", fill="black", font=_font())  # no two people hold the same paper
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(BUNDLED[0]), 20)
