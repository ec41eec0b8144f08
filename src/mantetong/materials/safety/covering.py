"""Painting over live payment codes before a page is kept. Runs in the cell, and once more where reading recognises a screenshot.

A 医保电子凭证 shows a QR code and bars that pay for a minute. Nobody needs them for an application. A page meant for a card or a
screenshot loses every such code that is no web address; any other page only a pair (QR and bars with the same digits), which no
lab sheet or prescription has. Codes of lab sheets, invoices and certificates stay.
"""

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


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code on a page: bars or a square, its text (empty when it could not be decoded), its box in pixels of the page."""

    is_bars: bool
    text: str
    box: Box


def codes_on(picture: Image.Image) -> tuple[SeenCode, ...]:
    """Every QR code and every Code 128 on the page, also those found but not decoded."""
    factor = max(1, -(-max(picture.size) // _LONG_SIDE))
    small = picture.convert("L").reduce(factor) if factor > 1 else picture.convert("L")
    return tuple(_seen(code, factor) for code in zxingcpp.read_barcodes(small, formats=_FORMATS, return_errors=True))  # type: ignore[arg-type]  # a list is taken


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


def _seen(code: zxingcpp.Barcode, factor: int) -> SeenCode:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [corner.x * factor for corner in corners], [corner.y * factor for corner in corners]
    return SeenCode(code.format == _BARS, code.text if code.valid else "", (min(across), min(down), max(across), max(down)))


def _grown(code: SeenCode, size: tuple[int, int]) -> Box:
    """The box with its quiet zone; beside bars stand the digits that say the same, so it reaches further on their long sides."""
    left, top, right, bottom = code.box
    wide, high = right - left, bottom - top
    edge = max(8, max(wide, high) // 20)
    reach = max(edge, min(wide, high) // 2, max(wide, high) // 8) if code.is_bars else edge
    across, down = (edge, reach) if wide >= high else (reach, edge)
    return max(0, left - across), max(0, top - down), min(size[0] - 1, right + across), min(size[1] - 1, bottom + down)
