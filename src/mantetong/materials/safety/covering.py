"""Painting over live payment codes before a page is kept. Runs in the cell, and once more where reading recognises a screenshot.

A 医保电子凭证 shows a QR code and bars that pay for a minute. Nobody needs them for an application. A page meant for a card or a
screenshot loses every such code that is no web address; any other page only a pair (QR and bars with the same digits), which no
lab sheet or prescription has. Codes of lab sheets, invoices and certificates stay.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageDraw

Box = tuple[int, int, int, int]

_SQUARE = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode, zxingcpp.BarcodeFormat.RMQRCode)
_BARS = zxingcpp.BarcodeFormat.Code128
_FORMATS = [*_SQUARE, _BARS]
_ADDRESS = re.compile(r"\s*(https?:|www\.)", re.IGNORECASE)
_TOKEN = re.compile(r"\d{17,32}")
_GREY = (205, 205, 205)
_LONG_SIDE = 2400
_LEVEL = 4
"""Degrees by which bars may lean and still be read."""


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code on a page: bars or a square, its text (empty when it could not be decoded), its box in pixels of the page."""

    is_bars: bool
    text: str
    box: Box


def codes_on(picture: Image.Image) -> tuple[SeenCode, ...]:
    """Every QR code and every Code 128 on the page, also those found but not decoded."""
    factor = max(1, -(-max(picture.size) // _LONG_SIDE))
    grey = picture.convert("L")
    small = grey.reduce(factor) if factor > 1 else grey
    found = _read(small)
    lean = next(
        (code.orientation for code in found if code.format != _BARS and abs((code.orientation + 45) % 90 - 45) > _LEVEL), 0
    )
    seen = [_seen(code, _corners(code), factor) for code in found]
    return (*seen, *_leaning_bars(grey, lean)) if lean else tuple(seen)


def _read(grey: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(grey, formats=_FORMATS, return_errors=True)  # type: ignore[arg-type]  # a list is taken


def _leaning_bars(grey: Image.Image, lean: float) -> list[SeenCode]:
    """Bars on a screen photographed at a slant: they are read only along their length, which the square code beside them gives away."""
    level = grey.rotate(lean, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    back, (x, y), (u, v) = math.radians(lean), (level.width / 2, level.height / 2), (grey.width / 2, grey.height / 2)
    turn, lift = math.cos(back), math.sin(back)
    return [
        _seen(code, [(u + (a - x) * turn - (b - y) * lift, v + (a - x) * lift + (b - y) * turn) for a, b in _corners(code)], 1)
        for code in _read(level)
        if code.format == _BARS
    ]


def payment_codes(codes: Sequence[SeenCode], *, on_card: bool) -> tuple[SeenCode, ...]:
    """Which of them may be live payment codes. `on_card`: the page is meant to be, or was read as, a card or screenshot."""
    if on_card:
        return tuple(code for code in codes if not _ADDRESS.match(code.text))
    bars = {code.text for code in codes if code.is_bars and _TOKEN.fullmatch(code.text)}
    pairs = bars & {code.text for code in codes if not code.is_bars}
    return tuple(code for code in codes if code.text in pairs)


def covered(picture: Image.Image, *, on_card: bool) -> tuple[Image.Image, tuple[Box, ...]]:
    """The page with its payment codes painted over, and where; the page itself when there are none."""
    boxes = tuple(_grown(code, picture.size) for code in payment_codes(codes_on(picture), on_card=on_card))
    if not boxes:
        return picture, ()
    painted = picture.copy()
    draw = ImageDraw.Draw(painted)
    for box in boxes:
        draw.rectangle(box, fill=_GREY)
    return painted, boxes


def _corners(code: zxingcpp.Barcode) -> list[tuple[float, float]]:
    place = code.position
    return [(corner.x, corner.y) for corner in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]


def _seen(code: zxingcpp.Barcode, corners: list[tuple[float, float]], factor: int) -> SeenCode:
    across, down = [round(x * factor) for x, _ in corners], [round(y * factor) for _, y in corners]
    return SeenCode(code.format == _BARS, code.text if code.valid else "", (min(across), min(down), max(across), max(down)))


def _grown(code: SeenCode, size: tuple[int, int]) -> Box:
    """The box with its quiet zone; beside bars stand the digits that say the same, so it reaches further on their long sides."""
    left, top, right, bottom = code.box
    wide, high = right - left, bottom - top
    edge = max(8, max(wide, high) // 20)
    reach = max(edge, min(wide, high) // 2, max(wide, high) // 8) if code.is_bars else edge
    across, down = (edge, reach) if wide >= high else (reach, edge)
    return max(0, left - across), max(0, top - down), min(size[0] - 1, right + across), min(size[1] - 1, bottom + down)
