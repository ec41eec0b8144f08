"""A pale mark on what staff see: office, day, tail of the staff number. Never over anything: it stands on blank paper only.

The page is cut into squares of 16 pixels, as its JPEG is; a mark covers only squares that hold no ink, nor any square beside ink, so
a page saved again with its own tables keeps every other square as it was. A page without blank paper bears no mark.
"""

import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from mantetong.web.printing import BUNDLED

_SQUARE = 16
_INK = 24  # levels between the darkest and the palest pixel of a square of blank paper
_PALE = 13  # levels, five in a hundred
_MOST = 9
_MIDDLE = 128


@dataclass(frozen=True, slots=True)
class Marked:
    """The page with its marks, and the boxes where they stand; none when there was no blank paper."""

    jpeg: bytes
    boxes: tuple[tuple[int, int, int, int], ...]


def marked(jpeg: bytes, *, text: str) -> Marked:
    """The page as JPEG with `text` on blank paper, tables and subsampling kept."""
    page = JpegImageFile(io.BytesIO(jpeg))
    tables, sampling = page.quantization, get_sampling(page)
    page.load()
    picture = page if page.mode == "RGB" else page.convert("RGB")
    stamp = _stamp(text, max(11, min(picture.size) // 52))
    boxes = _places(np.asarray(picture.convert("L")), stamp.size)
    if not boxes:
        return Marked(jpeg, ())
    for box in boxes:
        _press(picture, stamp, box)
    out = io.BytesIO()
    picture.save(out, "JPEG", qtables=tables, subsampling=max(sampling, 0))
    return Marked(out.getvalue(), boxes)


@lru_cache(maxsize=64)
def _stamp(text: str, size: int) -> Image.Image:
    """The words as a mask, 255 where ink goes."""
    font = ImageFont.truetype(str(BUNDLED[0]), size)
    left, top, right, bottom = font.getbbox(text)
    mask = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4), 0)
    ImageDraw.Draw(mask).text((2 - left, 2 - top), text, font=font, fill=255)
    return mask


def _places(grey: np.ndarray, size: tuple[int, int]) -> tuple[tuple[int, int, int, int], ...]:
    """Boxes of blank squares for the stamp, spread over the page."""
    blank = _blank_squares(grey)
    wide, high = -(-size[0] // _SQUARE), -(-size[1] // _SQUARE)
    rows, columns = blank.shape
    if rows < high or columns < wide:
        return ()
    sums = np.pad(blank.astype(np.int32).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    free = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide] == wide * high
    found: list[tuple[int, int, int, int]] = []
    while len(found) < _MOST and free.any():
        row, column = _next(free, len(found))
        found.append((column * _SQUARE, row * _SQUARE, column * _SQUARE + size[0], row * _SQUARE + size[1]))
        # The next one stands well apart: a third of the page in one direction.
        free[
            max(0, row - rows // 4) : row + rows // 4 + 1,
            max(0, column - max(wide, columns // 3)) : column + max(wide, columns // 3) + 1,
        ] = False
    return tuple(found)


def _next(free: np.ndarray, turn: int) -> tuple[int, int]:
    """From the corners and the middle in turn, so that no crop of the page is without a mark for long."""
    rows, columns = free.shape
    aims = ((0.5, 0.5), (0.1, 0.1), (0.9, 0.9), (0.1, 0.9), (0.9, 0.1))
    down, across = aims[turn % len(aims)]
    places = np.argwhere(free)
    far = (places[:, 0] / rows - down) ** 2 + (places[:, 1] / columns - across) ** 2
    row, column = places[int(far.argmin())]
    return int(row), int(column)


def _blank_squares(grey: np.ndarray) -> np.ndarray:
    """True for squares without ink whose eight neighbours have none either."""
    rows, columns = grey.shape[0] // _SQUARE, grey.shape[1] // _SQUARE
    squares = grey[: rows * _SQUARE, : columns * _SQUARE].reshape(rows, _SQUARE, columns, _SQUARE)
    inked = np.pad(squares.max(axis=(1, 3)).astype(np.int16) - squares.min(axis=(1, 3)) > _INK, 1, constant_values=False)
    near = [inked[down : down + rows, across : across + columns] for down in range(3) for across in range(3)]
    return ~np.logical_or.reduce(near)


def _press(picture: Image.Image, stamp: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Darken pale paper and lighten a dark screen by the same little."""
    under = np.asarray(picture.crop(box)).astype(np.int16)
    sign = -1 if under.mean() >= _MIDDLE else 1
    ink = (np.asarray(stamp).astype(np.int16) * _PALE // 255)[: under.shape[0], : under.shape[1], None]
    picture.paste(Image.fromarray(np.clip(under + sign * ink, 0, 255).astype(np.uint8)), box[:2])
