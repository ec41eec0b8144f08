"""Showing a page: rights checked, every look of staff written down."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor
from mantetong.materials.errors import NoSuchPaper
from mantetong.materials.models import PaperPage
from mantetong.materials.queries.papers import paper_for
from mantetong.outside.documents import fetch
from mantetong.people.operations import note_look


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The JPEG and its place in storage, which serves as its version."""

    jpeg: bytes
    version: str


def open_page(*, key: str, number: int, by: Actor, at: datetime) -> ShownPage:
    """One page as JPEG for somebody who may see its filing. Raises NoSuchPaper."""
    paper = paper_for(viewer=by, key=key, at=at)
    page = PaperPage.objects.filter(paper_id=paper.id, number=number).first()
    if page is None:
        raise NoSuchPaper
    filing = filing_card(paper.filing_id)
    note_look(by=by, kind="PAPER", reference=f"{key}/{number}", why=f"办件 {filing.reference}", at=at, person_id=filing.person_id)
    return ShownPage(fetch(page.storage_key), page.storage_key[-16:])
