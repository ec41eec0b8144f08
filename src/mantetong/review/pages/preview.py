"""Before it is sent back: each thing asked for as the reviewer will see it, with the pictures, what the pre-check says, the words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import FilingCard
from mantetong.domain.papers import Level
from mantetong.materials.queries import PaperCard, papers_of
from mantetong.policies.queries import policy_of
from mantetong.review import papers
from mantetong.review.errors import NothingToAnswer
from mantetong.review.models import ItemKind
from mantetong.review.queries import ItemCard, NoticeCard, notice_of
from mantetong.web.shapes import Tone

PREVIEW = "preview"
OTHER_SLOT = "other"
_TONES = {Level.REJECT: Tone.DANGER, Level.WARN: Tone.WARNING, Level.INFO: Tone.INFO}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a small picture that opens the large one."""

    url: str
    small_url: str
    alt: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One thing asked for: what stands there now. `findings` are what the pre-check tells the reviewer too."""

    label: str
    pictures: tuple[Picture, ...]
    findings: tuple[tuple[str, Tone], ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """审核人员将看到的样子. `said` are the applicant's own words, sent along by the form."""

    title: str
    region_name: str
    number: str
    rows: tuple[PreviewRow, ...]
    said: str
    action: str
    back_url: str
    form: forms.Form | None = None


def preview_of(filing: FilingCard, *, said: str) -> PreviewPage:
    """Everything that would be sent back now. Raises NothingToAnswer."""
    notice = notice_of(filing_id=filing.id)
    if notice is None or notice.answered_at:
        raise NothingToAnswer
    here = reverse("review:supplement", args=[filing.reference])
    new = [card for card in papers_of(filing.id) if card.at > notice.asked_at]
    return PreviewPage(
        title=_("交回前看一遍"),
        region_name=policy_of(version_id=filing.policy_version_id or 0).name,
        number=filing.number,
        rows=tuple(_row(item, new) for item in _once(notice)),
        said=said,
        action=here,
        back_url=here,
    )


def _once(notice: NoticeCard) -> Iterable[ItemCard]:
    """Each open thing once, however many diseases it is asked for."""
    return {(item.kind, item.slot, item.path, item.label): item for item in notice.open_items}.values()


def _row(item: ItemCard, new: list[PaperCard]) -> PreviewRow:
    slot = item.slot if item.kind is ItemKind.SLOT else OTHER_SLOT
    cards = [card for card in new if card.slot == slot]
    pictures = tuple(_picture(card, number) for card in cards for number in range(1, len(card.pages) + 1))
    return PreviewRow(item.label, pictures, tuple((one.say, _TONES[one.level]) for card in cards for one in card.findings))


def _picture(card: PaperCard, number: int) -> Picture:
    url = reverse("materials:page", args=[card.key, number])
    return Picture(url, f"{url}?small=1", _("%(name)s，第%(page)s页") % {"name": card.name, "page": number})


def empty_places(filing: FilingCard) -> tuple[str, ...]:
    """The names of the places that were asked for and have received nothing."""
    notice = notice_of(filing_id=filing.id)
    open_slots = [item for item in notice.open_items if item.kind is ItemKind.SLOT] if notice else []
    empty = [
        item.label
        for item in open_slots
        if notice and not papers.has_paper_since(filing_id=filing.id, slot=item.slot, since=notice.asked_at)
    ]
    return tuple(dict.fromkeys(empty))
