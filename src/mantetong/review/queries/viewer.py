"""The papers as the viewer shows them: the strip of pages, the page on show with its outlined places and what the check boxed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mantetong.review.papers import Box, PageView, PaperView
from mantetong.web.shapes import Tone


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see: a paper by key, its page, and the criterion whose place is outlined."""

    paper: str = ""
    page: int = 1
    path: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Choice":
        """From the address; nonsense counts as nothing chosen."""
        page = asked.get("page", "")
        return cls(asked.get("paper", ""), int(page) if page.isdecimal() and len(page) < 6 else 1, asked.get("path", ""))  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Shown:
    """The page on show, in its own pixels, with outlined places as SVG points and the check's findings as boxes."""

    title: str
    url: str
    width: int
    height: int
    quads: tuple[str, ...]
    boxes: tuple[Box, ...]
    paper: str
    page: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of the strip. `boxes` is what a script draws, as "x,y,width,height,words" joined by "|"."""

    url: str
    label: str
    image_url: str
    small_url: str
    is_here: bool
    title: str
    width: int
    height: int
    paper: str
    boxes: str


@dataclass(frozen=True, slots=True)
class StripPaper:
    """One paper in the strip with what the pre-check says about it."""

    slot_name: str
    kind: str
    is_new: bool
    pages: tuple[PageLink, ...]
    findings: tuple[tuple[str, Tone], ...]
    is_read: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Addresses on this screen, relative to the page it stands on."""

    case_reference: str
    choice: Choice

    def to(self, paper: str, page: int, path: str = "") -> str:
        """The address of a page of a paper."""
        asked = {"case": self.case_reference, "paper": paper, "page": page} | ({"path": path} if path else {})
        return f"?{urlencode(asked)}"


def shown_page(shelf: Sequence[PaperView], choice: Choice, evidence: Sequence[Mapping[str, Any]]) -> Shown | None:
    """The page asked for, else the first there is; the places the evidence names on it are outlined."""
    paper = next((one for one in shelf if one.key == choice.paper), None) or next((one for one in shelf if one.pages), None)
    if paper is None or not paper.pages:
        return None
    page = next((one for one in paper.pages if one.number == choice.page), paper.pages[0])
    here = [item for item in evidence if item.get("paper_id") == paper.id and item.get("page") == page.number]
    quads = tuple(points for item in here if (points := points_of(item)))
    boxes = tuple(box for box in paper.boxes if box.page == page.number)
    title = f"{paper.slot_name} 第{page.number}页"
    return Shown(title, page.url, page.width, page.height, quads, boxes, paper.key, page.number)


def points_of(evidence: Mapping[str, Any]) -> str:
    """The place of a fact as SVG points, empty without one."""
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in evidence.get("quad") or ())


def strip_of(paper: PaperView, *, case_reference: str, shown: Shown | None) -> StripPaper:
    """One paper of the strip."""
    pages = tuple(_page(paper, page, Link(case_reference, Choice()), shown) for page in paper.pages)
    return StripPaper(paper.slot_name, paper.kind, paper.round > 0, pages, paper.findings, paper.is_read)


def _page(paper: PaperView, page: PageView, link: Link, shown: Shown | None) -> PageLink:
    boxes = "|".join(f"{box.x},{box.y},{box.width},{box.height},{box.said}" for box in paper.boxes if box.page == page.number)
    return PageLink(
        url=link.to(paper.key, page.number),
        label=f"{page.number}",
        image_url=page.url,
        small_url=f"{page.url}?small=1",
        is_here=bool(shown and shown.url == page.url),
        title=f"{paper.slot_name} 第{page.number}页",
        width=page.width,
        height=page.height,
        paper=paper.key,
        boxes=boxes,
    )
