# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""Printed rows: runs that stand side by side, also on a tilted or bent photograph."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mantetong.materials.reading.shapes import Line, Quad


@dataclass(frozen=True)
class Row:
    """Runs of one printed row from left to right."""

    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """The runs joined by two blanks, so that a pattern can tell a new cell from a blank within one."""
        return "  ".join(line.text for line in self.lines)

    def lines_at(self, start: int, end: int) -> tuple[Line, ...]:
        """The runs that hold the characters from `start` to `end` of `text`."""
        found, position = [], 0
        for line in self.lines:
            if position < end and start < position + len(line.text):
                found.append(line)
            position += len(line.text) + 2
        return tuple(found)


def around(lines: tuple[Line, ...]) -> Quad:
    """One quad round several runs of a row."""
    (a, *_), (_, b, *_) = lines[0].quad, lines[-1].quad
    return a, b, lines[-1].quad[2], lines[0].quad[3]


def rows_of(lines: tuple[Line, ...]) -> tuple[Row, ...]:
    """All runs in rows from top to bottom. The slope may change over the page: fitted on the long runs."""
    if not lines:
        return ()
    level = _levelled(lines)
    order = sorted(range(len(lines)), key=lambda index: level[index])
    height = float(np.median([line.height for line in lines]))
    rows, current = [], [order[0]]
    for index in order[1:]:
        middle = float(np.mean([level[member] for member in current]))
        if level[index] - middle > 0.55 * max(height * 0.8, min(lines[index].height, height * 1.6)):
            rows.append(current)
            current = []
        current.append(index)
    return tuple(
        Row(tuple(sorted((lines[member] for member in row), key=lambda line: line.centre[0]))) for row in [*rows, current]
    )


def _levelled(lines: tuple[Line, ...]) -> np.ndarray:
    """The height of each run's middle if the page were straight and level."""
    centres = np.array([line.centre for line in lines])
    x0, y0 = centres.mean(axis=0)
    x, y = centres[:, 0] - x0, centres[:, 1]
    slope, grows = _slope(lines, y0)
    return y - (slope + grows * (y - y0)) * x


def _slope(lines: tuple[Line, ...], y0: float) -> tuple[float, float]:
    """The slope of the text at height `y0` and how much it grows per pixel downwards."""
    long = [line for line in lines if line.width > 3 * line.height]
    if not long:
        return 0.0, 0.0
    slopes = np.array([_line_slope(line) for line in long])
    weights = np.array([line.width for line in long])
    steady = np.abs(slopes - np.median(slopes)) < 0.12
    if steady.sum() < 6:
        return float(
            np.average(slopes[steady] if steady.any() else slopes, weights=weights[steady] if steady.any() else weights)
        ), 0.0
    heights = np.array([line.centre[1] for line in long])[steady] - y0
    grows, slope = np.polyfit(heights, slopes[steady], 1, w=weights[steady])
    return float(slope), float(grows)


def _line_slope(line: Line) -> float:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.quad
    return ((by - ay) + (cy - dy)) / max((bx - ax) + (cx - dx), 1.0)
