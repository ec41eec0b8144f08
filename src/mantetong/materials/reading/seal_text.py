# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""The words of a seal: the name round its ring, unrolled to a strip, and the purpose written straight below the star."""

from dataclasses import replace
from math import atan2, degrees

import cv2
import numpy as np

from mantetong.materials.reading import engine
from mantetong.materials.reading.seals import redness
from mantetong.materials.reading.shapes import Line, Seal

_RADIUS = 150
_STRIP = 56


def with_text(picture: np.ndarray, seal: Seal) -> Seal:
    """The seal with its words and how sure they are: "ring|purpose", as read. The picture is upright BGR."""
    ink = _ink(picture, seal)
    purpose = _purpose(ink)
    tilt = _tilt(purpose) if purpose else 0.0
    ((name, score),) = engine.texts_of([_unrolled(ink, tilt=tilt, reach=122 if purpose else 165)])
    text = _plain(name) + ("|" + _plain(purpose.text) if purpose else "")
    return replace(seal, text=text, text_score=min(score, purpose.score) if purpose else score)


def _ink(picture: np.ndarray, seal: Seal) -> np.ndarray:
    """The seal alone, 0–1, its centre in the middle and its radius _RADIUS."""
    scale = _RADIUS / seal.radius
    shift = np.float32([[scale, 0, 1.25 * _RADIUS - scale * seal.centre[0]], [0, scale, 1.25 * _RADIUS - scale * seal.centre[1]]])
    side = int(2.5 * _RADIUS)
    crop = cv2.warpAffine(picture, shift, (side, side), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.clip((redness(crop) - 1.06) / 0.5, 0, 1).astype(np.float32)


def _purpose(ink: np.ndarray) -> Line | None:
    middle = 1.25 * _RADIUS
    inside = np.zeros(ink.shape, np.uint8)
    cv2.circle(inside, (int(middle), int(middle)), int(0.9 * _RADIUS), 1, -1)
    lower = _picture(ink * inside)[int(middle + 0.2 * _RADIUS) : int(middle + 0.95 * _RADIUS)]
    lines = list(engine.lines_of(cv2.copyMakeBorder(lower, 20, 20, 0, 0, cv2.BORDER_CONSTANT, value=(255,) * 3), least=0))
    lines = [line for line in lines if abs(line.centre[0] - middle) < 0.35 * _RADIUS and len(line.text) > 2]
    return max(lines, key=lambda line: line.width, default=None)


def _tilt(line: Line) -> float:
    (ax, ay), (bx, by), *_ = line.quad
    return degrees(atan2(by - ay, bx - ax))


def _unrolled(ink: np.ndarray, *, tilt: float, reach: float) -> np.ndarray:
    """The band of the ring as a strip, `reach` degrees to both sides of twelve o'clock, the seal turned by `tilt`."""
    length = int(_STRIP * np.deg2rad(2 * reach) * 0.77 / 0.37)
    turn = np.deg2rad(np.linspace(-90 + tilt - reach, -90 + tilt + reach, length, dtype=np.float32))[None, :]
    away = np.linspace(0.945, 0.575, _STRIP, dtype=np.float32)[:, None] * _RADIUS
    middle = 1.25 * _RADIUS
    strip = cv2.remap(ink, middle + away * np.cos(turn), middle + away * np.sin(turn), cv2.INTER_CUBIC)
    inked = np.nonzero((strip > 0.4).sum(axis=0) > 3)[0]
    if len(inked) > 20:
        strip = strip[:, max(0, inked[0] - 6) : inked[-1] + 6]
    return _picture(cv2.copyMakeBorder(strip, 5, 5, 16, 16, cv2.BORDER_CONSTANT, value=0))


def _picture(ink: np.ndarray) -> np.ndarray:
    grey = (255 * (1 - np.clip(ink, 0, 1))).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def _plain(text: str) -> str:
    return "".join(
        character for character in text if "\u4e00" <= character <= "\u9fff" or character.isalnum() or character in "（）()"
    )
