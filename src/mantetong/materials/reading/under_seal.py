# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""What a seal hides: the words under it, read again on the red channel, where the seal itself is white."""

import re
from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np

from mantetong.materials.reading import engine
from mantetong.materials.reading.seals import levelled, redness
from mantetong.materials.reading.shapes import Line, Quad, Seal

_WHOLE_DAY = re.compile(r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d\s*[年./-]\s*\d")
_SEALS_WORDS = re.compile(
    rf"({_WHOLE_DAY.pattern}\s*日?)(?:[诊断疾病证明专用章案室医务科门部住出入院业处方检验报告公]{{1,12}}|[\u4e00-\u9fff]{{1,10}}章)"
)
"""The last words of a seal, also where one of them is misread (正明专用章)."""
_RED, _RED_SHARE = 1.3, 0.02


def uncovered(picture: np.ndarray, seals: Iterable[Seal]) -> np.ndarray:
    """The picture with every seal's disc on the red channel alone, where hardly anything is left of the seal: for finding words, not for reading."""
    bare = picture.copy()
    for seal in seals:
        reach = round(1.15 * seal.radius)
        x, y = round(seal.centre[0]), round(seal.centre[1])
        top, left = max(0, y - reach), max(0, x - reach)
        patch = bare[top : y + reach + 1, left : x + reach + 1]
        disc = np.zeros(patch.shape[:2], np.uint8)
        cv2.circle(disc, (x - left, y - top), reach, 1, -1)
        patch[disc > 0] = patch[disc > 0][:, 2:]
    return bare


def second_passes(picture: np.ndarray, seal: Seal, quads: Iterable[Quad]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Two readings of what the seal touches on the red channel, levelled and plain."""
    under = [quad for quad in quads if is_under(Line("", quad, 0.0), seal, reach=1.05)]
    if not under:
        return (), ()
    top, left, crop = _neighbourhood(picture, seal, under)
    layers = [cv2.cvtColor(layer, cv2.COLOR_GRAY2BGR) for layer in _layers(crop)]
    moved = [_shifted(quad, -left, -top) for quad in under]
    plain, even = (_lines(under, engine.read_again(layer, moved)) for layer in layers)
    return even, plain


def _lines(quads: Iterable[Quad], read: Iterable[tuple[str, float]]) -> tuple[Line, ...]:
    return tuple(Line(text.strip(), quad, score) for quad, (text, score) in zip(quads, read, strict=True) if text)


def _layers(crop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The red channel stretched to full contrast, and with the paper made evenly white."""
    plain = cv2.normalize(crop[..., 2], None, 0, 255, cv2.NORM_MINMAX)
    return plain, np.clip(levelled(crop)[..., 2] * 255, 0, 255).astype(np.uint8)


def is_under(line: Line, seal: Seal, *, reach: float = 1.1) -> bool:
    """True when part of the line lies within `reach` radii of the seal's centre."""
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    x = min(max(seal.centre[0], min(xs)), max(xs))
    y = min(max(seal.centre[1], min(ys)), max(ys))
    return float(np.hypot(x - seal.centre[0], y - seal.centre[1])) < reach * seal.radius


def merged(page: tuple[Line, ...], first: tuple[Line, ...], second: tuple[Line, ...], seal: Seal) -> tuple[Line, ...]:
    """The page's lines, those touched by the seal replaced by what at least two of the three readings agree on.

    Where none agree the red-channel words stand with a score of at most 0.5, so that no field is taken from them.
    """
    untouched = tuple(line for line in page if not is_under(line, seal, reach=1.0))
    readings = [tuple(line for line in lines if is_under(line, seal, reach=1.0)) for lines in (page, first, second)]
    return untouched + tuple(_without_seals_words(_agreed(line, readings)) for line in readings[1])


def _agreed(line: Line, readings: list[tuple[Line, ...]]) -> Line:
    votes = [other for lines in readings for other in lines if _same_place(line, other)]
    plain = _plain(line.text)
    if sum(_plain(vote.text) == plain for vote in votes) >= 2:
        return line
    for vote in votes:
        if sum(_plain(vote.text) == _plain(other.text) for other in votes) >= 2:
            return vote
    return _with_agreed_day(votes) or replace(line, score=min(line.score, 0.5))


def _without_seals_words(line: Line) -> Line:
    """A day with the last words of the seal read on in one run is the day alone."""
    day = _SEALS_WORDS.fullmatch(line.text)
    return replace(line, text=day.group(1).strip()) if day else line


def _with_agreed_day(votes: list[Line]) -> Line | None:
    """A day that two readings give alike, whatever letters of the seal hang on one of them."""
    days = [(day.group().replace(" ", ""), vote, day) for vote in votes if (day := _WHOLE_DAY.search(vote.text))]
    for said, vote, _ in days:
        if {other for other, *_rest in days} == {said} and len(days) >= 2:
            best = min((one for _, one, _day in days), key=lambda one: len(one.text))
            return replace(best, score=min(best.score, vote.score))
    return None


def days_in_red_doubted(picture: np.ndarray, lines: tuple[Line, ...], seals: tuple[Seal, ...]) -> tuple[Line, ...]:
    """Days on red ink that belongs to no seal found: read again without red, and doubted where the two readings differ."""
    doubtful = [
        line
        for line in lines
        if _DAY.search(line.text) and not any(is_under(line, seal) for seal in seals) and _is_on_red(picture, line)
    ]
    return tuple(_doubted(picture, line) if line in doubtful else line for line in lines)


def _doubted(picture: np.ndarray, line: Line) -> Line:
    (x, y), reach = line.centre, line.width
    top, left = max(0, int(y - reach)), max(0, int(x - reach))
    crop = picture[top : int(y + reach), left : int(x + reach)]
    layer = cv2.cvtColor(_layers(crop)[1], cv2.COLOR_GRAY2BGR)
    ((text, _),) = engine.read_again(layer, [_shifted(line.quad, -left, -top)])
    return line if _plain(text) == _plain(line.text) else replace(line, score=min(line.score, 0.5))


def _is_on_red(picture: np.ndarray, line: Line) -> bool:
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    run = picture[max(0, int(min(ys))) : int(max(ys)) + 1, max(0, int(min(xs))) : int(max(xs)) + 1]
    return bool(run.size) and float((redness(run) > _RED).mean()) > _RED_SHARE


def _neighbourhood(picture: np.ndarray, seal: Seal, under: Iterable[Quad]) -> tuple[int, int, np.ndarray]:
    """The seal with paper all round it and every run it touches from end to end: where it begins, and the picture of it."""
    (x, y), far = seal.centre, 1.7 * seal.radius
    xs, ys = ([point[side] for quad in under for point in quad] for side in (0, 1))
    left, top = (max(0, int(min(least, *along))) for least, along in ((x - far, xs), (y - far, ys)))
    right, bottom = (int(max(most, *along)) + 1 for most, along in ((x + far, xs), (y + far, ys)))
    return top, left, picture[top:bottom, left:right]


def _same_place(one: Line, other: Line) -> bool:
    """Half of the smaller of the two lies within the other. A word of the ring that only touches a line is another word."""
    (left, top, right, bottom), (x, y, far, low) = _box(one), _box(other)
    shared = max(0.0, min(right, far) - max(left, x)) * max(0.0, min(bottom, low) - max(top, y))
    return shared >= 0.5 * min((right - left) * (bottom - top), (far - x) * (low - y))


def _box(line: Line) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    return min(xs), min(ys), max(xs), max(ys)


def _shifted(quad: Quad, right: int, down: int) -> Quad:
    a, b, c, d = ((x + right, y + down) for x, y in quad)
    return a, b, c, d


def _plain(text: str) -> str:
    return text.replace(" ", "").replace("：", ":").replace("（", "(").replace("）", ")")
