# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""The second answer, with the words read: was it legible after all, is it whole, stamped, the right paper?"""

import re
from collections.abc import Mapping
from typing import Any

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.domain.policy import SealRule
from mantetong.materials.precheck.measures import Measures
from mantetong.materials.precheck.pixels import (
    DARK_BELOW,
    NOISY_ABOVE,
    SKIN_ABOVE,
    SOFT_BELOW,
    STREAK_SLIGHT,
    is_white_scan,
    touches_all_edges,
)
from mantetong.materials.precheck.shapes import Asked, Box, PageFinding, finding
from mantetong.materials.precheck.words import NAMES
from mantetong.materials.reading.fields import LEAST_SCORE
from mantetong.materials.reading.page import confidence
from mantetong.materials.reading.placing import to_upload
from mantetong.materials.reading.shapes import Line, PageReading, PaperReading

STAMPED = (PaperKind.DIAGNOSIS_CERTIFICATE, PaperKind.DISCHARGE_RECORD)
CARDS = (PaperKind.ID_FRONT, PaperKind.ID_BACK, PaperKind.SOCIAL_SECURITY_CARD)
_SIDES = {PaperKind.ID_FRONT, PaperKind.ID_BACK}
_UNSURE = {PaperKind.OTHER, PaperKind.NOT_A_DOCUMENT}
_DAY = re.compile(r"(?:19|20)\d\d\s*[年./-]|\d\s*月\s*\d{1,2}\s*日")
_ELECTRONIC = re.compile(r"电子(签章|印章|签名)|数字签名|本报告.{0,6}电子")
_LEGIBLE = 0.965
BARELY = 0.94
_GREY_BELOW, _NO_COLOUR = 3.0, 1.2
_LEAST_TEXT, _LEAST_ON_CARDS = 60, 25
_SOME, _FEW_RUNS, _PALE, _NO_INK, _BURNT, _PAGE_SHARE = 6, 3, 38.0, 6.0, 0.3, 0.35
_CARD, _A4, _TOUCH, _CLEAN_RIM, _TORN, _BESIDE, _STRIP = 1.586, 1.414, 0.25, 0.97, 0.15, 0.2, 0.05
_NEEDED = {
    PaperKind.DIAGNOSIS_CERTIFICATE: ("hospital", "date"),
    PaperKind.DISCHARGE_RECORD: ("hospital", "name"),
    PaperKind.LAB_REPORT: ("hospital", "name", "date"),
}
_WHOLE_CARD = {
    PaperKind.ID_FRONT: ("name", "sex", "ethnicity", "birth", "address", "id_number"),
    PaperKind.ID_BACK: ("issuer", "valid"),
    PaperKind.SOCIAL_SECURITY_CARD: ("name", "id_number", "card_number", "issue_date"),
}
_TEXT_PIXELS, _TEXT_SLIGHT = 11.0, 14.0


def characters(page: PageReading) -> int:
    """How many characters were read on the page."""
    return sum(len(line.text) for line in page.lines)


def is_legible(kind: PaperKind, page: PageReading) -> bool:
    """Enough words, read with the confidence that every acceptable page reaches (measured: 0.98)."""
    least = _LEAST_ON_CARDS if kind in CARDS else _LEAST_TEXT
    return characters(page) >= least and confidence(page.lines) >= _LEGIBLE


def text_height(page: PageReading) -> float:
    """The usual height of the print in pixels of the upload, 0 without print."""
    heights = sorted(line.height for line in page.lines)
    return heights[len(heights) // 2] / page.scale if heights else 0.0


def is_no_document(paper: PaperReading, page: PageReading, measures: Measures) -> bool:
    """Next to nothing is written, and the light would have shown it: a dark, burnt or blurred page is still a page.

    Where runs of print are seen that nobody can make out, it is a blurred page; a blurred desk has none.
    """
    if characters(page) >= _SOME or paper.kind is not PaperKind.NOT_A_DOCUMENT:
        return False
    washed_out = measures.burnt > _BURNT and not is_white_scan(measures)
    if washed_out or measures.luminance < DARK_BELOW or measures.noise > NOISY_ABOVE:
        return False
    is_sharp = measures.sharpness > SOFT_BELOW and measures.streak > STREAK_SLIGHT
    return (
        is_sharp
        or page.unread < _FEW_RUNS
        or measures.colourful > _PALE
        or measures.share < _PAGE_SHARE
        or measures.contrast < _NO_INK
    )


def is_all_there(paper: PaperReading, measures: Measures) -> bool:
    """Every field a card of this kind has was read, and next to nothing lies on it: a thumb at its rim hides nothing that counts.

    A finger that lies across a card is told even where every field was read beside it: what it hides nobody knows.
    """
    return measures.skin < SKIN_ABOVE and paper.kind in _WHOLE_CARD and not _lacks_fields(paper, _WHOLE_CARD)


def _lacks_fields(paper: PaperReading, needed: Mapping[PaperKind, tuple[str, ...]]) -> bool:
    return bool(_lost_fields(paper, needed))


def _lost_fields(paper: PaperReading, needed: Mapping[PaperKind, tuple[str, ...]]) -> set[str]:
    return {name for name in needed.get(paper.kind, ()) if paper.first(name) is None}


def seal_findings(paper: PaperReading, page: PageReading, asked: Asked, measures: Measures) -> list[PageFinding]:
    """NO_SEAL and PHOTOCOPY, warnings both. Asked once a paper, on its last page."""
    found = []
    if not asked.copy_allowed and paper.kind not in _UNSURE and _is_copy(paper.kind, page, measures):
        found.append(finding(F.PHOTOCOPY, Level.WARN, page.page))
    if page.page != len(paper.pages) or not _must_be_stamped(paper.kind, asked):
        return found
    stamped = any(one.seals for one in paper.pages) or any(_ELECTRONIC.search(one.text) for one in paper.pages)
    # On a grey copy a seal has lost its red: the copy is named instead.
    if not stamped and not found:
        found.append(finding(F.NO_SEAL, Level.WARN, page.page))
    return found


def _is_copy(kind: PaperKind, page: PageReading, measures: Measures) -> bool:
    """Grey where red or blue belongs, or a grey seal; a copy with a red seal of its own was stamped as true and is none.

    A sheet that bears no colour by nature (a report, a letter) is no copy for being grey. A round pattern on a card is no seal.
    """
    limit = _GREY_BELOW if kind in (*STAMPED, *CARDS) else _NO_COLOUR
    has_grey_seal = bool(page.copied_seals) and kind not in CARDS
    return not page.seals and (measures.chroma < limit or has_grey_seal)


def _must_be_stamped(kind: PaperKind, asked: Asked) -> bool:
    if asked.seal is not None:
        return asked.seal in (SealRule.MUST, SealRule.SHOULD) and kind not in CARDS
    return kind in STAMPED


def kind_findings(paper: PaperReading, asked: Asked) -> list[PageFinding]:
    """WRONG_SIDE for the other face of the card, WRONG_KIND for another known kind; an unknown kind is never wrong.

    A place for other papers takes whatever comes.
    """
    if not asked.wanted or paper.kind in asked.wanted or paper.kind in _UNSURE or PaperKind.OTHER in asked.wanted:
        return []
    words: dict[str, Any] = {"wanted": "或".join(NAMES[kind] for kind in asked.wanted), "seen": NAMES[paper.kind]}
    if paper.kind in _SIDES and _SIDES & set(asked.wanted):
        return [finding(F.WRONG_SIDE, Level.REJECT, 1, **words)]
    return [finding(F.WRONG_KIND, Level.WARN, 1, **words)]


def cut_findings(paper: PaperReading, page: PageReading, measures: Measures) -> list[PageFinding]:
    """CUT_OFF: print runs into the picture's edge, or the page leaves the picture and lacks its shape or what it must say."""
    cut = _cut_lines(page)
    torn_seal = paper.kind not in CARDS and _has_torn_seal(page)
    touched = not touches_all_edges(measures) and max(measures.edges) > _TOUCH and not _is_beside_its_words(page, measures)
    lacking = touched and (_is_misshapen(paper.kind, measures) or _lacks_words(paper, page))
    # On a card one run that leaves the picture takes the number or the name with it.
    torn = touched and cut and _lacks_fields(paper, _WHOLE_CARD)
    box = _round(cut, page) if cut else _along(page, measures)
    if len(cut) >= 2 or lacking or torn or (touched and torn_seal):
        return [finding(F.CUT_OFF, Level.REJECT, page.page, box=box)]
    return [finding(F.CUT_OFF, Level.WARN, page.page, box=box)] if cut and touched else []


def _round(lines: list[Line], page: PageReading) -> Box:
    """Round the lines, in pixels of the upload and within it."""
    points = [point for line in lines for point in to_upload(line.quad, page=page)]
    xs, ys = [min(max(0, round(x)), page.width) for x, _ in points], [min(max(0, round(y)), page.height) for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _along(page: PageReading, measures: Measures) -> Box:
    """The strip of the picture along the edge that the page leaves it by."""
    (width, height), edges = (page.width, page.height), measures.edges
    across, down = round(_STRIP * width), round(_STRIP * height)
    strips = (0, 0, across, height), (0, 0, width, down), (width - across, 0, width, height), (0, height - down, width, height)
    return strips[edges.index(max(edges))]


def _is_beside_its_words(page: PageReading, measures: Measures) -> bool:
    """Print stands outside of what was taken for the page: only its lit half, or the light part of a cloth. It says nothing of the sheet's edges."""
    if not measures.page_box or not page.lines:
        return False
    left, top, right, bottom = measures.page_box
    places = [to_upload(line.quad, page=page) for line in page.lines]
    middles = [(sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4) for quad in places]
    outside = sum(not (left <= x <= right and top <= y <= bottom) for x, y in middles)
    return outside > _BESIDE * len(middles)


def _is_misshapen(kind: PaperKind, measures: Measures) -> bool:
    """Cards have one shape; sheets mostly that of A4, so more is forgiven. A ragged outline is the desk's fault and says nothing."""
    if measures.solid < _CLEAN_RIM:
        return False
    if kind in CARDS:
        return abs(measures.aspect / _CARD - 1) > 0.1
    return kind not in _UNSURE and abs(measures.aspect / _A4 - 1) > 0.14


def _lacks_words(paper: PaperReading, page: PageReading) -> bool:
    lost = _lost_fields(paper, _NEEDED) - ({"date"} if _has_doubtful_day(page) else set())
    return len(paper.pages) == 1 and is_legible(paper.kind, page) and bool(lost)


def _has_doubtful_day(page: PageReading) -> bool:
    """A day stands on the page that no two readings gave alike: not read, yet not cut off."""
    return any(line.score < LEAST_SCORE and _DAY.search(line.text) for line in page.lines)


def _limits(page: PageReading) -> tuple[float, float]:
    """Width and height of the upright working picture."""
    turned = page.rotation in (90, 270)
    width, height = (page.height, page.width) if turned else (page.width, page.height)
    return width * page.scale, height * page.scale


def _has_torn_seal(page: PageReading) -> bool:
    """Part of a seal lies beyond the picture: so does the paper it stands on."""
    for seal in page.seals:
        for at, limit in zip(seal.centre, _limits(page), strict=True):
            if max(seal.radius - at, at + seal.radius - limit) > _TORN * seal.radius:
                return True
    return False


def _cut_lines(page: PageReading) -> list[Line]:
    limits = _limits(page)
    return [
        line
        for line in page.lines
        if line.width > 1.5 * line.height
        and (min(x for x, _ in line.quad) < 3 or max(x for x, _ in line.quad) > limits[0] - 3
             or min(y for _, y in line.quad) < 2 or max(y for _, y in line.quad) > limits[1] - 2)
    ]  # fmt: skip


def size_findings(kind: PaperKind, page: PageReading) -> list[PageFinding]:
    """LOW_RESOLUTION by the height of the print."""
    height = text_height(page)
    if not 0 < height < _TEXT_SLIGHT or is_legible(kind, page):
        return []
    return [finding(F.LOW_RESOLUTION, Level.REJECT if height < _TEXT_PIXELS else Level.WARN, page.page)]
