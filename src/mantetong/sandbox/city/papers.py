"""What stands on the papers of one invented person, and how the machine is made to have read them."""

import io
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from mantetong.domain.papers import PaperKind
from mantetong.web.printing import BUNDLED

_Point = tuple[float, float]
Quad = tuple[_Point, _Point, _Point, _Point]

SIZE = (620, 877)
HOSPITAL = "云溪市第一人民医院"
CONCERNED = "examination_reports"  # the place of the paper on which something is read wrongly
_VALUE_AT: Quad = ((200.0, 300.0), (280.0, 300.0), (280.0, 330.0), (200.0, 330.0))
_ELSEWHERE: Quad = ((200.0, 700.0), (280.0, 700.0), (280.0, 730.0), (200.0, 730.0))
_TITLE_AT: Quad = ((150.0, 60.0), (460.0, 60.0), (460.0, 95.0), (150.0, 95.0))


_PLAIN: dict[str, object] = {
    "width": SIZE[0], "height": SIZE[1], "share": 1.0, "edges": (1.0, 1.0, 1.0, 1.0), "outlined": False, "aspect": 1.41, "ink": 40.0,
    "luminance": 240.0, "burnt": 0.0, "glare": 0.0, "glare_box": None, "sharpness": 0.9, "detail": 50.0, "streak": 0.9,
    "contrast": 200.0, "noise": 0.0, "skin": 0.0, "skin_box": None, "chroma": 0.0, "colourful": 0.0,
}  # fmt: skip
"""What the pixels of a page say that was laid flat in good light."""


class Planted(StrEnum):
    """What is wrong with how a paper was read."""

    NOTHING = "NOTHING"
    FLIPPED = "FLIPPED"  # another value than the one printed
    MISCITED = "MISCITED"  # the right words, with a citation of another place


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: its place in the checklist, what is printed where, and what the machine says to have read, as it is kept."""

    slot: str
    picture: bytes
    printed: dict[Quad, str]
    kept: dict[str, object]


def sheets_of(*, glucose: float, on: date, planted: Planted, serial: int) -> tuple[Sheet, ...]:
    """Certificate, laboratory report and discharge record of somebody with this fasting glucose (mmol/L)."""
    certificate = _field("diagnosis", "2型糖尿病", _VALUE_AT)
    discharge = _field("discharge_date", on.isoformat(), _VALUE_AT)
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
    lab = _field("lab", value, _ELSEWHERE if planted is Planted.MISCITED else _VALUE_AT)
    return _sheet(PaperKind.LAB_REPORT, CONCERNED, lab, printed, on, serial)


def _field(name: str, value: object, place: Quad) -> dict[str, object]:
    return {"name": name, "value": value, "page": 1, "quad": place, "score": 0.97}


def _sheet(kind: PaperKind, slot: str, field: dict[str, object], printed: str, on: date, serial: int) -> Sheet:
    titles = {"hospital": HOSPITAL, "date": on.isoformat(), "doctor": "张秀"}
    fields = [*(_field(name, value, _TITLE_AT) for name, value in titles.items()), field]
    seal = {"centre": (450.0, 600.0), "radius": 70.0, "score": 0.9, "text": HOSPITAL, "text_score": 0.9}
    page = {"page": 1, "width": SIZE[0], "height": SIZE[1], "rotation": 0, "scale": 1.0, "lines": (), "seals": (seal,)}
    reading = {"kind": kind, "pages": (page,), "fields": fields}
    places = {_VALUE_AT: printed, _ELSEWHERE: "", _TITLE_AT: " ".join(titles.values())}
    return Sheet(slot, _picture(places, serial), places, {"reading": reading, "turned": (0,), "measures": (_PLAIN,)})


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
