"""What the reading process writes: pixels first, words a moment later, both by content so that nothing is read twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from django.db import transaction

from mantetong.cases.queries import filing_card
from mantetong.domain.events import Event
from mantetong.domain.papers import FindingCode, Level, PaperKind
from mantetong.materials.asking import asked_by
from mantetong.materials.checklist import look_back_of, slot_of
from mantetong.materials.models import Paper, PaperFinding, PaperPage, PaperState, Reading
from mantetong.materials.operations.beside import Beside, papers_read
from mantetong.materials.operations.page_numbers import forget_missing_pages, numbers_elsewhere
from mantetong.materials.operations.remaking import cover_codes, put_upright
from mantetong.materials.operations.standing import standing_findings
from mantetong.materials.operations.tracing import leave_traces
from mantetong.materials.operations.twins import pages_twice
from mantetong.materials.precheck.check import findings_of, look
from mantetong.materials.precheck.measures import Measures, outlined_as_shown
from mantetong.materials.precheck.pixels import PIXEL_CODES
from mantetong.materials.precheck.shapes import PageFinding, finding
from mantetong.materials.reading.placing import as_shown, turned_box
from mantetong.materials.reading.reader import read_paper
from mantetong.materials.reading.shapes import PaperReading
from mantetong.materials.safety.pages import CleanFile, CleanPage, TextRun
from mantetong.outside.documents import fetch
from mantetong.people.queries import person_card
from mantetong.queue.announce import announce
from mantetong.web.clock import day_of

ENGINE = "ppocr6s-5"


class Kept(msgspec.Struct, frozen=True):
    """What is kept of a reading: the words with quads in pixels of the pages as shown, how far each was turned, and what the pixels said."""

    reading: PaperReading
    turned: tuple[int, ...]
    measures: tuple[Measures, ...]


def process_paper(*, paper_id: int, at: datetime) -> None:
    """Check and read a paper, unless that has been done. Safe to run twice."""
    paper = Paper.objects.filter(pk=paper_id, removed_at=None).first()
    if paper is None or paper.state in (PaperState.READ, PaperState.NOT_READ):
        return
    known = Reading.objects.filter(digest=paper.digest, engine=ENGINE).first()
    kept = msgspec.json.decode(known.content, type=Kept) if known else _read(paper)
    note_reading(paper_id=paper_id, kept=kept, at=at)


def _read(paper: Paper) -> Kept:
    file = _clean_file(paper)
    measures, seen = look(file)
    note_pixels(paper_id=paper.pk, findings=seen)
    reading = read_paper(file)
    turned = tuple(page.rotation for page in reading.pages)
    return Kept(as_shown(reading), turned, measures)


def _clean_file(paper: Paper) -> CleanFile:
    pages = tuple(_clean_page(page) for page in paper.sheets.order_by("number"))
    return CleanFile(paper.type, pages, paper.shrunk)


def _clean_page(page: PaperPage) -> CleanPage:
    text = msgspec.json.decode(page.text, type=tuple[TextRun, ...]) if page.text else ()
    return CleanPage(fetch(page.storage_key), page.width, page.height, page.width, page.height, text=text)


@transaction.atomic
def note_pixels(*, paper_id: int, findings: tuple[PageFinding, ...]) -> None:
    """Keep the first answer, so that the page can show it while the words are still being read."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.state == PaperState.RECEIVED:
        _replace_findings(paper, findings)
        paper.state = PaperState.CHECKED
        paper.save(update_fields=["state"])


@transaction.atomic
def note_reading(*, paper_id: int, kept: Kept, at: datetime) -> None:
    """Keep the second answer: reading, kind, findings, pages put upright. Announces PAPER_READ."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if paper.state in (PaperState.READ, PaperState.REMOVED):
        return
    Reading.objects.update_or_create(
        digest=paper.digest, defaults={"content": msgspec.json.encode(kept).decode(), "engine": ENGINE, "at": at}
    )
    put_upright(paper_id=paper.pk, turned=kept.turned)
    if kept.reading.kind is PaperKind.E_CREDENTIAL_SCREENSHOT:
        cover_codes(paper_id=paper.pk)
    papers = tuple(papers_read(filing_id=paper.filing_id))
    _replace_findings(paper, _findings(paper, kept, papers, at))
    forget_missing_pages(paper_id=paper.pk, papers=papers)
    paper.kind, paper.state, paper.read_at = kept.reading.kind, PaperState.READ, at
    paper.save(update_fields=["kind", "state", "read_at"])
    leave_traces(paper_id=paper.pk, reading=kept.reading, at=at)
    announce(Event.PAPER_READ, paper_id=paper.pk, filing_id=paper.filing_id)


def _findings(paper: Paper, kept: Kept, papers: Sequence[Beside], at: datetime) -> tuple[PageFinding, ...]:
    filing = filing_card(paper.filing_id)
    person = person_card(filing.person_id)
    slot = slot_of(filing, code=paper.slot, on=day_of(at))
    oldest = look_back_of(filing, on=day_of(at))
    asked = asked_by(slot, name=person.name, id_number=person.id_number, on=day_of(at), oldest=oldest)
    asked = replace(asked, elsewhere=numbers_elsewhere(paper_id=paper.pk, papers=papers))
    measures = tuple(outlined_as_shown(one, by=by) for one, by in zip(kept.measures, kept.turned, strict=True))
    found = tuple(_as_shown(one, kept) for one in findings_of(kept.reading, measures, asked=asked, shrunk=paper.shrunk))
    found += tuple(finding(FindingCode.ROTATED, Level.INFO, number) for number, by in enumerate(kept.turned, start=1) if by)
    twice = pages_twice(paper_id=paper.pk, papers=papers)
    return (*found, *(finding(FindingCode.SAME_PAGE_TWICE, Level.INFO, number) for number in twice))


def _as_shown(one: PageFinding, kept: Kept) -> PageFinding:
    """What pixels found has its box on the page before it was turned."""
    by, measured = kept.turned[one.page - 1], kept.measures[one.page - 1]
    if not one.box or not by or one.code not in PIXEL_CODES:
        return one
    return replace(one, box=turned_box(one.box, by=by, width=measured.width, height=measured.height))


def _replace_findings(paper: Paper, findings: tuple[PageFinding, ...]) -> None:
    paper.findings.all().delete()
    once = {(one.page, one.code): one for one in reversed((*findings, *standing_findings(paper_id=paper.pk)))}
    PaperFinding.objects.bulk_create(
        PaperFinding(paper=paper, page=one.page, code=one.code, level=one.level, say=one.say, box=one.box)
        for one in once.values()
    )
