"""Taking papers, giving them an order, taking them away again."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from mantetong.cases.operations.draft import hold_for_papers
from mantetong.cases.queries import CaseCard, FilingCard, filing_card
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.domain.papers import CARDS, PaperKind
from mantetong.domain.policy import Slot
from mantetong.domain.stages import Stage, is_reopenable
from mantetong.materials.checklist import policy_behind, slot_of
from mantetong.materials.errors import NoSuchPaper, PapersClosed, TooManyFiles
from mantetong.materials.models import Paper, PaperPage, PaperState
from mantetong.materials.operations.blobs import keep_blob, release_blobs
from mantetong.materials.operations.holding import Arrival, hold_for_scanner, quarantine
from mantetong.materials.operations.standing import note_done_for_owner
from mantetong.materials.safety import limits, scanner
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.errors import Infected
from mantetong.materials.safety.names import plain_name
from mantetong.materials.safety.pages import CleanFile, CleanPage
from mantetong.outside.keys import key_ring
from mantetong.queue.announce import announce
from mantetong.web.clock import day_of


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A paper that was taken: `key` stands in addresses."""

    id: int
    key: str


def receive_paper(*, filing_id: int, slot: str, name: str, content: bytes, by: Actor, at: datetime) -> PaperRef:
    """Take one file into a slot: decoded in the cell, cleaned, encrypted, flushed to disk, queued for reading.

    The same file in the same slot again is the paper already there. What the scanner objects to goes to quarantine; while it is
    away the paper is taken and its original waits for it. Raises UnsafeFile (EmptyFile, WrongType, TooLarge, UnreadableFile,
    LockedPdf, Infected), UnknownSlot, TooManyFiles, PapersClosed.
    """
    filing = filing_card(filing_id)
    _ensure_open(filing)
    place = slot_of(filing, code=slot, on=day_of(at))
    digest = key_ring().digest(content, purpose="readings")
    if standing := _standing(filing_id, slot, digest):
        return standing
    _ensure_room(filing, place, at)
    arrival = Arrival(filing, slot, name, by, at)
    is_scanned = _is_scanned(arrival, content)
    file = take_in(content=content, page_bytes=_page_bytes(filing, place, at), on_card=_is_for_cards(place))
    keys = [keep_blob(content=page.jpeg, person_id=filing.person_id, at=at) for page in file.pages]
    return _written(arrival=arrival, digest=digest, file=file, keys=keys, waiting=b"" if is_scanned else content)


def _is_scanned(arrival: Arrival, content: bytes) -> bool:
    """False while the scanner is away. Raises Infected."""
    try:
        found = scanner.found_in(content, socket=settings.MANTETONG_ENVIRONMENT.clamd_socket)
    except scanner.ScannerAway:
        return False
    if found:
        quarantine(arrival=arrival, content=content, found=found)
        raise Infected
    return True


def _page_bytes(filing: FilingCard, slot: Slot, at: datetime) -> int:
    """What the pack allows a page; larger photographs are compressed to it."""
    allowed = slot.max_bytes or policy_behind(filing, on=day_of(at)).max_file_bytes.value
    return min(limits.CLEAN_BYTES, max(limits.LEAST_PAGE_BYTES, allowed))


def _is_for_cards(slot: Slot) -> bool:
    """A place for cards and screenshots only, where a live payment code may come and no other code is needed."""
    return PaperKind.E_CREDENTIAL_SCREENSHOT in slot.takes and not set(slot.takes) - CARDS


def _standing(filing_id: int, slot: str, digest: str) -> PaperRef | None:
    row = Paper.objects.filter(filing_id=filing_id, slot=slot, digest=digest, removed_at=None).first()
    return PaperRef(row.pk, row.key) if row else None


def _ensure_open(filing: FilingCard) -> None:
    """Drafts, running supplements, and cases that one tap takes up again: what is missing is put in before the tap."""
    if not filing.is_draft and not any(_takes_papers(case) for case in filing.cases):
        raise PapersClosed


def _takes_papers(case: CaseCard) -> bool:
    return case.stage is Stage.SUPPLEMENTING or is_reopenable(stage=case.stage, outcome=case.outcome)


def room_for_another(*, filing_id: int, slot: str, at: datetime) -> None:
    """Make sure, until the transaction ends, that a paper can come into the slot. Raises PapersClosed, UnknownSlot, TooManyFiles."""
    hold_for_papers(filing_id=filing_id, at=at)
    filing = filing_card(filing_id)
    _ensure_open(filing)
    _ensure_room(filing, slot_of(filing, code=slot, on=day_of(at)), at)


def _ensure_room(filing: FilingCard, slot: Slot, at: datetime) -> None:
    """A PDF counts once, whatever its pages."""
    standing = Paper.objects.filter(filing_id=filing.id, removed_at=None)
    if standing.filter(slot=slot.code).count() >= slot.pages:
        raise TooManyFiles(slot.pages)
    most = policy_behind(filing, on=day_of(at)).max_files.value
    if standing.count() >= most:
        raise TooManyFiles(most)


@transaction.atomic
def _written(*, arrival: Arrival, digest: str, file: CleanFile, keys: list[str], waiting: bytes) -> PaperRef:
    """`waiting` is the original when the scanner still has to see it."""
    filing, slot, at = arrival.filing, arrival.slot, arrival.at
    # Counted once more behind the lock: two files may have found the last place free at the same time.
    hold_for_papers(filing_id=filing.id, at=at)
    if standing := _standing(filing.id, slot, digest):
        return standing
    _ensure_room(filing, slot_of(filing, code=slot, on=day_of(at)), at)
    paper = _paper_of(arrival, digest, file)
    PaperPage.objects.bulk_create(
        _page_of(paper, number, page, key) for number, (page, key) in enumerate(zip(file.pages, keys, strict=True), start=1)
    )
    release_blobs(keys)
    if waiting:
        # An original with a live payment code is not kept, not even sealed: its pages are scanned in its stead.
        is_covered = any(page.covered for page in file.pages)
        original = b"".join(page.jpeg for page in file.pages) if is_covered else waiting
        hold_for_scanner(arrival=arrival, content=original, paper_id=paper.pk)
    note_done_for_owner(paper_id=paper.pk)
    announce(Event.PAPER_RECEIVED, paper_id=paper.pk, filing_id=filing.id)
    return PaperRef(paper.pk, paper.key)


def _paper_of(arrival: Arrival, digest: str, file: CleanFile) -> Paper:
    """The row of a new paper, last in its slot."""
    filing, slot = arrival.filing, arrival.slot
    last = Paper.objects.filter(filing_id=filing.id, slot=slot).aggregate(last=Max("position"))["last"] or 0
    return Paper.objects.create(
        filing_id=filing.id, slot=slot, digest=digest, position=last + 1, name=plain_name(arrival.name), type=file.type, shrunk=file.shrunk,
        account_id=arrival.by.account_id, at=arrival.at, size=sum(len(page.jpeg) for page in file.pages), round=0 if filing.is_draft else 1,
    )  # fmt: skip


def _page_of(paper: Paper, number: int, page: CleanPage, key: str) -> PaperPage:
    text = msgspec.json.encode(page.text).decode() if page.text else None
    return PaperPage(
        paper=paper,
        number=number,
        width=page.width,
        height=page.height,
        storage_key=key,
        covered=page.covered or None,
        text=text,
    )


@transaction.atomic
def remove_paper(*, paper_id: int, by: Actor, at: datetime) -> None:
    """Take a paper out of its slot. The row stays for the record. Raises NoSuchPaper, PapersClosed.

    After submission only what came with the running supplement can be taken back.
    """
    paper = Paper.objects.select_for_update().filter(pk=paper_id, removed_at=None).first()
    if paper is None:
        raise NoSuchPaper
    filing = filing_card(paper.filing_id)
    _ensure_open(filing)
    if not filing.is_draft and not (paper.round and by.account_id == paper.account_id):
        raise PapersClosed
    paper.removed_at, paper.state = at, PaperState.REMOVED
    paper.save(update_fields=["removed_at", "state"])


@transaction.atomic
def reorder(*, filing_id: int, slot: str, keys: tuple[str, ...]) -> None:
    """Put the papers of a slot in the order of their keys; those not named follow. Raises PapersClosed."""
    _ensure_open(filing_card(filing_id))
    papers = {
        paper.key: paper for paper in Paper.objects.select_for_update().filter(filing_id=filing_id, slot=slot, removed_at=None)
    }
    named = [papers.pop(key) for key in dict.fromkeys(keys) if key in papers]
    ordered = [*named, *sorted(papers.values(), key=lambda paper: (paper.position, paper.pk))]
    for position, paper in enumerate(ordered, start=1):
        paper.position = position
    Paper.objects.bulk_update(ordered, ["position"])
