"""Pages of one paper photographed one by one, and papers older than the pack looks back. Readings are given, no text engine runs."""

from datetime import UTC, datetime

import pytest

from mantetong.materials import operations, queries
from mantetong.materials.operations.reading import Kept, note_reading
from mantetong.materials.reading.reader import understood
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import NOON
from tests.rooms.materials.test_precheck_words import CERTIFICATE, GOOD, RING, a_page

pytestmark = pytest.mark.django_db


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
