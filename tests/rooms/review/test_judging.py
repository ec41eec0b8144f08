"""Judging: facts kept, machine answers, people above machines, nothing after the end."""

from datetime import date

import pytest

from mantetong.cases.models import CriterionAnswer, FactSheet
from mantetong.cases.queries import answers_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.recognition.operations import issue
from mantetong.review import operations
from mantetong.review.errors import ReasonMissing
from tests.factories import MONDAY, a_case_in_determination, a_submitted_filing, decide, its_case
from tests.rooms.review.factories import LATER, a_claimed_filing, leaves_of_case

pytestmark = pytest.mark.django_db


def test_without_papers_nothing_is_held_against_the_person():
    filing, _applicant = a_submitted_filing()
    case = its_case(filing)

    operations.judge_case(case_id=case.pk, at=LATER)

    assert {answer.answer for answer in answers_of(case.pk)} == {Answer.CANNOT_TELL}
    assert FactSheet.objects.get(case=case).facts["born_on"] == "1953-04-17"


def test_judging_twice_leaves_the_same_rows():
    filing, _applicant = a_submitted_filing()
    case = its_case(filing)

    for _ in range(2):
        operations.judge_case(case_id=case.pk, at=LATER)

    assert FactSheet.objects.filter(case=case).count() == 1
    assert CriterionAnswer.objects.filter(case=case, path="1").count() == 1


def test_a_reading_that_comes_after_the_decision_changes_nothing():
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer, outcome=Outcome.UNDETERMINED)

    assert operations.judge_case(case_id=case.pk, at=LATER) is False
    assert not FactSheet.objects.filter(case=case).exists()


def test_a_person_stands_above_the_machine_and_says_why():
    filing, reviewer, _applicant = a_claimed_filing()
    case = its_case(filing)
    path = leaves_of_case(case)[0][0]
    operations.judge_case(case_id=case.pk, at=LATER)

    with pytest.raises(ReasonMissing):
        operations.overrule(case_id=case.pk, path=path, answer=Answer.MET, reason=" ", by=reviewer, at=LATER)
    operations.overrule(case_id=case.pk, path=path, answer=Answer.MET, reason="原件已看", by=reviewer, at=LATER)
    operations.judge_case(case_id=case.pk, at=LATER)

    standing = next(answer for answer in answers_of(case.pk) if answer.path == path)
    assert (standing.answer, standing.machine, standing.reason) == (Answer.MET, Answer.CANNOT_TELL, "原件已看")


def test_what_a_person_holds_already_stands_on_the_sheet_but_not_their_own_new_one():
    held, reviewer = a_case_in_determination()
    decision = decide(held, by=reviewer)
    issue(case_id=held.pk, decision_id=decision.decisions.get().pk, effective_on=date(2026, 3, 2), valid_until=None, at=MONDAY)
    filing, _applicant = a_submitted_filing(person=held.person, diseases=("M03900",))

    operations.judge_filing(filing_id=filing.pk, at=LATER)

    assert FactSheet.objects.get(case=its_case(filing)).facts["held_diseases"] == ["M01600"]
