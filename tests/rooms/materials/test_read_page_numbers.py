"""Pages of one paper photographed one by one, and papers older than the pack looks back. Readings are given, no text engine runs."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from mantetong.materials import operations, queries
from mantetong.materials.operations.reading import Kept, note_reading
from mantetong.materials.precheck.measures import measure
from mantetong.materials.reading.page import decode_jpeg
from mantetong.materials.reading.reader import understood
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import NOON
from tests.rooms.materials.test_precheck_words import CERTIFICATE, GOOD, RING, a_page

pytestmark = pytest.mark.django_db
OTHER_HOUSE = ("明州市人民医院", *CERTIFICATE[1:])


def read(filing, owner, *rows: str, width: int, at: datetime = NOON) -> int:
    """A paper received and read as these rows; its width makes it another file."""
    paper_id = operations.receive_paper(
        filing_id=filing.id, slot="diagnosis_certificate", name="照片.jpg", content=a_jpeg(width), by=owner, at=NOON
    ).id
    reading = understood((a_page(*rows, seals=(RING,), width=width, height=1200),))
    note_reading(paper_id=paper_id, kept=Kept(reading, (0,), (GOOD,)), at=at)
    return paper_id


def codes(paper_id: int) -> set[str]:
    return {found.code for found in queries.paper_card(paper_id).findings}


def test_a_missing_page_is_told_until_it_comes_in_another_file(filing, owner):
    first = read(filing, owner, *CERTIFICATE, "第1页 共2页", width=900)
    before = codes(first)

    second = read(filing, owner, *CERTIFICATE, "第2页 共2页", width=910)

    assert "PAGE_MISSING" in before
    assert "PAGE_MISSING" not in codes(first) | codes(second)


def test_a_paper_older_than_the_diseases_look_back_is_told(filing, owner):
    old = read(filing, owner, *CERTIFICATE[:-1], "2009年3月2日", width=900)
    young = read(filing, owner, *CERTIFICATE, width=910)

    assert "OUT_OF_DATE" in codes(old)
    assert "OUT_OF_DATE" not in codes(young)


def test_the_look_back_counts_from_the_day_of_asking(filing, owner):
    paper = read(filing, owner, *CERTIFICATE, width=900, at=datetime(2036, 6, 1, tzinfo=UTC))

    assert "OUT_OF_DATE" in codes(paper)


def test_two_papers_of_two_pages_in_one_slot_do_not_complete_each_other(filing, owner):
    ours = read(filing, owner, *CERTIFICATE, "第1页 共2页", width=900)
    theirs = read(filing, owner, *OTHER_HOUSE, "第2页 共2页", width=910)

    assert "PAGE_MISSING" in codes(ours) & codes(theirs)


def test_a_second_photograph_of_the_same_sheet_is_noted(filing, owner):
    first = read(filing, owner, *CERTIFICATE, width=900)
    second = read(filing, owner, *CERTIFICATE, width=910)

    assert "SAME_PAGE_TWICE" not in codes(first)
    assert {found.level for found in queries.paper_card(second).findings if found.code == "SAME_PAGE_TWICE"} == {"info"}


def test_another_sheet_of_the_same_form_is_not_the_same_page(filing, owner):
    read(filing, owner, *CERTIFICATE, *(f"项目{number} {number}.15 mmol/L" for number in range(8)), width=900)
    second = read(filing, owner, *CERTIFICATE, *(f"项目{number} {number}.87 mmol/L" for number in range(8)), width=910)

    assert "SAME_PAGE_TWICE" not in codes(second)


def test_a_picture_without_print_saved_anew_is_the_same_picture():
    wave = Image.effect_noise((40, 30), 90).resize((1200, 900)).convert("RGB")
    likeness = [
        _likeness(picture) for picture in (wave, wave.resize((700, 525)), wave.transpose(Image.Transpose.FLIP_TOP_BOTTOM))
    ]

    again, another = ((likeness[0] ^ other).bit_count() for other in likeness[1:])

    assert again <= 4 < another


def _likeness(picture: Image.Image) -> int:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return measure(decode_jpeg(out.getvalue())).likeness
