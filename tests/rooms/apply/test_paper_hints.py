"""Before the button: what the check says about the papers, gently; who goes on all the same is handled like everybody else."""

import pytest

from mantetong.cases.models import Case, LedgerEntry
from mantetong.materials.models import Paper
from tests.journeys.bad_input import words
from tests.rooms.apply.homes import page, ready_draft
from tests.rooms.review.factories import a_paper

pytestmark = pytest.mark.django_db
SLOT = "diagnosis_certificate"


def checked(filing, home):
    answer = home.get(page(filing, "check"))
    return answer.context["page"], words(answer)


def test_what_was_found_on_a_paper_is_said_once_more_before_it_is_handed_in():
    filing, _by, home = ready_draft()
    a_paper(filing, findings=[("BLURRED", "reject"), ("NO_SEAL", "warn")])

    shown, said = checked(filing, home)

    (hint,) = shown.hints
    assert (hint.title, hint.words) == ("诊断证明（证明.jpg）", "照片有些模糊。")
    assert hint.url == f"{page(filing, 'papers')}#slot-{SLOT}"
    assert "证明.jpg）：照片有些模糊。" in said
    assert "这只是提醒，不影响提交" in said


def test_papers_that_are_fine_or_only_noted_are_no_matter_to_raise():
    filing, _by, home = ready_draft()
    a_paper(filing)
    a_paper(filing, findings=[("ROTATED", "info")])

    shown, said = checked(filing, home)

    assert (shown.hints, shown.unread) == ((), 0)
    assert "再看一眼" not in said


def test_nobody_waits_for_papers_that_are_still_being_read():
    filing, _by, home = ready_draft()
    Paper.objects.filter(pk=a_paper(filing).pk).update(state="CHECKED")

    shown, said = checked(filing, home)

    assert shown.unread == 1
    assert "还有1份材料正在检查，不用等" in said


def what_became_of(findings):
    """Everything the house writes of a submission, but for when and whose it is."""
    filing, _by, home = ready_draft()
    a_paper(filing, findings=findings)
    answer = home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})
    cases = list(Case.objects.filter(filing=filing).values_list("stage", "due_on", "risk"))
    ledger = LedgerEntry.objects.filter(filing=filing).order_by("seq").values_list("action", "role", "note")
    return answer.status_code, cases, list(ledger)


def test_who_insists_is_filed_accepted_and_written_down_like_everybody_else(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        clean = what_became_of([])
        insisted = what_became_of([("BLURRED", "reject"), ("WRONG_PERSON", "reject")])

    assert insisted == clean
    assert clean[0] == 302
