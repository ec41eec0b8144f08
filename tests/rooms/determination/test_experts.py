"""Experts: a draw anybody can repeat, nobody with a tie, blind votes, majority, and a supervisor where nobody leads (NC-17)."""

import pytest

from mantetong.cases.models import Assignment, LedgerEntry
from mantetong.cases.queries import case_card, standing_decision
from mantetong.determination import operations, queries
from mantetong.determination.errors import AlreadyVoted, NotOnPanel, ReasonsIncomplete
from mantetong.determination.models import Panel
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.panel import drawn
from mantetong.domain.stages import Stage
from mantetong.recognition.queries import recognition_of_case
from mantetong.review.operations import claim, release
from tests.factories import NANCHONG, a_hospital, a_supervisor
from tests.rooms.determination.factories import (
    DRAWN_AT,
    SEED,
    VOTED_AT,
    a_case_before_experts,
    a_case_treated_at,
    an_expert,
)

pytestmark = pytest.mark.django_db


def vote(case, expert, outcome=Outcome.RECOGNISED, path="", reason="符合标准"):
    return operations.vote(case_id=case.pk, outcome=outcome, path=path, reason=reason, by=expert, at=VOTED_AT)


def a_leaf(case):
    card = case_card(case.pk)
    return reasons_of(card, disease=rules_of(card).diseases[case.disease_code])[0].path


def test_the_draw_can_be_repeated_from_the_ledger():
    case, experts, _reviewer = a_case_before_experts(experts=5)

    facts = LedgerEntry.objects.get(filing=case.filing, action="PANEL_DRAWN").facts

    assert (
        list(drawn(pool=facts["pool"], seed=facts["seed"], wanted=3))
        == facts["drawn"]
        == [expert.account_id for expert in experts]
    )


def test_starting_twice_draws_once():
    case, _experts, _reviewer = a_case_before_experts()

    operations.start(case_id=case.pk, seed="another", at=VOTED_AT)

    assert Panel.objects.filter(case=case).count() == 1


def test_an_expert_of_the_treating_hospital_is_never_drawn():
    hospital = a_hospital(region=NANCHONG)
    own = an_expert(institution=hospital)
    others = {an_expert().account_id for _ in range(3)}
    case, _reviewer = a_case_treated_at(hospital, region=NANCHONG)

    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)

    panel = queries.panel_of(case_id=case.pk)
    assert {seat.account_id for seat in panel.seats} == others
    assert panel.left_out == {str(own.account_id): "OWN_INSTITUTION"}


def test_too_few_experts_wait_for_a_supervisor():
    case, experts, _reviewer = a_case_before_experts(experts=1)

    assert experts == []
    assert queries.waiting_of(case_id=case.pk) == "TOO_FEW_EXPERTS"


def test_two_of_three_who_agree_decide_and_the_benefit_begins_that_day():
    case, experts, _reviewer = a_case_before_experts()

    first, second = vote(case, experts[0]), vote(case, experts[1])

    case.refresh_from_db()
    assert (first, second) == (False, True)
    assert (case.stage, case.outcome) == (Stage.DECIDED, Outcome.RECOGNISED)
    assert recognition_of_case(case.pk).begins_on == VOTED_AT.date()  # NC-21
    assert Assignment.objects.filter(case=case, until_at=None).count() == 0


def test_votes_are_blind_until_the_panel_is_closed():
    case, experts, _reviewer = a_case_before_experts()
    vote(case, experts[0])
    assert queries.panel_of(case_id=case.pk).votes == ()

    vote(case, experts[1])
    assert [one.outcome for one in queries.panel_of(case_id=case.pk).votes] == [Outcome.RECOGNISED] * 2


def test_an_expert_answers_once():
    case, experts, _reviewer = a_case_before_experts()
    vote(case, experts[0])

    with pytest.raises(AlreadyVoted):
        vote(case, experts[0])


def test_a_no_names_its_criterion():
    case, experts, _reviewer = a_case_before_experts()

    with pytest.raises(ReasonsIncomplete):
        vote(case, experts[0], Outcome.NOT_RECOGNISED, reason="不够")


def test_two_noes_decide_against_with_the_criterion_and_the_experts_words():
    case, experts, _reviewer = a_case_before_experts()
    path = a_leaf(case)

    for expert in experts[:2]:
        vote(case, expert, Outcome.NOT_RECOGNISED, path=path, reason="证明未写明病名")

    decision = standing_decision(case.pk)
    refused = [reason for reason in decision.reasons if reason["answer"] == "NOT_MET"]
    assert decision.outcome is Outcome.NOT_RECOGNISED
    assert [(one["path"], one["said"], bool(one["source"])) for one in refused] == [(path, "证明未写明病名", True)]
    assert recognition_of_case(case.pk) is None


def test_when_nobody_leads_a_supervisor_signs_that_it_cannot_be_told():
    case, experts, _reviewer = a_case_before_experts()
    vote(case, experts[0])
    vote(case, experts[1], Outcome.NOT_RECOGNISED, path=a_leaf(case), reason="不符")
    vote(case, experts[2], Outcome.UNDETERMINED, reason="资料不够判断")
    case.refresh_from_db()
    assert case.stage == Stage.CONFIRMING

    operations.confirm(case_id=case.pk, by=a_supervisor(NANCHONG), at=VOTED_AT)

    case.refresh_from_db()
    assert (case.stage, case.outcome) == (Stage.DECIDED, Outcome.UNDETERMINED)


def test_an_outsider_has_no_seat():
    case, _experts, _reviewer = a_case_before_experts()

    with pytest.raises(NotOnPanel):
        vote(case, an_expert())


def test_an_expert_who_leaves_may_leave_too_few():
    case, experts, _reviewer = a_case_before_experts(experts=2)

    operations.leave_panel(
        case_id=case.pk, account_id=experts[0].account_id, why="发现是亲属", by=a_supervisor(NANCHONG), at=VOTED_AT
    )

    assert queries.waiting_of(case_id=case.pk) == "TOO_FEW_EXPERTS"


def test_a_supervisor_steps_in_only_where_the_panel_is_blocked():
    case, _experts, _reviewer = a_case_before_experts(experts=1)
    supervisor = a_supervisor(NANCHONG)
    release(filing_id=case.filing_id, by=supervisor, at=DRAWN_AT)
    claim(filing_id=case.filing_id, by=supervisor, at=DRAWN_AT)
    card = case_card(case.pk)

    operations.decide(
        case_id=case.pk,
        outcome=Outcome.UNDETERMINED,
        reasons=reasons_of(card, disease=rules_of(card).diseases[case.disease_code]),
        remark="专家不足",
        institution_code=None,
        doctor_code=None,
        by=supervisor,
        at=VOTED_AT,
    )

    case.refresh_from_db()
    assert case.outcome == Outcome.UNDETERMINED
