"""The shapes that travel through reading. All quads run clockwise from the upper left of the text."""

from dataclasses import dataclass, field
from typing import Any

from mantetong.domain.papers import PaperKind

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed run. `quad` in pixels of the upright working picture, `score` 0–1."""

    text: str
    quad: Quad
    score: float

    @property
    def centre(self) -> Point:
        """The middle of the quad."""
        return sum(x for x, _ in self.quad) / 4, sum(y for _, y in self.quad) / 4

    @property
    def height(self) -> float:
        """The mean length of the quad's left and right sides."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.quad
        return (((ax - dx) ** 2 + (ay - dy) ** 2) ** 0.5 + ((bx - cx) ** 2 + (by - cy) ** 2) ** 0.5) / 2

    @property
    def width(self) -> float:
        """The length of the upper side."""
        (ax, ay), (bx, by), *_ = self.quad
        return ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp found on the page, in pixels of the upright working picture. `text` is empty where the ring was not read."""

    centre: Point
    radius: float
    score: float
    text: str = ""
    text_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """A value with its place. `page` counts from 1, `rule` names what found it."""

    name: str
    value: Any
    page: int
    quad: Quad
    score: float
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page read. `rotation` is by how many degrees clockwise the upload was turned; `scale` working pixels per uploaded pixel.

    `copied_seals` are grey rings: the page is a copy of a stamped one. `unread` counts the runs found that nobody could make out.
    """

    page: int
    width: int
    height: int
    rotation: int
    scale: float
    lines: tuple[Line, ...]
    seals: tuple[Seal, ...] = ()
    copied_seals: tuple[Seal, ...] = ()
    unread: int = 0

    @property
    def text(self) -> str:
        """All words, one run a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A whole file read."""

    kind: PaperKind
    pages: tuple[PageReading, ...]
    fields: tuple[Field, ...] = field(default=())

    def first(self, name: str) -> object | None:
        """The value of the first field called `name`, or None when it was not read."""
        return next((found.value for found in self.fields if found.name == name), None)
