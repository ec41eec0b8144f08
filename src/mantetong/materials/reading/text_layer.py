"""A PDF's own words beside what is seen on its page: they confirm a reading and spell it, and are never evidence of their own.

A font may draw other signs than it names, and text may stand where no picture shows it: what nobody sees, the paper does not say.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from mantetong.materials.reading.shapes import Line
from mantetong.materials.safety.pages import TextRun

_NEAR = 0.2
"""Of the characters: further apart, the two are not two readings of one run."""
_SURE, _DOUBTED = 0.9, 0.5
_BLANK = re.compile(r"\s+")


def confirmed(lines: Iterable[Line], runs: Sequence[TextRun], *, ratio: float) -> tuple[Line, ...]:
    """The lines that were read; those the PDF has word for word as it spells them, with score 1.

    Where the two differ, what was seen stands, but in doubt (no field is taken from it) unless it was read with confidence.
    `ratio` is how many pixels of the read picture one of the clean page has.
    """
    placed = [(*_middle(run, ratio), run.text) for run in runs]
    return tuple(_confirmed(line, _within(line, placed)) for line in lines)


def _confirmed(line: Line, own: str) -> Line:
    seen, said = _plain(line.text), _plain(own)
    if seen == said:
        return replace(line, text=own, score=1.0)
    if line.score < _SURE and Levenshtein.normalized_distance(seen, said) <= _NEAR:
        return replace(line, score=min(line.score, _DOUBTED))
    return line


def _within(line: Line, placed: Iterable[tuple[float, float, str]]) -> str:
    """The PDF's runs that stand in the line, from left to right."""
    xs, ys = [x for x, _ in line.quad], [y for _, y in line.quad]
    return " ".join(text for x, y, text in sorted(placed) if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys))


def _middle(run: TextRun, ratio: float) -> tuple[float, float]:
    return ratio * sum(x for x, _ in run.quad) / 4, ratio * sum(y for _, y in run.quad) / 4


def _plain(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))
