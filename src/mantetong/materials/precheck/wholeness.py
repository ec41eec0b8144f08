"""Is the paper all there? By the page numbers printed on it, and by how a discharge record begins and ends."""

import re

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.materials.precheck.shapes import Asked, PageFinding, finding
from mantetong.materials.precheck.words import BEGINS_LATE, PAGES_MISSING, STOPS_SHORT
from mantetong.materials.reading.shapes import PageReading, PaperReading

_COUNTERS = (
    re.compile(r"第\s*(?P<page>\d{1,3})\s*页\s*[,，/／|;；()（）]*\s*[共总]\s*(?P<of>\d{1,3})\s*页"),
    re.compile(r"[共总]\s*(?P<of>\d{1,3})\s*页\s*[,，/／|;；()（）]*\s*第\s*(?P<page>\d{1,3})\s*页"),
    re.compile(r"第?\s*(?P<page>\d{1,3})\s*[/／]\s*(?P<of>\d{1,3})\s*页|页\s*[码次数]\s*[:：]?\s*(?P<page2>\d{1,3})\s*[/／]\s*(?P<of2>\d{1,3})"),
    re.compile(r"[Pp]age\s*[:：]?\s*(?P<page>\d{1,3})\s*(?:of|/)\s*(?P<of>\d{1,3})"),
)  # fmt: skip
_BEGINS = re.compile(r"姓\s*名|入\s*院\s*(?:日期|时间|诊断|情况)|主\s*诉")
_ENDS = re.compile(r"出\s*院\s*(?:医嘱|时情况|情况|带药|建议|指导)|(?:医师|医生)\s*(?:签名|签字|签章)|注意事项|随诊|复诊|复查")
_MIDDLE = re.compile(r"入\s*院\s*(?:诊断|情况)|诊疗经过|治疗经过|住院经过|出\s*院\s*诊断")
_MOST_PAGES = 60
_LEAST_WORDS = 120


def printed_number(page: PageReading) -> tuple[int, int] | None:
    """Which page of how many the page says it is, or None where it does not say."""
    for line in page.lines:
        for counter in _COUNTERS:
            if found := counter.search(line.text):
                groups = {name.rstrip("2"): int(value) for name, value in found.groupdict().items() if value}
                if 1 <= groups["page"] <= groups["of"] <= _MOST_PAGES:
                    return groups["page"], groups["of"]
    return None


def missing_findings(paper: PaperReading, asked: Asked) -> list[PageFinding]:
    """PAGE_MISSING: a warning, for what is missing may still come; a mere note on one page of which nobody said what else there is."""
    level = Level.INFO if len(paper.pages) == 1 and asked.elsewhere is None else Level.WARN
    numbers = [number for page in paper.pages if (number := printed_number(page))]
    if numbers:
        return _by_number(numbers, asked.elsewhere or frozenset(), level)
    if paper.kind is PaperKind.DISCHARGE_RECORD and not asked.elsewhere:
        return _by_beginning_and_end(paper, level)
    return []


def _by_number(numbers: list[tuple[int, int]], elsewhere: frozenset[int], level: Level) -> list[PageFinding]:
    most = max(of for _, of in numbers)
    absent = sorted(set(range(1, most + 1)) - {page for page, _ in numbers} - elsewhere)
    # A folder of several papers in one file starts its numbers anew: only a single paper's numbers can be held against each other.
    if not absent or len({of for _, of in numbers}) > 1:
        return []
    pages = "、".join(str(page) for page in absent)
    return [finding(F.PAGE_MISSING, level, 1, say=PAGES_MISSING.format(of=most, pages=pages))]


def _by_beginning_and_end(paper: PaperReading, level: Level) -> list[PageFinding]:
    text = "\n".join(page.text for page in paper.pages)
    if len(text) < _LEAST_WORDS or not _MIDDLE.search(text):
        return []
    last = len(paper.pages)
    if not _ENDS.search(text) and not any(page.seals for page in paper.pages):
        return [finding(F.PAGE_MISSING, level, last, say=STOPS_SHORT)]
    return [] if _BEGINS.search(text) else [finding(F.PAGE_MISSING, level, 1, say=BEGINS_LATE)]
