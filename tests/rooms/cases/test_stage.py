"""One writer of the stage: guards, clock, ledger and follow-up jobs, all or nothing."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.cases import operations, queries
from mantetong.cases.errors import AlreadyClaimed, CaseHasMoved, DecisionMissing, NotClaimed, OwnCase, SystemMayNot
from mantetong.cases.models import Case, Claim
from mantetong.cases.queries import Place, WorkList
from mantetong.domain.actor import SYSTEM, Actor, NotYoursToTake
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, ActionNotAvailable, Stage
from mantetong.people.models import Account
from tests.factories import (
    DIABETES,
    HYPERTENSION,
    JIUQUAN,
    MONDAY,
    a_case_in_determination,
    a_reviewer,
    a_submitted_filing,
    a_supervisor,
    an_insured_person,
    decide,
    its_case,
)

pytestmark = pytest.mark.django_db


def test_a_decision_ends_the_case_with_its_outcome():
    case, reviewer = a_case_in_determination()

    decided = decide(case, by=reviewer)

    assert (decided.stage, decided.outcome) == (Stage.DECIDED, Outcome.RECOGNISED)
    assert queries.standing_decision(case.pk).is_final


def test_a_case_cannot_end_without_a_written_decision():
    case, reviewer = a_case_in_determination()

    with pytest.raises(DecisionMissing):
        operations.take_action(case_id=case.pk, action=Action.DECIDE, by=reviewer, at=MONDAY)


@pytest.mark.parametrize("outcome", [Outcome.NOT_RECOGNISED, Outcome.UNDETERMINED])
def test_the_system_cannot_end_a_case_against_the_applicant(outcome):
    case, _reviewer = a_case_in_determination()

    with pytest.raises(SystemMayNot):
        decide(case, by=SYSTEM, outcome=outcome)


def test_nobody_decides_their_own_case():
    person = an_insured_person()
    case, _reviewer = a_case_in_determination(person=person)
    own = Account.objects.create(username="own", person=person, real_name_level=1, created_at=MONDAY)

    with pytest.raises(OwnCase):
        decide(case, by=Actor(own.pk, frozenset({Role.REVIEWER}), "511400"))


def test_an_applicant_cannot_take_a_reviewers_step():
    filing, by = a_submitted_filing()

    with pytest.raises(NotYoursToTake):
        operations.take_action(case_id=its_case(filing).pk, action=Action.PASS_ON, by=by, at=MONDAY)


def test_a_case_that_moved_since_it_was_looked_at_is_not_moved_again():
    filing, _by = a_submitted_filing()
    case, reviewer = its_case(filing), a_reviewer()
    operations.take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY, seen_version=case.version)

    with pytest.raises(CaseHasMoved):
        operations.take_action(case_id=case.pk, action=Action.SEND_BACK, by=reviewer, at=MONDAY, seen_version=case.version)


def test_a_refused_move_changes_nothing():
    case, reviewer = a_case_in_determination()
    before, jobs = queries.ledger_of(case.filing_id), ProcrastinateJob.objects.count()

    with pytest.raises(ActionNotAvailable):
        operations.take_action(case_id=case.pk, action=Action.ACCEPT, by=reviewer, at=MONDAY)

    assert queries.ledger_of(case.filing_id) == before
    assert ProcrastinateJob.objects.count() == jobs


def test_diseases_of_one_filing_move_alone():
    filing, _by = a_submitted_filing(diseases=(DIABETES, HYPERTENSION))
    first, second = Case.objects.filter(filing=filing).order_by("ordinal")

    operations.take_action(case_id=first.pk, action=Action.PASS_ON, by=a_reviewer(), at=MONDAY)

    second.refresh_from_db()
    assert second.stage == Stage.REVIEWING


def test_a_supplement_pauses_the_clock_and_the_answer_resumes_it():
    filing, by = a_submitted_filing(region=JIUQUAN)
    case, reviewer = its_case(filing), a_reviewer(JIUQUAN)
    assert case.due_on == date(2026, 3, 30)
    operations.take_action(case_id=case.pk, action=Action.ASK_SUPPLEMENT, by=reviewer, at=MONDAY + timedelta(days=1))
    assert queries.case_card(case.pk).clock.is_paused

    operations.take_action(case_id=case.pk, action=Action.ANSWER_SUPPLEMENT, by=by, at=MONDAY + timedelta(days=8))

    assert queries.case_card(case.pk).clock.due_on == date(2026, 4, 7)  # five working days later, past 清明节 on the 6th
    assert not queries.case_card(case.pk).clock.is_paused


def test_an_undetermined_case_can_be_reopened_by_the_applicant_and_its_decision_is_superseded():
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer, outcome=Outcome.UNDETERMINED)
    filing = queries.filing_card(case.filing_id)
    applicant = Actor(filing.account_id, frozenset({Role.APPLICANT}))

    operations.take_action(case_id=case.pk, action=Action.REOPEN, by=applicant, at=MONDAY + timedelta(days=3))

    assert queries.case_card(case.pk).stage is Stage.REVIEWING
    assert queries.standing_decision(case.pk) is None


@pytest.mark.parametrize("outcome", [Outcome.RECOGNISED, Outcome.NOT_RECOGNISED])
def test_what_was_recognised_or_refused_is_not_reopened(outcome):
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer, outcome=outcome)

    with pytest.raises(ActionNotAvailable):
        operations.take_action(case_id=case.pk, action=Action.REOPEN, by=reviewer, at=MONDAY)


def test_two_reviewers_never_hold_one_filing():
    filing, _by = a_submitted_filing()
    operations.claim_filing(filing_id=filing.pk, by=a_reviewer(), at=MONDAY)

    with pytest.raises(AlreadyClaimed):
        operations.claim_filing(filing_id=filing.pk, by=a_reviewer(), at=MONDAY)

    assert Claim.objects.count() == 1


def test_a_reviewer_puts_back_their_own_filing_and_a_supervisor_anybodys():
    filing, _by = a_submitted_filing()
    holder = a_reviewer()
    operations.claim_filing(filing_id=filing.pk, by=holder, at=MONDAY)

    with pytest.raises(NotClaimed):
        operations.release_filing(filing_id=filing.pk, by=a_reviewer(), at=MONDAY)
    operations.release_filing(filing_id=filing.pk, by=a_supervisor(), at=MONDAY)

    assert queries.claimed_by(filing.pk) is None


def test_the_claim_ends_with_the_last_case():
    case, reviewer = a_case_in_determination(diseases=(DIABETES, HYPERTENSION))
    decide(case, by=reviewer)
    assert queries.claimed_by(case.filing_id) == reviewer.account_id
    other = Case.objects.filter(filing_id=case.filing_id).exclude(pk=case.pk).get()

    operations.take_action(case_id=other.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY)
    decide(other, by=reviewer)

    assert queries.claimed_by(case.filing_id) is None


def test_what_held_a_filing_up_is_cleared_when_a_person_accepts_it():
    filing, _by = a_submitted_filing(holds=("REGISTRY_AWAY",))

    operations.take_action(case_id=its_case(filing).pk, action=Action.ACCEPT, by=a_reviewer(), at=MONDAY)

    assert queries.holds_of(filing.pk) == ()


def test_the_work_list_shows_the_region_due_first_and_pages_by_key():
    late, _by = a_submitted_filing(at=MONDAY + timedelta(days=2))
    soon, _by = a_submitted_filing(at=MONDAY)
    a_submitted_filing(region=JIUQUAN)
    asked = {"which": WorkList.UNCLAIMED, "viewer": a_reviewer(), "on": MONDAY.date()}

    first = queries.work_rows(**asked, most=1)
    rest = queries.work_rows(**asked, after=Place(first[0].line_on, first[0].risk, first[0].case_id))

    assert [row.number for row in (*first, *rest)] == [its_case(soon).number, its_case(late).number]


def test_a_claimed_filing_leaves_the_unclaimed_list_and_stands_in_mine():
    filing, _by = a_submitted_filing()
    reviewer = a_reviewer()
    operations.claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)

    counts = queries.lists_count(viewer=reviewer, on=MONDAY.date())

    assert (counts[WorkList.MINE], counts[WorkList.UNCLAIMED]) == (1, 0)
