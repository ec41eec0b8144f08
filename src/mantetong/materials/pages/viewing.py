"""Looking at papers: one paper with what was found and read on it, all papers of a filing, and the pictures themselves."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from mantetong.cases.queries import filing_for
from mantetong.materials import operations, queries
from mantetong.materials.pages.wording import paper_said
from mantetong.materials.precheck.words import NAMES
from mantetong.materials.queries import FindingCard, PaperCard
from mantetong.web.access import signed_in
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import SummaryRow, Tone

_LABELS = {
    "name": "姓名", "sex": "性别", "age": "年龄", "birth": "出生", "ethnicity": "民族", "address": "住址", "id_number": "身份证号",
    "hospital": "医院", "department": "科室", "date": "日期", "admission_date": "入院日期", "discharge_date": "出院日期",
    "diagnosis": "诊断", "icd10": "疾病编码", "doctor": "医师", "seal_text": "印章", "issuer": "签发机关", "valid": "有效期限",
    "card_number": "社会保障卡号", "issue_date": "发卡日期",
}  # fmt: skip
_SMALL = 320


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Where on a page something was found, in the page's pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """One page picture with its alternative text, and the places its findings speak of."""

    url: str
    width: int
    height: int
    alt: str
    places: tuple[ShownPlace, ...]


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """One paper as people look at it."""

    title: str
    url: str
    said: str
    tone: Tone
    sheets: tuple[ShownSheet, ...]
    findings: tuple[str, ...]
    fields: tuple[SummaryRow, ...]
    labs: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperPageView:
    """One paper by itself."""

    title: str
    paper: ShownPaper
    is_desk: bool
    back_url: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    """All papers of a filing."""

    title: str
    papers: tuple[ShownPaper, ...]
    is_desk: bool
    back_url: str = ""


@signed_in
def paper(request: Request, key: str) -> HttpResponseBase:
    """One paper with its findings and what was read."""
    card = queries.paper_for(viewer=request.actor, key=key, at=now_of(request))
    operations.note_words_seen(paper_ids=(card.id,), by=request.actor, at=now_of(request))
    shown = _shown(card)
    view = PaperPageView(title=shown.title, paper=shown, is_desk=request.actor.is_staff, back_url="")
    return page_or_fragment(request, "materials/paper", view)


@signed_in
def papers(request: Request, reference: str) -> HttpResponseBase:
    """All papers of a filing, in the order of its checklist."""
    filing = filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    order = [slot.code for slot in queries.checklist_of(filing, on=day_of(now_of(request)))]
    cards = sorted(queries.papers_of(filing.id), key=lambda card: order.index(card.slot) if card.slot in order else len(order))
    operations.note_words_seen(paper_ids=tuple(card.id for card in cards), by=request.actor, at=now_of(request))
    view = PapersPage(title=_("申请材料"), papers=tuple(_shown(card) for card in cards), is_desk=request.actor.is_staff)
    return page_or_fragment(request, "materials/papers", view)


@signed_in
def page(request: Request, key: str, number: int) -> HttpResponseBase:
    """One page as JPEG. Never kept by a shared cache."""
    shown = operations.open_page(key=key, number=number, by=request.actor, at=now_of(request))
    jpeg = _small(shown.jpeg) if request.GET.get("small") else shown.jpeg
    return HttpResponse(
        jpeg,
        content_type="image/jpeg",
        headers={"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"},
    )


def _small(jpeg: bytes) -> bytes:
    picture = Image.open(io.BytesIO(jpeg), formats=("JPEG",))
    picture.draft("RGB", (_SMALL * 2, _SMALL * 2))
    picture.thumbnail((_SMALL, _SMALL))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=75)
    return out.getvalue()


def _shown(card: PaperCard) -> ShownPaper:
    fields = queries.reading_of(card.id)
    said, tone = paper_said(card)
    return ShownPaper(
        title=str(NAMES[card.kind]) if card.is_settled else card.name,
        url=reverse("materials:paper", args=[card.key]),
        said=said,
        tone=tone,
        sheets=tuple(_sheet(card, index) for index in range(len(card.pages))),
        findings=tuple(_said_of(found, card) for found in card.findings),
        fields=tuple(SummaryRow(_(_LABELS[field.name]), str(field.value)) for field in fields if field.name in _LABELS),
        labs=tuple(field.value for field in fields if field.name == "lab"),
    )


def _sheet(card: PaperCard, index: int) -> ShownSheet:
    page = card.pages[index]
    url = reverse("materials:page", args=[card.key, page.number])
    alt = _("{name}，第{number}页").format(name=NAMES[card.kind], number=page.number)
    return ShownSheet(url, page.width, page.height, alt, tuple(_places(card, page.number)))


def _places(card: PaperCard, number: int) -> Iterator[ShownPlace]:
    for found in card.findings:
        if found.box and found.page == number:
            left, top, right, bottom = found.box
            yield ShownPlace(left, top, right - left, bottom - top)


def _said_of(found: FindingCard, card: PaperCard) -> str:
    """The sentence, with the page where there are several and a word that its place is framed."""
    page = _("第{number}页：").format(number=found.page) if len(card.pages) > 1 else ""
    framed = _("（图上框出的就是这里。）") if found.box else ""
    return f"{page}{found.say}{framed}"
