"""How many papers a filing takes, also when several come at once; what a paper does to its draft; files nobody names."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse

from mantetong.cases.queries.drafts import drafts_untouched_since
from mantetong.materials import operations, queries
from mantetong.materials.errors import TooManyFiles
from mantetong.materials.models import Paper, PaperPage, UnnamedBlob
from mantetong.materials.operations.blobs import keep_blob
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db
OTHER = "other"


def receive(filing, by, number, *, slot="diagnosis_certificate", at=NOON):
    content = a_jpeg(300 + number, 400)
    return operations.receive_paper(filing_id=filing.id, slot=slot, name=f"{number}.jpg", content=content, by=by, at=at)


def fill(filing, by, many: int, *, slot: str) -> None:
    """So many papers as if they had come one by one; all show one small page."""
    receive(filing, by, 0, slot=slot)
    first = Paper.objects.get()
    page = PaperPage.objects.get()
    papers = Paper.objects.bulk_create(
        Paper(
            filing_id=filing.id,
            slot=slot if n < 3 else f"{slot}-{n}",
            position=n,
            name=f"{n}.jpg",
            type="jpeg",
            digest=f"{n:064d}",
            size=first.size,
            at=NOON,
        )
        for n in range(1, many)
    )
    PaperPage.objects.bulk_create(
        PaperPage(paper=one, number=1, width=300, height=400, storage_key=page.storage_key) for one in papers
    )


def test_a_filing_takes_120_files_and_shows_them_with_as_few_questions_as_ten(
    client, filing, owner, django_assert_max_num_queries
):
    fill(filing, owner, 119, slot=OTHER)

    last = receive(filing, owner, 120, slot=OTHER)

    assert len(queries.papers_of(filing.id)) == 120
    with pytest.raises(TooManyFiles) as refusal:
        receive(filing, owner, 121, slot=OTHER)
    assert refusal.value.most == 120
    assert queries.paper_card(last.id).name == "120.jpg"
    client.force_login(_account(owner))
    with django_assert_max_num_queries(40):
        assert client.get(reverse("materials:slots", args=[filing.reference])).status_code == 200


def _account(by):
    from mantetong.people.models import Account  # noqa: PLC0415 - only to sign in

    return Account.objects.get(pk=by.account_id)


def test_a_paper_keeps_its_draft_for_another_thirty_days(filing, owner):
    later = NOON + timedelta(days=20)
    assert [draft.filing_id for draft in drafts_untouched_since(moment=later)] == [filing.id]

    receive(filing, owner, 1, at=later)

    assert drafts_untouched_since(moment=later) == ()


def test_a_file_whose_paper_was_never_written_is_deleted_after_a_day(filing, owner, documents):
    receive(filing, owner, 1)
    keep_blob(content=b"a page of a process that died", person_id=filing.person_id, at=NOON)
    assert len([path for path in documents.rglob("*") if path.is_file()]) == 2

    assert operations.sweep_blobs(at=NOON + timedelta(hours=23)) == 0
    assert operations.sweep_blobs(at=NOON + timedelta(hours=25)) == 1

    assert len([path for path in documents.rglob("*") if path.is_file()]) == 1
    assert not UnnamedBlob.objects.exists()


def test_a_noted_file_that_a_page_names_stays(filing, owner, documents):
    receive(filing, owner, 1)
    UnnamedBlob.objects.create(storage_key=PaperPage.objects.get().storage_key, at=NOON)

    assert operations.sweep_blobs(at=NOON + timedelta(days=2)) == 0
    assert len([path for path in documents.rglob("*") if path.is_file()]) == 1


def _received(filing, by, number) -> str:
    try:
        receive(filing, by, number)
    except TooManyFiles:
        return "full"
    finally:
        connections.close_all()
    return "taken"


@pytest.mark.django_db(transaction=True)
def test_of_two_files_that_come_at_once_only_one_gets_the_last_place(filing, owner):
    most = next(slot.pages for slot in queries.checklist_of(filing, on=NOON.date()) if slot.code == "diagnosis_certificate")
    for number in range(most - 1):
        receive(filing, owner, number)

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(lambda number: _received(filing, owner, number), (50, 51)))

    assert answers == ["full", "taken"]
    assert len(queries.papers_of(filing.id)) == most
