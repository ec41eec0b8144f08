"""Live payment codes are gone before a page is kept; other codes stay."""

import io

import pytest
from PIL import Image

from mantetong.domain.papers import FindingCode
from mantetong.materials import operations, queries
from mantetong.materials.models import PaperPage
from mantetong.materials.operations.remaking import cover_codes, put_upright
from mantetong.materials.safety.cell import take_in
from mantetong.outside.documents import fetch
from tests.rooms.materials.conftest import NOON
from tests.rooms.materials.screens import (
    SAMPLE_NUMBER,
    TOKEN,
    WEBSITE,
    a_lab_sheet,
    a_screen,
    as_jpeg,
    as_png,
    bars,
    qr,
    texts_on,
)


@pytest.mark.parametrize("size", [(720, 1560), (1080, 2340), (1440, 3200)], ids=str)
@pytest.mark.parametrize("made", [as_png, as_jpeg, lambda picture: as_jpeg(picture, 40)], ids=["png", "jpeg", "forwarded"])
@pytest.mark.parametrize("on_card", [True, False])
def test_a_payment_code_is_covered_wherever_the_screenshot_is_put(size, made, on_card):
    page = take_in(content=made(a_screen(size)), on_card=on_card).pages[0]

    assert texts_on(page.jpeg) == set()
    assert len(page.covered) == 2


def test_the_digits_under_the_bars_go_with_them_and_the_rest_stays():
    page = take_in(content=as_png(a_screen()), on_card=True).pages[0]
    cleaned = Image.open(io.BytesIO(page.jpeg)).convert("L")

    digits = cleaned.crop((320, 2340 // 4 + 1080 // 7 + 8, 700, 2340 // 4 + 1080 // 7 + 24))
    assert digits.getextrema()[0] > 150
    assert cleaned.getpixel((200, 2340 * 3 // 4 + 30)) < 30


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_screenshot_on_its_side_is_covered_too(turn):
    page = take_in(content=as_png(a_screen().rotate(turn, expand=True)), on_card=True).pages[0]

    assert texts_on(page.jpeg) == set()


@pytest.mark.parametrize("turn", [8, 17, -30, 115])
def test_the_bars_of_a_screen_photographed_at_a_slant_are_covered_whole(turn):
    slanted = a_screen().rotate(turn, expand=True, fillcolor=(90, 80, 70), resample=Image.Resampling.BICUBIC)

    page = take_in(content=as_png(slanted), on_card=True).pages[0]

    level = Image.open(io.BytesIO(page.jpeg)).rotate(-turn, resample=Image.Resampling.BICUBIC)
    assert len(page.covered) >= 2
    assert texts_on(as_png(level)) == set()


def test_a_payment_code_of_another_purse_is_covered_where_a_card_is_wanted():
    screen = Image.new("RGB", (1080, 2340), "white")
    screen.paste(qr("134567890123456789", 500), (290, 900))

    assert len(take_in(content=as_png(screen), on_card=True).pages[0].covered) == 1


def test_the_codes_of_a_lab_sheet_stay():
    page = take_in(content=as_jpeg(a_lab_sheet())).pages[0]

    assert page.covered == ()
    assert texts_on(page.jpeg) == {SAMPLE_NUMBER, WEBSITE}


def test_a_web_address_on_a_card_stays():
    card = Image.new("RGB", (1000, 640), "white")
    card.paste(qr(WEBSITE, 200), (700, 300))

    assert take_in(content=as_png(card), on_card=True).pages[0].covered == ()


def test_bars_alone_on_another_page_stay():
    sheet = Image.new("RGB", (1500, 2100), "white")
    sheet.paste(bars("83790001234567890123", (600, 120)), (100, 100))  # a drug's trace code

    assert take_in(content=as_png(sheet)).pages[0].covered == ()


@pytest.mark.django_db
def test_the_owner_is_told_and_the_original_is_not_kept(filing, owner, documents, settings):
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"clamd_socket": "/nowhere/clamd.sock"})
    paper = operations.receive_paper(
        filing_id=filing.id, slot="identity", name="凭证.png", content=as_png(a_screen()), by=owner, at=NOON
    )

    card = queries.paper_card(paper.id)
    kept = [fetch(path.relative_to(documents).as_posix()) for path in documents.rglob("*") if path.is_file()]
    assert [(found.code, found.level) for found in card.findings] == [(FindingCode.PAY_CODE_COVERED, "info")]
    assert "付款码已自动遮盖" in card.findings[0].say
    assert len(kept) == 2  # the page, and what waits for the scanner
    assert all(texts_on(blob[blob.index(b"\xff\xd8\xff") :]) == set() for blob in kept)


@pytest.mark.django_db
def test_a_screenshot_recognised_only_by_reading_is_covered_then(filing, owner, documents, django_capture_on_commit_callbacks):
    screen = Image.new("RGB", (1080, 2340), "white")
    screen.paste(qr(TOKEN, 500), (290, 900))  # no bars: outside the place for cards this is not yet enough
    paper = operations.receive_paper(
        filing_id=filing.id, slot="diagnosis_certificate", name="x.png", content=as_png(screen), by=owner, at=NOON
    )
    before = PaperPage.objects.get(paper_id=paper.id)

    with django_capture_on_commit_callbacks(execute=True):
        cover_codes(paper_id=paper.id)

    after = PaperPage.objects.get(paper_id=paper.id)
    assert (before.covered, len(after.covered)) == (None, 1)
    assert (
        texts_on(fetch(before.storage_key) if documents.joinpath(before.storage_key).exists() else fetch(after.storage_key))
        == set()
    )
    assert not documents.joinpath(before.storage_key).exists()


@pytest.mark.django_db
def test_a_covered_place_turns_with_its_page(filing, owner):
    paper = operations.receive_paper(
        filing_id=filing.id, slot="identity", name="凭证.png", content=as_png(a_screen()), by=owner, at=NOON
    )
    wide = PaperPage.objects.get(paper_id=paper.id)

    put_upright(paper_id=paper.id, turned=(90,))

    turned = PaperPage.objects.get(paper_id=paper.id)
    assert (turned.width, turned.height) == (wide.height, wide.width)
    assert turned.covered != wide.covered
    assert all(0 <= box[0] < box[2] <= turned.width and 0 <= box[1] < box[3] <= turned.height for box in turned.covered)
