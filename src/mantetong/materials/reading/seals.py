# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""Finding round red seals: level the light, take what is redder than the paper, keep what lies on a ring of the right size."""

from dataclasses import dataclass

import cv2
import numpy as np

from mantetong.materials.reading.shapes import Seal

# A finger or a red underline beside a seal grows together with it at one threshold, hence three.
_THRESHOLDS = (1.12, 1.3, 1.6)
_BINS, _LEAST_PIXELS = 72, 60
_LEAST_SCORE = 0.40
"""Below it there is "no seal found". Measured: 4 % of readable stamped pages fall below, 93 % of unstamped stay below."""

_MIDDLE_FROM, _MIDDLE_TO, _LEAST_PALE, _REDDISH, _PAPER = (0.3, 0.45), 0.93, 0.6, 1.1, 0.85
"""The tone of a copied seal lies between print and paper (paper 1.0)."""
_INK_BELOW = 0.9


@dataclass(frozen=True, slots=True)
class _Ring:
    x: float
    y: float
    radius: float
    score: float


def levelled(picture: np.ndarray) -> np.ndarray:
    """The BGR picture with the paper made evenly white (1.0), as floats. Slow parts run at an eighth of the size."""
    small = cv2.resize(picture, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), (0, 0), 5)
    paper = cv2.resize(paper, (picture.shape[1], picture.shape[0])).astype(np.float32)
    return picture.astype(np.float32) / np.maximum(paper, 1)


def redness(picture: np.ndarray) -> np.ndarray:
    """How many times redder than green or blue each pixel is, the paper being 1."""
    return _redder(levelled(picture))


def _redder(even: np.ndarray) -> np.ndarray:
    blue, green, red = cv2.split(even)
    return (red + 0.02) / (cv2.max(blue, green) + 0.02)


def find_seals(picture: np.ndarray) -> tuple[tuple[Seal, ...], tuple[Seal, ...]]:
    """The round red seals of an upright BGR picture and the grey ones of a copy, the best first, in its pixels.

    Pale rings are looked for only where no red one stands out.
    """
    scale, small = _handy(picture)
    even = levelled(small)
    red = _redder(even)
    rings = [ring for threshold in _THRESHOLDS for ring in _rings(red > threshold, min(small.shape[:2]))]
    found = _best(rings, scale, _LEAST_SCORE)
    return (found, ()) if found else _pale_seals(scale, small, even)


def _pale_seals(scale: float, small: np.ndarray, even: np.ndarray) -> tuple[tuple[Seal, ...], tuple[Seal, ...]]:
    """Rings of a middle tone: red ones that paled, and grey ones, which only a copy has."""
    tone = cv2.transform(even, np.full((1, 3), 1 / 3, np.float32))
    rings = [ring for low in _MIDDLE_FROM for ring in _rings((tone > low) & (tone < _MIDDLE_TO), min(small.shape[:2]))]
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    large = [ring for ring in rings if ring.radius > 0.045 * min(small.shape[:2]) and _is_on_paper(tone, ring)]
    rings = [ring for ring in large if _is_inked(grey, ring)]
    found = _best(rings, scale, _LEAST_PALE)
    red = tuple(seal for seal in found if _is_reddish(even, seal, scale))
    return red, tuple(seal for seal in found if seal not in red)


def _handy(picture: np.ndarray) -> tuple[float, np.ndarray]:
    scale = min(1.0, 1200 / max(picture.shape[:2]))
    return scale, cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture


def _best(rings: list[_Ring], scale: float, least: float) -> tuple[Seal, ...]:
    best: list[_Ring] = []
    for ring in sorted(rings, key=lambda ring: -ring.score):
        if ring.score >= least and all(np.hypot(ring.x - other.x, ring.y - other.y) > other.radius for other in best):
            best.append(ring)
    return tuple(Seal((ring.x / scale, ring.y / scale), ring.radius / scale, ring.score) for ring in best[:4])


def _is_on_paper(tone: np.ndarray, ring: _Ring) -> bool:
    """A copied seal was pressed on white paper, inside and out; rings in an X-ray or ultrasound picture stand in the dark."""
    near, across, down = _about(tone, ring, reach=1.25)
    return float(np.median(near[np.hypot(across, down) < 1.25])) > _PAPER


def _is_inked(grey: np.ndarray, ring: _Ring) -> bool:
    """Darker than the paper round it as photographed: about the mirrored spot of a lamp, levelling makes a grey ring of paper that is light."""
    near, across, down = _about(grey, ring, reach=1.4)
    distance = np.hypot(across, down)
    turn = ((np.arctan2(down, across) + np.pi) / (2 * np.pi) * _BINS).astype(int) % _BINS
    band, round_it = (distance > 0.88) & (distance < 1.1), near[(distance > 1.15) & (distance < 1.4)]
    darkest = [sector.min() for bin_ in range(_BINS) if (sector := near[band & (turn == bin_)]).size]
    # Words stand in some directions only, the ring in most.
    return bool(round_it.size) and float(np.median(darkest)) < _INK_BELOW * float(np.median(round_it))


def _about(picture: np.ndarray, ring: _Ring, *, reach: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The picture within `reach` radii of the ring's centre, and how many radii across and down from it each pixel lies."""
    far = reach * ring.radius
    left, top = (max(0, int(centre - far)) for centre in (ring.x, ring.y))
    right, bottom = (max(0, int(centre + far) + 2) for centre in (ring.x, ring.y))
    near = picture[top:bottom, left:right]
    ys, xs = np.mgrid[top : top + near.shape[0], left : left + near.shape[1]]
    return near, (xs - ring.x) / ring.radius, (ys - ring.y) / ring.radius


def _is_reddish(even: np.ndarray, seal: Seal, scale: float) -> bool:
    """The ring's own ink is redder than the paper: the 90th percentile, because black print may lie on it."""
    mask = np.zeros(even.shape[:2], np.uint8)
    centre = (round(seal.centre[0] * scale), round(seal.centre[1] * scale))
    cv2.circle(mask, centre, round(seal.radius * scale), 255, max(3, round(seal.radius * scale * 0.12)))
    inked = even[(mask > 0) & (even.mean(axis=2) < _MIDDLE_TO)]
    if len(inked) < 20:
        return False
    return float(np.percentile((inked[:, 2] + 0.02) / (inked[:, :2].max(axis=1) + 0.02), 90)) > _REDDISH


def _rings(mask: np.ndarray, page: int) -> list[_Ring]:
    if np.count_nonzero(mask) < _LEAST_PIXELS:
        return []
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    long, slim = np.maximum(wide, high), wide / high
    seal_like = (long > 0.085 * page) & (long < 0.45 * page) & (slim > 0.55) & (slim < 1.8)
    chosen: list[int] = (np.flatnonzero(seal_like) + 1).tolist()
    rings = []
    for index in chosen:
        left, top, width, height, _area = stats[index]
        inside = (labels[top : top + height, left : left + width] == index) & mask[top : top + height, left : left + width]
        ring = _ring(inside)
        if ring:
            rings.append(_Ring(ring.x + float(left), ring.y + float(top), ring.radius, ring.score))
    return rings


def _ring(inside: np.ndarray) -> _Ring | None:
    """The ellipse through the outermost red pixels, scored by how much of it is really red and how empty its band is."""
    ys, xs = np.nonzero(inside)
    if len(xs) < _LEAST_PIXELS:
        return None
    outer = _outermost(xs, ys, np.median(xs), np.median(ys))
    if len(outer) < 24:
        return None
    (x, y), (major, minor), angle = cv2.fitEllipse(outer)
    if minor < 0.6 * major or minor <= 8:
        return None
    distance, turn = _elliptic(xs - x, ys - y, major / 2, minor / 2, angle)
    near = np.abs(distance - 1) < 0.06
    covered = len(np.unique((turn[near] * _BINS / (2 * np.pi)).astype(int))) / _BINS
    disc = np.pi * major * minor / 4
    filled = (distance < 1.06).sum() / disc
    outside = (distance > 1.1).sum() / len(xs)
    # A filled disc is a logo or an emblem; a seal is a thin ring, a star and small characters.
    score = covered * float(np.clip((0.72 - filled) / 0.2, 0, 1)) * float(np.clip(1.3 - 2 * outside, 0, 1))
    return _Ring(float(x), float(y), float((major + minor) / 4), float(score))


def _outermost(xs: np.ndarray, ys: np.ndarray, x: float, y: float) -> np.ndarray:
    distance = np.hypot(xs - x, ys - y)
    sector = ((np.arctan2(ys - y, xs - x) + np.pi) / (2 * np.pi) * _BINS).astype(int) % _BINS
    order = np.lexsort((distance, sector))
    last = np.nonzero(np.diff(np.append(sector[order], _BINS + 1)))[0]
    chosen = order[last]
    typical = np.median(distance[chosen])
    keep = chosen[np.abs(distance[chosen] - typical) < 0.25 * typical]
    return np.stack([xs[keep], ys[keep]], axis=1).astype(np.float32)


def _elliptic(dx: np.ndarray, dy: np.ndarray, a: float, b: float, angle: float) -> tuple[np.ndarray, np.ndarray]:
    """Distance in radii of the ellipse, and direction 0–2π."""
    turn = np.deg2rad(angle)
    along, across = dx * np.cos(turn) + dy * np.sin(turn), -dx * np.sin(turn) + dy * np.cos(turn)
    return np.hypot(along / a, across / b), np.arctan2(dy, dx) % (2 * np.pi)
