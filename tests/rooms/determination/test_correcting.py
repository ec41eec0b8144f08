"""A mistaken decision is put right by two people, in time, and never to the harm of a truthful person."""

from datetime import date, timedelta

import pytest

from mantetong.cases.models import Decision, LedgerEntry
from mantetong.cases.queries import case_card, standing_decision
from mantetong.determination import operations
from mantetong.determination.errors import (
    AnotherIsRunning,
    CorrectionRunning,
    CorrectionTooLate,
    DeterminationError,
    NeverTakenBack,
    NoSuchWork,
    NothingCorrected,
    OneHand,
    ReasonsIncomplete,
)
from mantetong.determination.letter_data import letter_data
from mantetong.determination.operations import Corrected
from mantetong.determination.reasons import reasons_of, rules_of, with_refusals
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Stage
from mantetong.people.models import Doctor
from mantetong.recognition.models import NationalState, Recognition
from mantetong.recognition.queries import recognition_of_case
from tests.factories import NANCHONG, a_hospital, a_reviewer, a_supervisor, its_case
from tests.rooms.cases.test_other_hands import an_appeal_against
from tests.rooms.determination.factories import VOTED_AT
from tests.rooms.determination.test_pages import a_decided_case

pytestmark = pytest.mark.django_db
LATER = VOTED_AT + timedelta(days=10)


def corrected(case, outcome=Outcome.RECOGNISED, *, why="漏看了第二页的化验单", **more):
    card = case_card(case.pk)
    reasons = reasons_of(card, disease=rules_of(card).diseases[card.disease_code])
    values = {"remark": "补看化验单后符合", "institution_code": None, "doctor_code": None, "reasons": reasons} | more
    return Corrected(outcome=outcome, why=why, **values)


def proposed(case, by, outcome=Outcome.RECOGNISED, *, at=LATER, **more):
    return operations.propose_correction(case_id=case.pk, to=corrected(case, outcome, **more), by=by, at=at)


def a_refused_case():
    return a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)


def test_two_people_put_a_wrong_refusal_right_and_the_benefit_counts_from_the_day_of_the_refusal():
    case, proposer, second = a_refused_case(), a_reviewer(), a_supervisor()

    correction = proposed(case, proposer)
    before = (case_card(case.pk).stage, standing_decision(case.pk).outcome)
    operations.make_correction(correction_id=correction, by=second, at=LATER)

    decision = standing_decision(case.pk)
    assert before == (Stage.DECIDED, Outcome.NOT_RECOGNISED)
    assert (decision.outcome, decision.account_id) == (Outcome.RECOGNISED, proposer.account_id)
    assert recognition_of_case(case.pk).begins_on == date(2026, 3, 2)
    assert Decision.objects.filter(case=case).count() == 2
    acts = LedgerEntry.objects.filter(filing=case.filing).values_list("action", "account_id_of_actor")
    assert {("CORRECTION_PROPOSED", proposer.account_id), ("CORRECT", second.account_id), ("CONFIRM", second.account_id)} <= set(
        acts
    )


def test_who_proposed_does_not_agree():
    case, supervisor = a_refused_case(), a_supervisor()
    correction = proposed(case, supervisor)

    with pytest.raises(OneHand):
        operations.make_correction(correction_id=correction, by=supervisor, at=LATER)

    assert standing_decision(case.pk).outcome is Outcome.NOT_RECOGNISED


@pytest.mark.parametrize(
    ("was", "to"),
    [
        (Outcome.RECOGNISED, Outcome.NOT_RECOGNISED),
        (Outcome.RECOGNISED, Outcome.UNDETERMINED),
        (Outcome.UNDETERMINED, Outcome.NOT_RECOGNISED),
    ],
)
def test_a_correction_never_takes_back_from_a_truthful_person(was, to):
    answers = {Outcome.RECOGNISED: Answer.MET, Outcome.UNDETERMINED: Answer.CANNOT_TELL}
    case = a_decided_case(was, answer=answers[was])
    card = case_card(case.pk)
    reasons = reasons_of(card, disease=rules_of(card).diseases[card.disease_code])
    refused = with_refusals(reasons, refusals={reasons[0].path: "证明不是本人的"})

    with pytest.raises(NeverTakenBack):
        proposed(case, a_reviewer(), to, reasons=refused)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"at": VOTED_AT + timedelta(days=400)}, CorrectionTooLate),
        ({"why": "  "}, ReasonsIncomplete),
        ({"outcome": Outcome.NOT_RECOGNISED, "remark": ""}, NothingCorrected),
    ],
)
def test_what_a_correction_needs(more, error):
    case = a_refused_case()

    with pytest.raises(error):
        proposed(case, a_reviewer(), **more)


def test_one_correction_at_a_time_and_another_regions_officer_finds_none():
    case = a_refused_case()
    correction = proposed(case, a_reviewer())

    with pytest.raises(CorrectionRunning):
        proposed(case, a_reviewer())
    with pytest.raises(NoSuchWork):
        operations.make_correction(correction_id=correction, by=a_supervisor(NANCHONG), at=LATER)


def test_a_correction_that_is_dropped_leaves_the_decision_and_makes_room_for_another():
    case = a_refused_case()
    correction = proposed(case, a_reviewer())

    operations.drop_correction(correction_id=correction, why="原决定没有错", by=a_supervisor(), at=LATER)

    assert standing_decision(case.pk).outcome is Outcome.NOT_RECOGNISED
    assert proposed(case, a_reviewer()) > correction
    with pytest.raises(DeterminationError):
        operations.make_correction(correction_id=correction, by=a_supervisor(), at=LATER)


def test_a_wrong_doctor_is_put_right_without_touching_the_days_and_registered_anew():
    case = a_decided_case(Outcome.RECOGNISED)
    hospital = a_hospital()
    doctor = Doctor.objects.create(code="D510000000001", name="周医师", institution=hospital)
    Recognition.objects.filter(case_id=case.pk).update(
        national_state=NationalState.REGISTERED, national_serial="S1", institution_code="", doctor_code=""
    )
    before = recognition_of_case(case.pk)

    who = {"institution_code": hospital.code, "doctor_code": doctor.code, "remark": ""}
    correction = proposed(case, a_reviewer(), why="医师登记错了", **who)
    operations.make_correction(correction_id=correction, by=a_supervisor(), at=LATER)

    after = Recognition.objects.get(case_id=case.pk)
    assert (after.begins_on, after.ends_on) == (before.begins_on, before.ends_on)
    assert (after.institution_code, after.doctor_code, after.national_is_outdated) == (hospital.code, doctor.code, True)


def test_the_letter_of_a_corrected_decision_says_that_it_takes_the_earlier_ones_place_and_why():
    case = a_refused_case()
    first = operations.make_letter(case_id=case.pk, at=VOTED_AT)
    operations.make_correction(correction_id=proposed(case, a_reviewer()), by=a_supervisor(), at=LATER)

    said = letter_data(case_card(case.pk), standing_decision(case.pk))
    second = operations.make_letter(case_id=case.pk, at=LATER)

    assert "漏看了第二页的化验单" in said["corrects"]
    assert first != second


def test_while_an_appeal_runs_the_appeal_decides_and_nothing_is_corrected_beside_it():
    case = a_refused_case()
    correction = proposed(case, a_reviewer())
    appeal = an_appeal_against(case, at=LATER)

    with pytest.raises(AnotherIsRunning) as told:
        operations.make_correction(correction_id=correction, by=a_supervisor(), at=LATER)

    assert told.value.number == its_case(appeal).number
    assert standing_decision(case.pk).outcome is Outcome.NOT_RECOGNISED
