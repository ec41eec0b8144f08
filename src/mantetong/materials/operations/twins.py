"""The same page twice in one filing: the same file, or a second photograph of the same sheet.

Two photographs of a sheet share hardly a pixel, but their printed lines are the same. Two sheets of one form share their labels, never
their numbers. Pictures without print (ECG, film) are compared by their light and dark alone.
"""

from collections.abc import Sequence

from mantetong.materials.operations.beside import Beside
from mantetong.materials.precheck.measures import Measures
from mantetong.materials.reading.shapes import PageReading

_LEAST_LINES, _ALIKE, _BITS_APART = 6, 0.8, 4


def pages_twice(*, paper_id: int, papers: Sequence[Beside]) -> tuple[int, ...]:
    """The numbers of this paper's pages that an earlier paper of the filing shows already."""
    own = next((one for one in papers if one.paper_id == paper_id), None)
    if own is None:
        return ()
    earlier = [one for one in papers if one.paper_id < paper_id]
    if any(one.digest == own.digest for one in earlier):
        return (1,)
    seen = [pair for one in earlier for pair in zip(one.reading.pages, one.measures, strict=False)]
    return tuple(
        page.page
        for page, measured in zip(own.reading.pages, own.measures, strict=False)
        if any(_is_same(page, measured, *other) for other in seen)
    )


def _is_same(page: PageReading, measured: Measures, other: PageReading, others: Measures) -> bool:
    one, two = _lines(page), _lines(other)
    if min(len(one), len(two)) >= _LEAST_LINES:
        return len(one & two) >= _ALIKE * max(len(one), len(two))
    is_wordless = max(len(one), len(two)) < _LEAST_LINES and one == two
    return is_wordless and bool(measured.likeness) and (measured.likeness ^ others.likeness).bit_count() <= _BITS_APART


def _lines(page: PageReading) -> frozenset[str]:
    return frozenset(text for line in page.lines if len(text := line.text.replace(" ", "")) > 1)
