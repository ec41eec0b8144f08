"""The reading process, from a received paper to facts with their place. Loads the text engine."""

import msgspec
import pytest
from django.db import connection

from mantetong.domain.criteria.answers import SaidBy
from mantetong.domain.events import Event
from mantetong.materials import operations, queries
from mantetong.materials.models import PaperPage, PaperState, Reading
from mantetong.materials.operations.reading import Kept, process_paper
from mantetong.outside.documents import forget
from tests.fixtures.papers.corpus import sample
from tests.rooms.materials.conftest import NOON, a_hospital
from tests.rooms.materials.test_text_layer import SEEN, a_page

pytestmark = [pytest.mark.django_db, pytest.mark.reading]


def receive(filing, owner, photograph, *, slot="diagnosis_certificate"):
    return operations.receive_paper(
        filing_id=filing.id, slot=slot, name="照片.jpg", content=photograph.content, by=owner, at=NOON
    ).id


def test_a_certificate_turned_upside_down_is_put_right_read_and_cited(filing, owner, heard):
    photograph = sample(11, "diagnosis_certificate", "turned", 1)
    a_hospital(str(photograph.fields["hospital"]))
    paper_id = receive(filing, owner, photograph)

    process_paper(paper_id=paper_id, at=NOON)

    card = queries.paper_card(paper_id)
    fields = {field.name: field for field in queries.reading_of(paper_id)}
    assert (card.state, card.kind) == (PaperState.READ, "diagnosis_certificate")
    assert {found.code: found.level for found in card.findings}["ROTATED"] == "info"
    assert {found.code: found.level for found in card.findings}["WRONG_PERSON"] == "reject"
    assert fields["id_number"].value == photograph.fields["id_number"]
    assert all(y < card.pages[0].height / 2 for _x, y in fields["id_number"].quad)
    assert heard[Event.PAPER_READ].ids == [{"paper_id": paper_id, "filing_id": filing.id}]
    document = queries.fact_sheet_of(filing.id, asked_on=NOON.date()).documents[0]
    assert (document.sealed, document.issuer_level, document.issuer_public) == (True, 3, True)
    assert list(document.diagnoses) == photograph.fields["diagnosis"]


def test_lab_rows_become_evidence_with_their_place(filing, owner):
    photograph = sample(12, "lab_report")
    slot = next(slot.code for slot in queries.checklist_of(filing, on=NOON.date()) if "lab_report" in slot.takes)
    process_paper(paper_id=receive(filing, owner, photograph, slot=slot), at=NOON)

    labs = queries.fact_sheet_of(filing.id, asked_on=NOON.date()).labs

    assert {(lab.item, lab.value) for lab in labs} == {(row["item"], row["value"]) for row in photograph.fields["lab"]}
    assert all(lab.evidence.said_by is SaidBy.READING and lab.evidence.quad for lab in labs)


def test_a_pdfs_own_words_are_kept_sealed_and_confirm_what_is_read(filing, owner):
    paper_id = operations.receive_paper(
        filing_id=filing.id, slot="diagnosis_certificate", name="证明.pdf", content=a_page(SEEN), by=owner, at=NOON
    ).id
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM materials_paperpage WHERE paper_id = %s", [paper_id])
        assert b"Haemoglobin" not in bytes(cursor.fetchone()[0])

    process_paper(paper_id=paper_id, at=NOON)

    kept = msgspec.json.decode(Reading.objects.get().content, type=Kept)
    assert [(line.text, line.score) for line in kept.reading.pages[0].lines] == [("Haemoglobin 118 g/L seen", 1.0)]


def test_the_same_upload_is_never_read_twice(filing, owner):
    photograph = sample(13, "id_back")
    slots = queries.checklist_of(filing, on=NOON.date())
    first = receive(filing, owner, photograph, slot=slots[0].code)
    second = receive(filing, owner, photograph, slot=slots[1].code)
    process_paper(paper_id=first, at=NOON)
    kept = queries.reading_of(first)
    forget(PaperPage.objects.get(paper_id=second).storage_key)  # who looks at the page again finds nothing

    process_paper(paper_id=second, at=NOON)

    assert Reading.objects.count() == 1
    assert kept
    assert queries.reading_of(second) == kept
    assert queries.paper_card(second).state == PaperState.READ
    assert "SAME_PAGE_TWICE" in {found.code for found in queries.paper_card(second).findings}


def test_running_the_job_twice_changes_nothing(filing, owner, heard):
    paper_id = receive(filing, owner, sample(14, "id_front"), slot="identity")
    process_paper(paper_id=paper_id, at=NOON)

    process_paper(paper_id=paper_id, at=NOON)

    assert len(heard[Event.PAPER_READ].ids) == 1
