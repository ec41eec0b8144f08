# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""Where the paper or card lies in the picture."""

from dataclasses import dataclass

import cv2
import numpy as np

_SIDE = 480


@dataclass(frozen=True, slots=True)
class Outline:
    """The page's mask (0 or 255, the size of the picture), its share of the picture, and how far it runs along each picture edge.

    `edges` are shares of the left, top, right and bottom edges; `found` is False where paper and desk could not be told apart, `aspect` its long side by its short one,
    `solid` how much of the mask is really light: a sheet that ran together with a chequered cloth has bays in its rim. `box` is round the mask: left, top, right, bottom.
    """

    mask: np.ndarray
    share: float
    edges: tuple[float, float, float, float]
    found: bool
    aspect: float = 0.0
    solid: float = 1.0
    box: tuple[int, int, int, int] | None = None


def outline_of(picture: np.ndarray) -> Outline:
    """The brightest large convex thing in a BGR picture, or the whole picture."""
    ratio = min(1.0, _SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    shape = _paper(small)
    if shape is None:
        whole = np.full(picture.shape[:2], 255, np.uint8)
        return Outline(whole, 1.0, (1.0, 1.0, 1.0, 1.0), found=False)
    hull = cv2.convexHull(shape)
    mask = np.zeros(small.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, hull, 255)
    edges = tuple(float((side > 0).mean()) for side in (mask[:, 1], mask[1], mask[:, -2], mask[-2]))
    full = cv2.resize(mask, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_NEAREST)
    solid = cv2.contourArea(shape) / cv2.contourArea(hull)
    left, top, width, height = cv2.boundingRect(hull)
    box = tuple(round(at / ratio) for at in (left, top, left + width, top + height))
    return Outline(full, float((mask > 0).mean()), edges, found=True, aspect=_aspect(hull), solid=solid, box=box)  # type: ignore[arg-type]


def _aspect(hull: np.ndarray) -> float:
    _, sides, _ = cv2.minAreaRect(hull)
    return float(max(sides) / max(1.0, min(sides)))


def _paper(small: np.ndarray) -> np.ndarray | None:
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 2), cv2.COLOR_BGR2LAB)
    # Ink would cut the page in pieces; closing by more than a character's height removes it.
    light = cv2.morphologyEx(lab[..., 0], cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    _level, bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark_side, bright_side = light[bright == 0], light[bright > 0]
    if not len(dark_side) or not len(bright_side) or np.median(bright_side) - np.median(dark_side) < 18:
        return None
    bright = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    shapes, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not shapes:
        return None
    shape = max(shapes, key=cv2.contourArea)
    return shape if cv2.contourArea(cv2.convexHull(shape)) > 0.12 * small.shape[0] * small.shape[1] else None
