"""A stack of papers through the feeder gives one file; here its pages are laid into the places of the checklist."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from django.db import transaction
from django.db.models import Max

from mantetong.apply.clerk.errors import NothingToLay
from mantetong.apply.clerk.models import FedPage
from mantetong.cases.queries import FilingCard
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.materials.operations import receive_paper
from mantetong.materials.operations.opening import pages_in
from mantetong.outside.documents import fetch, forget, store

THROW_AWAY = "-"
_AT_COUNTER = frozenset({Role.CLERK, Role.HELPER})


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page that has no place yet."""

    number: int
    width: int
    height: int


def feed(*, filing: FilingCard, content: bytes, by: Actor, at: datetime) -> int:
    """Take a scanned stack (PDF or a picture): opened in the safety cell, kept sealed page by page; how many pages.

    Raises UnsafeFile, NotYoursToTake.
    """
    ensure_holds(by, _AT_COUNTER)
    pages = pages_in(content=content)
    keys = [store(content=_mark(filing, number, at) + page.jpeg, person_id=filing.person_id) for number, page in enumerate(pages)]
    with transaction.atomic():
        last = FedPage.objects.filter(filing_id=filing.id).aggregate(last=Max("number"))["last"] or 0
        FedPage.objects.bulk_create(
            FedPage(filing_id=filing.id, number=last + place, storage_key=key, width=page.width, height=page.height, at=at)
            for place, (page, key) in enumerate(zip(pages, keys, strict=True), start=1)
        )
    return len(pages)


def _mark(filing: FilingCard, number: int, at: datetime) -> bytes:
    """A head of 32 bytes in front of each page, so that its blob is nobody else's and can be deleted without asking."""
    return f"{filing.id:010d}{number:04d}{at.timestamp():018.6f}".encode()[:32]


def waiting_pages(filing_id: int) -> tuple[WaitingPage, ...]:
    """The pages without a place, as they came."""
    rows = FedPage.objects.filter(filing_id=filing_id).order_by("number")
    return tuple(WaitingPage(*row) for row in rows.values_list("number", "width", "height"))


def picture_of(*, filing_id: int, number: int) -> bytes | None:
    """The page as JPEG; None when it has found its place."""
    key = FedPage.objects.filter(filing_id=filing_id, number=number).values_list("storage_key", flat=True).first()
    return fetch(key)[32:] if key else None


def lay_out(*, filing: FilingCard, places: Mapping[int, str], by: Actor, at: datetime) -> tuple[str, ...]:
    """Put pages where they belong: neighbours of one place become one paper. The places filled, in order; pages left out wait on.

    `places` says by page number the slot, or THROW_AWAY. What a place does not take stays waiting. Raises NothingToLay, UnsafeFile,
    PaperError.
    """
    rows = list(FedPage.objects.filter(filing_id=filing.id, number__in=places).order_by("number"))
    if not rows:
        raise NothingToLay
    filled = []
    for slot, group in groupby(rows, key=lambda row: places[row.number]):
        pages = list(group)
        if slot != THROW_AWAY:
            _receive(filing, slot, pages, by, at)
            filled.append(slot)
        _drop(pages)
    return tuple(filled)


def _receive(filing: FilingCard, slot: str, pages: list[FedPage], by: Actor, at: datetime) -> None:
    pictures = [fetch(page.storage_key)[32:] for page in pages]
    content = pictures[0] if len(pictures) == 1 else _bound(pictures)
    suffix = "jpg" if len(pictures) == 1 else "pdf"
    receive_paper(filing_id=filing.id, slot=slot, name=f"扫描{pages[0].number:03d}.{suffix}", content=content, by=by, at=at)


def _bound(pictures: list[bytes]) -> bytes:
    """Several pages as one PDF; the JPEGs go in as they are, nothing is compressed twice."""
    import pikepdf  # noqa: PLC0415  a web process that never sees a feeder need not load it

    with pikepdf.new() as pdf:
        for jpeg, (width, height, space) in ((one, _measure(one)) for one in pictures):
            image = pdf.make_stream(
                jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
                ColorSpace=pikepdf.Name(space), BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            page = pdf.add_blank_page(page_size=(width * 72 / 200, height * 72 / 200))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
            page.Contents = pdf.make_stream(f"{width * 72 / 200} 0 0 {height * 72 / 200} 0 0 cm /P Do".encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _measure(jpeg: bytes) -> tuple[int, int, str]:
    from PIL import Image  # noqa: PLC0415  as above

    with Image.open(io.BytesIO(jpeg)) as picture:
        return *picture.size, "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"


@transaction.atomic
def _drop(pages: list[FedPage]) -> None:
    for page in pages:
        transaction.on_commit(partial(forget, page.storage_key))
    FedPage.objects.filter(pk__in=[page.pk for page in pages]).delete()
