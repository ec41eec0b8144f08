from dataclasses import replace
from datetime import timedelta

import pytest

from mantetong.domain.events import Event
from mantetong.domain.papers import FindingCode
from mantetong.materials import operations, queries
from mantetong.materials.errors import NoSuchPaper, PapersClosed, TooManyFiles, UnknownSlot
from mantetong.materials.models import Paper, PaperFinding, PaperState
from mantetong.materials.safety.errors import EmptyFile, LockedPdf, TooLarge, UnreadableFile, WrongType
from mantetong.outside.documents import fetch
from tests.rooms.materials.bad_files import a_jpeg, a_locked_pdf, a_pdf, a_png_bomb
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db
CERTIFICATE = "diagnosis_certificate"


def receive(filing, by, content=None, *, slot=CERTIFICATE, name="证明.jpg"):
    return operations.receive_paper(filing_id=filing.id, slot=slot, name=name, content=content or a_jpeg(), by=by, at=NOON)


def test_a_paper_is_kept_clean_and_encrypted_and_announced(filing, owner, heard, documents):
    paper = receive(filing, owner)

    card = queries.paper_card(paper.id)
    assert (card.slot, card.name, card.state, len(card.pages)) == (CERTIFICATE, "证明.jpg", PaperState.RECEIVED, 1)
    assert heard[Event.PAPER_RECEIVED].ids == [{"paper_id": paper.id, "filing_id": filing.id}]
    stored = [path.read_bytes() for path in documents.rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert b"\xff\xd8\xff" not in stored[0][:200]
    key = Paper.objects.get(pk=paper.id).sheets.get().storage_key
    assert fetch(key).startswith(b"\xff\xd8\xff")


def test_the_same_file_sent_twice_is_one_paper(filing, owner, heard):
    first, second = receive(filing, owner), receive(filing, owner)

    assert first == second
    assert len(heard[Event.PAPER_RECEIVED].ids) == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<html>", WrongType),
        (a_jpeg()[:2000], UnreadableFile),
        (a_png_bomb(), TooLarge),
        (a_locked_pdf(), LockedPdf),
    ],
)
def test_what_cannot_be_taken_leaves_nothing_behind_and_harms_nothing_that_was_there(filing, owner, content, error):
    receive(filing, owner)

    with pytest.raises(error):
        receive(filing, owner, content)

    assert len(queries.papers_of(filing.id)) == 1


def test_an_empty_file_has_its_own_name(filing, owner):
    with pytest.raises(EmptyFile):
        operations.receive_paper(filing_id=filing.id, slot=CERTIFICATE, name="空.jpg", content=b"", by=owner, at=NOON)


def test_a_place_that_the_checklist_does_not_have_takes_nothing(filing, owner):
    with pytest.raises(UnknownSlot):
        receive(filing, owner, slot="passport")


def test_a_full_place_says_how_many_it_takes(filing, owner):
    most = next(slot.pages for slot in queries.checklist_of(filing, on=NOON.date()) if slot.code == CERTIFICATE)
    for number in range(most):
        receive(filing, owner, a_jpeg(300 + number, 400))

    with pytest.raises(TooManyFiles) as refusal:
        receive(filing, owner, a_jpeg(299, 400))

    assert refusal.value.most == most


def test_a_pdf_counts_once(filing, owner):
    paper = receive(filing, owner, a_pdf(3))

    assert len(queries.paper_card(paper.id).pages) == 3
    assert len(queries.papers_of(filing.id)) == 1


def test_a_removed_paper_no_longer_stands_and_can_be_sent_again(filing, owner):
    paper = receive(filing, owner)

    operations.remove_paper(paper_id=paper.id, by=owner, at=NOON)

    assert queries.papers_of(filing.id) == ()
    assert receive(filing, owner).id != paper.id
    with pytest.raises(NoSuchPaper):
        operations.remove_paper(paper_id=paper.id, by=owner, at=NOON)


def test_papers_are_fixed_once_the_filing_is_submitted(filing, owner):
    from mantetong.cases.models import Case, Filing  # noqa: PLC0415 - a short cut to the state, not to the rule

    paper = receive(filing, owner)
    Filing.objects.filter(pk=filing.id).update(number="1" * 21, submitted_at=NOON, policy_version_id=_version(), ledger_seq=0)
    Case.objects.filter(filing_id=filing.id).update(stage="REVIEWING", number="1" * 21 + "-1")

    with pytest.raises(PapersClosed):
        receive(filing, owner, a_jpeg(500, 500))
    with pytest.raises(PapersClosed):
        operations.remove_paper(paper_id=paper.id, by=owner, at=NOON)


def _version():
    from mantetong.policies.queries import current_version  # noqa: PLC0415

    return current_version(region="511400", on=NOON.date()).id


def test_papers_stand_in_the_order_they_are_given(filing, owner):
    papers = [receive(filing, owner, a_jpeg(300 + number, 400), name=f"{number}.jpg") for number in range(3)]

    operations.reorder(filing_id=filing.id, slot=CERTIFICATE, keys=(papers[2].key, papers[0].key))

    assert [paper.name for paper in queries.papers_of(filing.id)] == ["2.jpg", "0.jpg", "1.jpg"]


def test_a_paper_that_cannot_be_read_is_marked_and_the_case_goes_on(filing, owner, heard):
    paper = receive(filing, owner)

    operations.give_up_reading(paper_id=paper.id, at=NOON)
    operations.give_up_reading(paper_id=paper.id, at=NOON)

    assert queries.paper_card(paper.id).state == PaperState.NOT_READ
    assert len(heard[Event.PAPER_READ].ids) == 1


def test_the_checklist_counts_what_is_missing(filing, owner):
    slots = queries.checklist_of(filing, on=NOON.date())
    before = {slot.code for slot in queries.missing_slots(filing_id=filing.id, slots=slots)}

    receive(filing, owner)

    after = {slot.code for slot in queries.missing_slots(filing_id=filing.id, slots=slots)}
    assert before - after == {CERTIFICATE}


def test_the_worst_finding_speaks_for_a_place(filing, owner):
    paper = receive(filing, owner)
    PaperFinding.objects.create(paper_id=paper.id, code=FindingCode.ROTATED, level="info", say="已摆正")
    PaperFinding.objects.create(paper_id=paper.id, code=FindingCode.DARK, level="warn", say="有点暗")

    state = next(
        state
        for state in queries.slots_state(filing_id=filing.id, slots=queries.checklist_of(filing, on=NOON.date()))
        if state.papers
    )

    assert state.worst == "warn"


def test_a_paper_since_a_moment_answers_a_supplement(filing, owner):
    receive(filing, owner)

    assert queries.has_paper_since(filing_id=filing.id, slot=CERTIFICATE, since=NOON - timedelta(days=1))
    assert not queries.has_paper_since(filing_id=filing.id, slot=CERTIFICATE, since=NOON)


def test_a_stranger_finds_no_such_paper_and_a_look_of_staff_is_noted(filing, owner, stranger):
    paper = receive(filing, owner)

    with pytest.raises(NoSuchPaper):
        operations.open_page(key=paper.key, number=1, by=stranger, at=NOON)
    with pytest.raises(NoSuchPaper):
        operations.open_page(key=paper.key, number=2, by=owner, at=NOON)
    assert operations.open_page(key=paper.key, number=1, by=owner, at=NOON).jpeg.startswith(b"\xff\xd8")


def test_a_reviewer_of_another_region_finds_no_such_paper(filing, owner, reviewer):
    paper = receive(filing, owner)

    with pytest.raises(NoSuchPaper):
        operations.open_page(key=paper.key, number=1, by=replace(reviewer, region="620900"), at=NOON)
