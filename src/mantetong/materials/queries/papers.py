"""Papers as cards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from mantetong.cases.queries import may_see_filing
from mantetong.domain.actor import Actor
from mantetong.domain.papers import FindingCode, Level, PaperKind
from mantetong.materials.errors import NoSuchPaper
from mantetong.materials.models import Paper, PaperState, Reading
from mantetong.materials.reading.shapes import PaperReading


@dataclass(frozen=True, slots=True)
class PageCard:
    """One page as shown, in pixels."""

    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding. `box` (left, top, right, bottom) in pixels of the page as shown."""

    page: int
    code: FindingCode
    level: Level
    say: str
    box: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class FieldCard:
    """One value that was read, with its place in pixels of the page as shown. A `lab` is a mapping."""

    name: str
    value: Any
    page: int
    quad: tuple[tuple[float, float], ...]
    score: float


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper of a filing. `round` 0 came with the application, 1 with the supplement."""

    id: int
    key: str
    filing_id: int
    slot: str
    name: str
    kind: PaperKind
    state: PaperState
    at: datetime
    account_id: int | None
    round: int
    pages: tuple[PageCard, ...]
    findings: tuple[FindingCard, ...]

    @property
    def is_settled(self) -> bool:
        """Reading is over, whether it succeeded or not."""
        return self.state in (PaperState.READ, PaperState.NOT_READ)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What its findings ask for, every sentence once. A note (`info`) asks for nothing."""
        return tuple(dict.fromkeys(found.say for found in self.findings if found.level is not Level.INFO))

    @property
    def worst(self) -> Level | None:
        """The worst level among its findings, None when nothing was found."""
        levels = {found.level for found in self.findings}
        return next((level for level in Level if level in levels), None)


def papers_of(filing_id: int) -> tuple[PaperCard, ...]:
    """The papers that stand in a filing, by slot and order. Three queries."""
    rows = Paper.objects.filter(filing_id=filing_id, removed_at=None).prefetch_related("sheets", "findings")
    return tuple(_card(row) for row in rows.order_by("slot", "position", "pk"))


def paper_card(paper_id: int) -> PaperCard:
    """One standing paper by id, for jobs and operations. Raises NoSuchPaper."""
    row = Paper.objects.filter(pk=paper_id, removed_at=None).prefetch_related("sheets", "findings").first()
    if row is None:
        raise NoSuchPaper
    return _card(row)


def paper_for(*, viewer: Actor, key: str, at: datetime) -> PaperCard:
    """The paper if `viewer` may see its filing. Raises NoSuchPaper for not allowed and not found alike."""
    row = Paper.objects.filter(key=key, removed_at=None).prefetch_related("sheets", "findings").first()
    if row is None or not may_see_filing(viewer=viewer, filing_id=row.filing_id, at=at):
        raise NoSuchPaper
    return _card(row)


def has_paper_since(*, filing_id: int, slot: str, since: datetime) -> bool:
    """True when a standing paper came into the slot after the moment `since`."""
    return Paper.objects.filter(filing_id=filing_id, slot=slot, at__gt=since, removed_at=None).exists()


def reading_of(paper_id: int) -> tuple[FieldCard, ...]:
    """Every field read on the paper; empty while it has not been read."""
    digest = Paper.objects.filter(pk=paper_id, state=PaperState.READ).values_list("digest", flat=True).first()
    reading = stored_reading(digest) if digest else None
    return tuple(FieldCard(one.name, one.value, one.page, one.quad, one.score) for one in reading.fields) if reading else ()


class _Stored(msgspec.Struct):
    reading: PaperReading


def stored_reading(digest: str) -> PaperReading | None:
    """The reading kept under the content's digest."""
    content = Reading.objects.filter(digest=digest).values_list("content", flat=True).first()
    return msgspec.json.decode(content, type=_Stored).reading if content else None


def _card(row: Paper) -> PaperCard:
    order = list(Level)
    findings = sorted(row.findings.all(), key=lambda one: (order.index(Level(one.level)), one.page, one.code))
    return PaperCard(
        id=row.pk,
        key=row.key,
        filing_id=row.filing_id,
        slot=row.slot,
        name=row.name,
        kind=PaperKind(row.kind),
        state=PaperState(row.state),
        at=row.at,
        account_id=row.account_id,
        round=row.round,
        pages=tuple(PageCard(one.number, one.width, one.height) for one in sorted(row.sheets.all(), key=lambda one: one.number)),
        findings=tuple(
            FindingCard(one.page, FindingCode(one.code), Level(one.level), one.say, tuple(one.box) if one.box else None)
            for one in findings
        ),
    )
