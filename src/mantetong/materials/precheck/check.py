# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""Checking a whole file: pixels, then words, then what the two together allow to say."""

from dataclasses import dataclass, replace

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.materials.cross_check.paper import paper_findings
from mantetong.materials.precheck import words_seen
from mantetong.materials.precheck.measures import Measures, measure
from mantetong.materials.precheck.pixels import pixel_findings
from mantetong.materials.precheck.shapes import Asked, PageFinding, finding
from mantetong.materials.precheck.wholeness import missing_findings
from mantetong.materials.reading.page import confidence, picture_of
from mantetong.materials.reading.reader import read_paper
from mantetong.materials.reading.shapes import PageReading, PaperReading
from mantetong.materials.safety.pages import CleanFile

_LEGIBILITY = (F.BLURRED, F.NOISE, F.LOW_RESOLUTION, F.DARK, F.GLARE)

_NEVER_ON_A_SCREEN = (F.GLARE, F.OVEREXPOSED, F.DARK, F.COVERED)
"""A screen's own picture is as bright and as dark as it was drawn."""
_PAGE_IN_DOUBT = (*_LEGIBILITY, F.OVEREXPOSED, F.COVERED, F.CUT_OFF, F.NOT_A_DOCUMENT)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read and what was found."""

    reading: PaperReading
    findings: tuple[PageFinding, ...]


def look(file: CleanFile) -> tuple[tuple[Measures, ...], tuple[PageFinding, ...]]:
    """The first answer: measures and findings of every page from its pixels alone."""
    measures = tuple(measure(picture_of(page), source=(page.source_width, page.source_height)) for page in file.pages)
    return measures, tuple(one for number, found in enumerate(measures, start=1) for one in pixel_findings(found, page=number))


def check_file(file: CleanFile, *, asked: Asked) -> Checked:
    """Both answers for a clean file."""
    measures, _ = look(file)
    reading = read_paper(file)
    return Checked(reading, findings_of(reading, measures, asked=asked, shrunk=file.shrunk))


def findings_of(
    reading: PaperReading, measures: tuple[Measures, ...], *, asked: Asked, shrunk: bool = False
) -> tuple[PageFinding, ...]:
    """All findings of a paper that was measured and read, the worst first."""
    found = [finding(F.TOO_LARGE, Level.INFO, 1)] if shrunk else []
    for page, measured in zip(reading.pages, measures, strict=True):
        found += _of_page(reading, page, measured, asked)
    found += words_seen.kind_findings(reading, asked)
    found += paper_findings(reading, asked=asked)
    if not any(one.code in _PAGE_IN_DOUBT and one.level is Level.REJECT for one in found):
        found += missing_findings(reading, asked)
    order = list(Level)
    return tuple(sorted(found, key=lambda one: (order.index(one.level), one.page)))


def _of_page(reading: PaperReading, page: PageReading, measured: Measures, asked: Asked) -> list[PageFinding]:
    if words_seen.is_no_document(reading, page, measured):
        return [finding(F.NOT_A_DOCUMENT, Level.REJECT, page.page)]
    found = _seen(reading, page, measured)
    illegible = any(one.level is Level.REJECT for one in found)
    if not illegible:
        found += _poorly_read(reading, page, found)
    if reading.kind is not PaperKind.E_CREDENTIAL_SCREENSHOT:
        found += words_seen.cut_findings(reading, page, measured)
    found += words_seen.size_findings(reading.kind, page)
    if not any(one.code in (F.BLURRED, F.DARK, F.NOT_A_DOCUMENT) and one.level is Level.REJECT for one in found):
        found += words_seen.seal_findings(reading, page, asked, measured)
    if page.rotation:
        found.append(finding(F.ROTATED, Level.INFO, page.page))
    return _once(found)


def _seen(reading: PaperReading, page: PageReading, measured: Measures) -> list[PageFinding]:
    """What the pixels said, where the words do not know better."""
    pixels = [_judged_with_words(one, reading.kind, page) for one in pixel_findings(measured, page=page.page)]
    without = _NEVER_ON_A_SCREEN if reading.kind is PaperKind.E_CREDENTIAL_SCREENSHOT else ()
    if words_seen.is_all_there(reading, measured):
        without = (*without, F.COVERED)
    return [one for one in pixels if one and one.code not in without]


def _judged_with_words(one: PageFinding, kind: PaperKind, page: PageReading) -> PageFinding | None:
    """What pixels doubt, words decide: a page that reads well is fine, one that does not is sent back. What pixels reject stays."""
    if one.code not in _LEGIBILITY or one.level is not Level.WARN:
        return one
    if words_seen.is_legible(kind, page):
        return None
    return replace(one, level=Level.REJECT) if confidence(page.lines) < words_seen.BARELY else one


def _poorly_read(reading: PaperReading, page: PageReading, found: list[PageFinding]) -> list[PageFinding]:
    """Words are there but cannot be made out: blurred, unless something else already says why."""
    if found or not page.lines or reading.kind is PaperKind.NOT_A_DOCUMENT:
        return []
    return [finding(F.BLURRED, Level.WARN, page.page)] if confidence(page.lines) < 0.9 else []


def _once(found: list[PageFinding]) -> list[PageFinding]:
    """The worst finding of each code."""
    order = list(Level)
    best: dict[F, PageFinding] = {}
    for one in found:
        if one.code not in best or order.index(one.level) < order.index(best[one.code].level):
            best[one.code] = one
    return list(best.values())
