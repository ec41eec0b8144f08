"""The pale mark on what staff see, compared pixel by pixel."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.materials import operations
from mantetong.materials.models import PaperPage
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.watermark import marked
from mantetong.outside.documents import fetch
from mantetong.web.printing import BUNDLED
from tests.fixtures.papers.corpus import sample
from tests.rooms.materials.conftest import NOON
from tests.rooms.materials.screens import a_lab_sheet, as_jpeg

TEXT = "眉山市医保 2026-11-20 0042"
KINDS = ["diagnosis_certificate", "discharge_record", "lab_report", "id_front"]


def levels(jpeg):
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("L")).astype(int)


def changed(page, text=TEXT):
    before, after = levels(page), levels(marked(page, text=text).jpeg)
    return before, np.abs(before - after)


def ink_of(grey):
    """Pixels well darker than the paper round them."""
    paper = np.asarray(
        Image.fromarray(grey.astype(np.uint8)).resize((grey.shape[1] // 16, grey.shape[0] // 16), Image.Resampling.BOX)
    )
    round_it = np.asarray(Image.fromarray(paper).resize((grey.shape[1], grey.shape[0]))).astype(int)
    return round_it - grey > 40


@pytest.mark.parametrize("kind", KINDS)
def test_no_pixel_of_text_is_changed(kind):
    page = take_in(content=sample(3, kind).content).pages[0].jpeg

    grey, difference = changed(page)

    ink = ink_of(grey)
    assert ink.sum() > 500
    assert difference[ink].max() <= 6  # what saving a JPEG again does; the mark is more than twice that
    assert np.percentile(difference[ink], 99) <= 2


@pytest.mark.parametrize("paler", [16, 24, 40])
def test_even_pale_pencil_is_not_stood_upon(paler):
    """Writing hardly darker than its paper, all over the page but for its margins."""
    paper = Image.new("L", (1414, 2000), 236)
    pen, letters = ImageDraw.Draw(paper), ImageFont.truetype(str(BUNDLED[0]), 26)
    for line in range(100, 1900, 60):
        pen.text((80, line), "空腹血糖 6.12 参考范围 3.9-6.1 淡淡的铅笔字迹" * 2, font=letters, fill=236 - paler)
    page = as_jpeg(paper.convert("RGB"))

    _grey, difference = changed(page)

    assert marked(page, text=TEXT).boxes
    assert difference[np.asarray(paper) < 236 - paler // 2].max() <= 6


@pytest.mark.parametrize("kind", KINDS)
def test_the_mark_is_there_pale_and_reaches_four_quarters(kind):
    page = take_in(content=sample(3, kind).content).pages[0].jpeg
    _grey, difference = changed(page)

    strong = difference > 7
    assert strong.sum() > 400
    assert difference.max() <= 22
    assert 0.03 <= np.median(difference[strong]) / 255 <= 0.07


def test_a_page_without_blank_paper_bears_no_mark_and_stays_as_it_is():
    noise = Image.effect_noise((600, 800), 90).convert("RGB")
    page = as_jpeg(noise)

    assert marked(page, text=TEXT).jpeg == page
    assert marked(page, text=TEXT).boxes == ()


@pytest.mark.parametrize("size", [(5, 5), (40, 900), (900, 12)])
def test_a_tiny_page_bears_no_mark(size):
    page = as_jpeg(Image.new("RGB", size, "white"))

    assert marked(page, text=TEXT).boxes == ()


def test_a_dark_screen_is_lightened_by_the_same_little():
    page = as_jpeg(Image.new("RGB", (900, 900), (20, 20, 30)))
    grey, difference = changed(page)

    assert levels(marked(page, text=TEXT).jpeg).max() > grey.max() + 7
    assert difference.max() <= 22


@pytest.mark.django_db
def test_staff_see_the_mark_and_the_citizen_does_not(filing, owner, reviewer):
    paper = operations.receive_paper(
        filing_id=filing.id, slot="diagnosis_certificate", name="x.jpg", content=as_jpeg(a_lab_sheet()), by=owner, at=NOON
    )
    kept = fetch(PaperPage.objects.get(paper_id=paper.id).storage_key)
    clerk = Actor(owner.account_id, frozenset({Role.CLERK}), region="511400")

    assert operations.open_page(key=paper.key, number=1, by=owner, at=NOON).jpeg == kept
    assert operations.open_page(key=paper.key, number=1, by=clerk, at=NOON).jpeg != kept
