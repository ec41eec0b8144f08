"""Showing papers: rights checked, every look written down, and a pale mark on what staff see."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.operations import note_desk_look
from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor
from mantetong.materials.errors import NoSuchPaper
from mantetong.materials.models import Paper, PaperLook, PaperPage
from mantetong.materials.queries.papers import paper_for
from mantetong.outside.documents import fetch
from mantetong.people.queries import staff_display
from mantetong.policies.queries import policy_on
from mantetong.web.clock import day_of

WORDS = 0  # the page number of a look at what was read on a paper
_TAIL = 4


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The JPEG and its place in storage, which serves as its version."""

    jpeg: bytes
    version: str


def open_page(*, key: str, number: int, by: Actor, at: datetime) -> ShownPage:
    """One page as JPEG for somebody who may see its filing; staff see it with their mark. Raises NoSuchPaper, DocumentDamaged."""
    paper = paper_for(viewer=by, key=key, at=at)
    page = PaperPage.objects.filter(paper_id=paper.id, number=number).first()
    if page is None:
        raise NoSuchPaper
    _note(paper_id=paper.id, key=key, filing_id=paper.filing_id, page=number, by=by, at=at)
    jpeg = fetch(page.storage_key)
    return ShownPage(marked_for_staff(jpeg, by, at) if by.is_staff else jpeg, page.storage_key[-16:])


def note_words_seen(*, paper_ids: tuple[int, ...], by: Actor, at: datetime) -> None:
    """Write down that `by`, who may see their filing, was shown what was read on these papers."""
    for row in Paper.objects.filter(pk__in=paper_ids).order_by("pk"):
        _note(paper_id=row.pk, key=row.key, filing_id=row.filing_id, page=WORDS, by=by, at=at)


def forget_old_paper_looks(*, before: datetime) -> int:
    """Delete citizens' looks from before the days an operator keeps them; how many."""
    return PaperLook.objects.filter(at__lt=before).delete()[0]


def _note(*, paper_id: int, key: str, filing_id: int, page: int, by: Actor, at: datetime) -> None:
    if by.is_staff:
        filing = filing_card(filing_id)
        note_desk_look(filing=filing, by=by, kind="PAPER", reference=f"{key}/{page}", why=f"办件 {filing.reference}", at=at)
    else:
        PaperLook.objects.create(paper_id=paper_id, page=page, account_id=by.known_id, at=at)


def marked_for_staff(jpeg: bytes, by: Actor, at: datetime) -> bytes:
    """The page with the pale mark: office, day, tail of the number of whoever looks."""
    # numpy costs 20 MB that a process which only serves citizens need not pay.
    from mantetong.materials.safety.watermark import marked  # noqa: PLC0415

    return marked(jpeg, text=f"{_office(by, at)} {day_of(at)} {by.known_id % 10**_TAIL:0{_TAIL}d}").jpeg


def _office(by: Actor, at: datetime) -> str:
    card = staff_display(by.known_id, on=day_of(at))
    if card and card.institution_name:
        return card.institution_name
    return f"{policy_on(region=by.region, on=day_of(at)).name}医保" if by.region else "医保"
