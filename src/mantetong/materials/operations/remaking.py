"""Pages made anew after they were read: put upright, and without the payment code that reading recognised. The old ones are deleted."""

import io
from functools import partial

import cv2
from django.db import transaction
from PIL import Image

from mantetong.cases.queries import filing_card
from mantetong.materials.models import Paper, PaperPage
from mantetong.materials.reading.page import decode_jpeg, turned_back
from mantetong.materials.reading.placing import turned_box
from mantetong.materials.safety.covering import covered
from mantetong.materials.safety.pictures import encoded
from mantetong.outside.documents import fetch, forget, store

_QUALITY = 90


def put_upright(*, paper_id: int, turned: tuple[int, ...]) -> None:
    """Store the turned pages anew: people and citations see the page as it is read."""
    wanted = [number for number, by in enumerate(turned, start=1) if by]
    for page in PaperPage.objects.filter(paper_id=paper_id, turned=0, number__in=wanted):
        by = turned[page.number - 1]
        jpeg, width, height = _turned_back(fetch(page.storage_key), by)
        page.covered = page.covered and [
            turned_box(tuple(box), by=by, width=page.width, height=page.height) for box in page.covered
        ]
        page.turned, page.width, page.height = by, width, height
        _replace(page, jpeg)


def cover_codes(*, paper_id: int) -> None:
    """Paint over the codes of pages that turned out to be a 医保电子凭证 screenshot, whatever place they were put in."""
    for page in PaperPage.objects.filter(paper_id=paper_id, covered__isnull=True):
        picture, boxes = covered(Image.open(io.BytesIO(fetch(page.storage_key))), on_card=True)
        if boxes:
            page.covered = boxes
            _replace(page, encoded(picture))


def _replace(page: PaperPage, jpeg: bytes) -> None:
    person_id = filing_card(Paper.objects.values_list("filing_id", flat=True).get(pk=page.paper_id)).person_id
    old, page.storage_key = page.storage_key, store(content=jpeg, person_id=person_id)
    page.save(update_fields=["storage_key", "covered", "turned", "width", "height"])
    if not PaperPage.objects.filter(storage_key=old).exists():
        transaction.on_commit(partial(forget, old))


def _turned_back(jpeg: bytes, by: int) -> tuple[bytes, int, int]:
    picture = turned_back(decode_jpeg(jpeg), by)
    done, out = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise ValueError("a picture that was decoded could not be encoded")
    return out.tobytes(), picture.shape[1], picture.shape[0]
