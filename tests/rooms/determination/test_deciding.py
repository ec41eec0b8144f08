"""The decision: by whom the pack says, with reasons, and the recognition in the same transaction (MS-15…MS-17, JQ-17, JQ-22)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mantetong.cases.errors import CaseHasMoved, OwnCase, SameHand
from mantetong.cases.models import Claim
from mantetong.cases.operations.work import AlreadyClaimed
from mantetong.cases.queries import case_card, may_see_filing, standing_decision
from mantetong.determination import operations, queries
from mantetong.determination.errors import (
    DecidedByOthers,
    DoctorElsewhere,
    NotReopenable,
    ReasonsIncomplete,
    RemarkMissing,
    ReopenTimeOver,
)
from mantetong.determination.operations.deciding import settle_decision
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.outside.documents import fetch
from mantetong.people.models import Account
from mantetong.recognition.queries import recognition_of_case
from mantetong.review.operations import judge_case
from tests.factories import (
    JIUQUAN,
    a_case_in_determination,
    a_hospital,
    a_reviewer,
    a_staff_member,
    a_supervisor,
    an_insured_person,
    as_applicant,
)
from tests.rooms.determination.factories import DRAWN_AT, SEED, VOTED_AT, a_case_before_an_institution, a_case_treated_at
from tests.rooms.review.factories import answer_all
from tests.rooms.review.test_desk_pages import at_desk

pytestmark = pytest.mark.django_db


def decide(case, by, outcome=Outcome.RECOGNISED, **more):
    card = case_card(case.pk)
    given = {
        "reasons": reasons_of(card, disease=rules_of(card).diseases[case.disease_code]),
        "remark": "",
        "institution_code": None,
        "doctor_code": None,
        "at": VOTED_AT,
    } | more
    operations.decide(case_id=case.pk, outcome=outcome, by=by, **given)
    case.refresh_from_db()
    return case


def test_the_agency_recognises_and_the_benefit_is_there_at_once():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)

    decide(case, reviewer)

    held = recognition_of_case(case.pk)
    assert (case.stage, case.outcome) == (Stage.DECIDED, Outcome.RECOGNISED)
    assert (held.begins_on, held.ends_on) == (date(2026, 3, 2), date(2028, 3, 1))


def test_an_outcome_the_criteria_do_not_support_needs_a_word():
    case, reviewer = a_case_in_determination()

    with pytest.raises(RemarkMissing):
        decide(case, reviewer)
    decide(case, reviewer, remark="原件已在窗口核对")

    assert standing_decision(case.pk).remark == "原件已在窗口核对"


def test_not_recognising_needs_a_criterion_that_is_not_met():
    case, reviewer = a_case_in_determination()

    with pytest.raises(ReasonsIncomplete):
        decide(case, reviewer, Outcome.NOT_RECOGNISED, remark="不符合")


def test_not_recognising_keeps_every_reason_with_its_rule():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer, answer=Answer.NOT_MET)

    decide(case, reviewer, Outcome.NOT_RECOGNISED)

    reasons = standing_decision(case.pk).reasons
    assert all(reason["said"] and reason["source"] and reason["path"] for reason in reasons)
    assert recognition_of_case(case.pk) is None


def test_cannot_tell_never_becomes_a_refusal_and_is_taken_up_again_with_one_tap():
    case, reviewer = a_case_in_determination()
    decide(case, reviewer, Outcome.UNDETERMINED)
    applicant = as_applicant(case.filing.account)

    operations.reopen(case_id=case.pk, by=applicant, at=VOTED_AT + timedelta(days=1))

    case.refresh_from_db()
    assert (case.stage, case.outcome) == (Stage.REVIEWING, None)


def test_what_was_decided_is_not_taken_up_again():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)
    decide(case, reviewer)

    with pytest.raises(NotReopenable):
        operations.reopen(case_id=case.pk, by=as_applicant(case.filing.account), at=VOTED_AT)


def test_the_days_to_take_it_up_again_end():
    case, reviewer = a_case_in_determination()
    decide(case, reviewer, Outcome.UNDETERMINED)

    with pytest.raises(ReopenTimeOver):
        operations.reopen(case_id=case.pk, by=as_applicant(case.filing.account), at=VOTED_AT + timedelta(days=4000))


def test_only_the_holder_of_the_claim_decides():
    case, _reviewer = a_case_in_determination()
    with pytest.raises(AlreadyClaimed):
        decide(case, a_reviewer(), remark="试")


def test_two_who_decide_at_once_one_is_told():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)

    with pytest.raises(CaseHasMoved):
        decide(case, reviewer, seen_version=case.version - 1)


def test_a_doctor_of_another_hospital_is_turned_away():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)

    with pytest.raises(DoctorElsewhere):
        decide(case, reviewer, institution_code=a_hospital().code, doctor_code="D000")


def test_the_treating_hospital_never_determines():
    case, staff, treating, reviewer = a_case_before_an_institution()
    assert queries.institution_of(case_id=case.pk) == staff.institution != treating.code

    with pytest.raises(DecidedByOthers):
        decide(case, a_staff_member(Role.INSTITUTION, region=JIUQUAN, institution=treating), remark="试")
    with pytest.raises(DecidedByOthers):
        decide(case, reviewer, remark="试")


def test_an_entrusted_institution_decides_and_the_benefit_begins_the_day_after():
    case, staff, _treating, _reviewer = a_case_before_an_institution()

    decide(case, staff, remark="符合标准")

    assert recognition_of_case(case.pk).begins_on == date(2026, 3, 3)  # JQ-22
    assert queries.institution_of(case_id=case.pk) is None


def test_without_another_institution_a_supervisor_is_asked():
    treating = a_hospital(region=JIUQUAN, is_entrusted=True)
    case, _reviewer = a_case_treated_at(treating, region=JIUQUAN)

    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)

    assert queries.waiting_of(case_id=case.pk) == "NO_OTHER_INSTITUTION"


def test_an_institution_sees_its_own_cases_only():
    case, staff, treating, _reviewer = a_case_before_an_institution()
    stranger = a_staff_member(Role.INSTITUTION, region=JIUQUAN, institution=treating)

    assert may_see_filing(viewer=staff, filing_id=case.filing_id, at=VOTED_AT)
    assert not may_see_filing(viewer=stranger, filing_id=case.filing_id, at=VOTED_AT)


def test_the_letter_is_printed_once_from_what_was_decided():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer, answer=Answer.NOT_MET)
    decide(case, reviewer, Outcome.NOT_RECOGNISED)

    first = operations.make_letter(case_id=case.pk, at=VOTED_AT)
    second = operations.make_letter(case_id=case.pk, at=VOTED_AT)

    assert first == second
    assert fetch(queries.letter_of(decision_id=standing_decision(case.pk).id)).startswith(b"%PDF")


def test_where_a_second_signature_is_asked_the_decision_waits_for_another_hand():
    case, reviewer = a_case_in_determination()
    card = case_card(case.pk)
    rules = rules_of(card)
    four_eyes = replace(
        rules, determination=replace(rules.determination, value=replace(rules.determination.value, second_signature=True))
    )
    reasons = reasons_of(card, disease=rules.diseases[case.disease_code])
    settle_decision(
        case=card,
        rules=four_eyes,
        outcome=Outcome.RECOGNISED,
        reasons=reasons,
        remark="符合",
        who=(None, None),
        by=reviewer,
        at=VOTED_AT,
    )
    assert case_card(case.pk).stage is Stage.CONFIRMING
    assert recognition_of_case(case.pk) is None

    both = Actor(reviewer.account_id, frozenset({Role.REVIEWER, Role.SUPERVISOR}), reviewer.region)
    with pytest.raises(SameHand):
        operations.confirm(case_id=case.pk, by=both, at=VOTED_AT)
    operations.confirm(case_id=case.pk, by=a_supervisor(), at=VOTED_AT)

    assert recognition_of_case(case.pk) is not None


def test_a_remark_of_twenty_thousand_characters_comes_back_whole_with_the_limit():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)

    address = f"/desk/case/{case.reference}/decide/"
    answer = at_desk(reviewer).post(address, {"outcome": "RECOGNISED", "remark": "字" * 20000})

    assert answer.status_code == 422
    assert "最多写2000字" in answer.content.decode()
    assert "字" * 20000 in answer.content.decode()
    assert case_card(case.pk).stage is Stage.DETERMINING


def test_nobody_decides_their_own_case_nor_a_relatives():
    person = an_insured_person()
    case, _reviewer = a_case_in_determination(person=person)
    own = a_reviewer()
    Account.objects.filter(pk=own.account_id).update(person=person)
    Claim.objects.filter(filing=case.filing).update(account_id=own.account_id)

    with pytest.raises(OwnCase):
        decide(case, own, remark="符合")

    assert standing_decision(case.pk) is None


def test_a_reading_that_arrives_after_the_decision_changes_nothing():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)
    decide(case, reviewer)
    before = (standing_decision(case.pk), case_card(case.pk))

    judged = judge_case(case_id=case.pk, at=VOTED_AT + timedelta(hours=1))

    assert judged is False
    assert (standing_decision(case.pk), case_card(case.pk)) == before
