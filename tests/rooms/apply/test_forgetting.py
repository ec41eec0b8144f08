"""A draft nobody came back to is deleted whole; a submitted filing never is."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages

from mantetong.apply.answers import keep_answer
from mantetong.apply.models import DraftAnswer
from mantetong.apply.operations import forget_draft
from mantetong.cases.models import Case, Filing
from mantetong.cases.operations import DraftOnly, remove_draft
from mantetong.cases.queries import drafts_removed_before
from mantetong.materials.models import Paper, PaperPage
from mantetong.materials.operations import receive_paper
from tests.factories import MONDAY, a_draft, a_submitted_filing
from tests.rooms.materials.bad_files import a_jpeg

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_a_removed_draft_goes_with_its_answers_papers_and_files():
    filing, by = a_draft()
    keep_answer(filing_id=filing.pk, question="summary", value="口服二甲双胍三年", at=MONDAY)
    receive_paper(filing_id=filing.pk, slot="diagnosis_certificate", name="证明.jpg", content=a_jpeg(), by=by, at=MONDAY)
    key = PaperPage.objects.get().storage_key
    remove_draft(filing_id=filing.pk, at=MONDAY)

    forget_draft(filing_id=filing.pk)

    assert not any(rows.objects.exists() for rows in (Filing, Case, DraftAnswer, Paper))
    assert not storages["documents"].exists(key)


def test_only_drafts_removed_long_enough_ago_are_named():
    filing, _by = a_draft()
    remove_draft(filing_id=filing.pk, at=MONDAY)

    assert drafts_removed_before(moment=MONDAY) == ()
    assert drafts_removed_before(moment=MONDAY + timedelta(seconds=1)) == (filing.pk,)


def test_a_submitted_filing_is_never_forgotten():
    filing, _by = a_submitted_filing()

    with pytest.raises(DraftOnly):
        forget_draft(filing_id=filing.pk)

    assert Filing.objects.filter(pk=filing.pk).exists()
