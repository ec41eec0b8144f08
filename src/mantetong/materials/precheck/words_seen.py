"""The second answer, with the words read: was it legible after all, is it whole, stamped, the right paper?"""

import re

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.domain.policy import SealRule
from mantetong.materials.precheck.measures import Measures
from mantetong.materials.precheck.pixels import touches_all_edges
from mantetong.materials.precheck.shapes import Asked, PageFinding, finding
from mantetong.materials.precheck.words import NAMES
from mantetong.materials.reading.page import confidence
from mantetong.materials.reading.shapes import PageReading, PaperReading

STAMPED = (PaperKind.DIAGNOSIS_CERTIFICATE, PaperKind.DISCHARGE_RECORD)
CARDS = (PaperKind.ID_FRONT, PaperKind.ID_BACK, PaperKind.SOCIAL_SECURITY_CARD)
_SIDES = {PaperKind.ID_FRONT, PaperKind.ID_BACK}
_UNSURE = {PaperKind.OTHER, PaperKind.NOT_A_DOCUMENT}
_ELECTRONIC = re.compile(r"电子(签章|印章|签名)|数字签名|本报告.{0,6}电子")
_LEGIBLE = 0.965
_BARELY = 0.94
_GREY_BELOW = 9.0
_LEAST_TEXT = {PaperKind.ID_FRONT: 40, PaperKind.ID_BACK: 25, PaperKind.SOCIAL_SECURITY_CARD: 35}
_PALE, _NO_INK = 55.0, 6.0
_TEXT_PIXELS, _TEXT_SLIGHT = 11.0, 14.0


def characters(page: PageReading) -> int:
    """How many characters were read on the page."""
    return sum(len(line.text) for line in page.lines)


def is_legible(page: PageReading) -> bool:
    """Enough words, read with the confidence that every acceptable page reaches (measured: 0.98)."""
    return characters(page) >= 60 and confidence(page.lines) >= _LEGIBLE


def text_height(page: PageReading) -> float:
    """The usual height of the print in pixels of the upload, 0 without print."""
    heights = sorted(line.height for line in page.lines)
    return heights[len(heights) // 2] / page.scale if heights else 0.0


def is_no_document(paper: PaperReading, page: PageReading, measures: Measures) -> bool:
    """Next to nothing is written, and what fills the picture is not pale like paper: a dark or blurred page is still a page."""
    if characters(page) >= 6 or paper.kind is not PaperKind.NOT_A_DOCUMENT:
        return False
    return measures.colourful > _PALE or measures.contrast < _NO_INK


def seal_findings(paper: PaperReading, page: PageReading, asked: Asked, measures: Measures) -> list[PageFinding]:
    """NO_SEAL and PHOTOCOPY, warnings both. Asked once a paper, on its last page."""
    found = []
    if measures.chroma < _GREY_BELOW and not asked.copy_allowed and paper.kind not in _UNSURE:
        found.append(finding(F.PHOTOCOPY, Level.WARN, page.page))
    if page.page != len(paper.pages) or not _must_be_stamped(paper.kind, asked):
        return found
    stamped = any(one.seals for one in paper.pages) or any(_ELECTRONIC.search(one.text) for one in paper.pages)
    # On a grey copy a seal has lost its red: the copy is named instead.
    if not stamped and not found:
        found.append(finding(F.NO_SEAL, Level.WARN, page.page))
    return found


def _must_be_stamped(kind: PaperKind, asked: Asked) -> bool:
    if asked.seal is not None:
        return asked.seal in (SealRule.MUST, SealRule.SHOULD) and kind not in CARDS
    return kind in STAMPED


def kind_findings(paper: PaperReading, asked: Asked) -> list[PageFinding]:
    """WRONG_SIDE for the other face of the card, WRONG_KIND for another known kind; an unknown kind is never wrong."""
    if not asked.wanted or paper.kind in asked.wanted or paper.kind in _UNSURE:
        return []
    words = {"wanted": "或".join(NAMES[kind] for kind in asked.wanted), "seen": NAMES[paper.kind]}
    if paper.kind in _SIDES and _SIDES & set(asked.wanted):
        return [finding(F.WRONG_SIDE, Level.REJECT, 1, **words)]
    return [finding(F.WRONG_KIND, Level.WARN, 1, **words)]


def cut_findings(paper: PaperReading, page: PageReading, measures: Measures) -> list[PageFinding]:
    """CUT_OFF: print runs into the picture's edge, or a card or page leaves the picture on a side where print is near."""
    if touches_all_edges(measures) and not _cut_lines(page):
        return []
    cut = _cut_lines(page)
    if len(cut) >= 2:
        return [finding(F.CUT_OFF, Level.REJECT, page.page)]
    return [finding(F.CUT_OFF, Level.WARN, page.page)] if cut else []


def _cut_lines(page: PageReading) -> list[str]:
    turned = page.rotation in (90, 270)
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    width, height = width * page.scale, height * page.scale
    return [
        line.text
        for line in page.lines
        if line.width > 1.5 * line.height
        and (min(x for x, _ in line.quad) < 3 or max(x for x, _ in line.quad) > width - 3
             or min(y for _, y in line.quad) < 2 or max(y for _, y in line.quad) > height - 2)
    ]  # fmt: skip


def size_findings(page: PageReading) -> list[PageFinding]:
    """LOW_RESOLUTION by the height of the print."""
    height = text_height(page)
    if not 0 < height < _TEXT_SLIGHT or is_legible(page):
        return []
    return [finding(F.LOW_RESOLUTION, Level.REJECT if height < _TEXT_PIXELS else Level.WARN, page.page)]
