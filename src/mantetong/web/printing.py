"""Paper: typst templates become PDF/A-2b with embedded Chinese fonts; a character no font can draw stops the print.

A room keeps its typst files under `templates/<room>/` and begins each with

    #import "/web/templates/web/paper.typ": *
    #show: paper.with(title: "门诊慢特病病种待遇认定申请表", sample: data.sample)

where `data` (from `paper.typ`) is what was given to `render_pdf`. Texts go in as data, never pasted into the source.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
import zxingcpp
from typst import Fonts

from mantetong.web.glyphs import FontUnreadable, drawable

TEMPLATES = Path(__file__).resolve().parent / "templates"
PACKAGE = Path(__file__).resolve().parents[1]
BUNDLED = (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path())
# Characters that shape text and are drawn by none: white space, joiners, variation selectors.
UNDRAWN = frozenset(
    {
        0x09,
        0x0A,
        0x0D,
        0x20,
        0xA0,
        0x200B,
        0x200C,
        0x200D,
        0x2060,
        0x3000,
        0xFEFF,
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    }
)
FALLBACK_KEY = "fallback_fonts"


class MissingGlyph(ValueError):
    """A text holds characters that no installed font draws; printing it would put a box into a name. `characters` are they."""

    code = "MISSING_GLYPH"

    def __init__(self, characters: str) -> None:
        super().__init__(" ".join(f"U+{ord(one):04X}" for one in characters))
        self.characters = characters


@lru_cache(maxsize=2)
def _fonts(*, installed: bool) -> Fonts:
    return Fonts(include_system_fonts=installed, include_embedded_fonts=False, font_paths=[BUNDLED[0].parent])


@lru_cache(maxsize=1)
def _installed() -> tuple[tuple[str, Path], ...]:
    """Family and file of the installed fonts, mainland forms and print faces first."""
    fonts = sorted(
        _fonts(installed=True).fonts(), key=lambda font: (not font.family.endswith("SC"), "Serif" not in font.family, font.family)
    )
    first_of_file: dict[str, str] = {}
    for font in fonts:
        if font.path:
            first_of_file.setdefault(font.path, font.family)
    return tuple((family, Path(path)) for path, family in first_of_file.items())


def _draws(path: Path) -> frozenset[int]:
    try:
        return drawable(path)
    except (FontUnreadable, OSError):  # somebody else's broken font must not stop our papers
        return frozenset()


def _absent(text: str, points: frozenset[int]) -> str:
    return "".join(one for one in dict.fromkeys(text) if ord(one) not in points and ord(one) not in UNDRAWN)


def missing_glyphs(text: str) -> str:
    """The characters of `text`, each once, that our own fonts cannot draw."""
    return _absent(text, _ours())


@lru_cache(maxsize=1)
def _ours() -> frozenset[int]:
    """What both of our own fonts draw: thirty thousand characters, compared once."""
    return drawable(BUNDLED[0]) & drawable(BUNDLED[1])


def wider_families(characters: str) -> list[str]:
    """Families of installed fonts that together draw `characters`. Raises MissingGlyph with those that none draws."""
    families: list[str] = []
    for family, path in _installed() if characters else ():
        left = _absent(characters, _draws(path))
        if left != characters and family not in families:
            families.append(family)
        characters = left
        if not characters:
            break
    if characters:
        raise MissingGlyph(characters)
    return families


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _texts(value)


def ensure_printable(data: Mapping[str, Any]) -> list[str]:
    """The wider families needed to draw every text in `data`, none when ours suffice. Raises MissingGlyph."""
    return wider_families(missing_glyphs("".join(_texts(data))))


def is_printable(text: str) -> bool:
    """Whether the fonts of this installation can draw every character of `text`."""
    try:
        ensure_printable({"text": text})
    except MissingGlyph:
        return False
    return True


def _source(template: Path | str) -> str:
    """The template's address below the package, as typst wants it; a bare `room/name.typ` is looked up in the room's templates."""
    if isinstance(template, str):
        room = template.split("/", 1)[0]
        template = PACKAGE / room / "templates" / template
    return template.resolve().relative_to(PACKAGE).as_posix()


def render_pdf(*, template: Path | str, data: Mapping[str, Any], at: datetime | None = None) -> bytes:
    """The PDF/A-2b of a typst `template` ("apply/form.typ", or a path inside the package) filled with `data` (JSON values).

    `data["sample"]` true prints 样例 across every page. `at` is the document's time of making; equal inputs give equal
    bytes. Raises MissingGlyph, and typst.TypstError for a template that is wrong.
    """
    wider = ensure_printable(data)
    # json keeps astral characters whole; typst reads UTF-8.
    inputs = {
        "data": json.dumps({"sample": False, **data}, ensure_ascii=False, default=str),
        FALLBACK_KEY: json.dumps(wider, ensure_ascii=False),
    }
    return typst.compile(
        str(PACKAGE / _source(template)),
        root=str(PACKAGE),
        font_paths=_fonts(installed=bool(wider)),
        sys_inputs=inputs,
        pdf_standards="a-2b",
        timestamp=at.replace(microsecond=0) if at else None,  # typst refuses fractions of a second
        format="pdf",
    )


def qr_svg(text: str) -> str:
    """A QR code of level M as SVG, to be put into `data` and drawn by `qr` of paper.typ at 3 cm or more; grows with its box on pages."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")  # twenty times as fast as segno
    drawn = str(zxingcpp.write_barcode_to_svg(code))
    return re.sub(r'<svg width="(\d+)" height="(\d+)"', r'<svg viewBox="0 0 \1 \2" width="\1" height="\2"', drawn, count=1)


def picture_svg(png: bytes, *, width: int, height: int) -> str:
    """A PNG (a drawn signature, a seal) as SVG, so that it can travel inside `data`; `width` and `height` are its pixels."""
    address = "data:image/png;base64," + b64encode(png).decode()
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}><image href="{address}" {size}/></svg>'
