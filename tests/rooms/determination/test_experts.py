"""Experts: a draw anybody can repeat, nobody with a tie, blind votes, majority, and a supervisor where nobody leads (NC-17)."""

from datetime import timedelta

import pytest

from mantetong.cases.models import Assignment, LedgerEntry
from mantetong.cases.queries import case_card, may_see_filing, standing_decision
from mantetong.determination import operations, queries
from mantetong.determination.errors import AlreadyVoted, DecidedByOthers, NotOnPanel, ReasonsIncomplete
from mantetong.determination.models import Panel
from mantetong.determination.operations.drawing import pool_of
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Outcome
from mantetong.domain.panel import drawn
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.recognition.queries import recognition_of_case
from mantetong.review.operations import claim, release
from tests.factories import DIABETES, JIUQUAN, LUPUS, MEISHAN, NANCHONG, a_case_in_determination, a_hospital, a_supervisor
from tests.rooms.determination.factories import (
    DRAWN_AT,
    SEED,
    VOTED_AT,
    a_case_before_experts,
    a_case_treated_at,
    an_expert,
)
from tests.rooms.review.test_desk_pages import at_desk, words

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
        case_id=case.pk, account_id=experts[0].account_id, why="发现是亲属", seed=SEED, by=a_supervisor(NANCHONG), at=VOTED_AT
    )

    assert queries.waiting_of(case_id=case.pk) == "TOO_FEW_EXPERTS"


def test_a_supervisor_decides_where_the_panel_is_blocked_after_saying_why_in_writing():
    case, _experts, _reviewer = a_case_before_experts(experts=1)
    supervisor = a_supervisor(NANCHONG)
    release(filing_id=case.filing_id, by=supervisor, at=DRAWN_AT)
    claim(filing_id=case.filing_id, by=supervisor, at=DRAWN_AT)
    with pytest.raises(DecidedByOthers):
        step_in(case, supervisor)

    operations.waive(case_id=case.pk, why="全省只有一名可抽的专家", by=supervisor, at=VOTED_AT)
    step_in(case, supervisor)

    case.refresh_from_db()
    waived = LedgerEntry.objects.get(filing=case.filing, action="WAIVED")
    assert case.outcome == Outcome.UNDETERMINED
    assert (waived.account_id_of_actor, waived.facts["said"]) == (supervisor.account_id, "全省只有一名可抽的专家")


def step_in(case, supervisor):
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


def test_who_declares_a_tie_leaves_and_another_is_drawn_by_a_lot_of_its_own():
    case, experts, _reviewer = a_case_before_experts(experts=4)

    operations.declare_tie(case_id=case.pk, why="是我的姐夫", seed="another", by=experts[0], at=VOTED_AT)

    facts = LedgerEntry.objects.get(filing=case.filing, action="PANEL_JOINED").facts
    panel = queries.panel_of(case_id=case.pk)
    assert [seat.left_why for seat in panel.seats] == ["TIE", "", "", ""]
    assert list(drawn(pool=facts["pool"], seed="another", wanted=1)) == [panel.seats[-1].account_id]
    assert facts["left_out"][str(experts[0].account_id)] in ("ON_PANEL", "DECLARED_TIE")
    with pytest.raises(NotOnPanel):
        vote(case, experts[0])


def test_a_declared_tie_keeps_the_expert_from_every_later_case_of_the_person():
    case, experts, _reviewer = a_case_before_experts(experts=4)
    operations.declare_tie(case_id=case.pk, why="亲属", seed=SEED, by=experts[0], at=VOTED_AT)

    pool = pool_of(case=case_card(case.pk), at=VOTED_AT)

    assert pool.left_out == {str(experts[0].account_id): "DECLARED_TIE"}


def test_who_knows_the_disease_is_drawn_before_who_knows_another():
    others = [an_expert() for _ in range(3)]
    knowing = {an_expert().account_id for _ in range(3)}
    for one in others:
        operations.note_expertise(account_id=one.account_id, diseases=(LUPUS,), by=a_supervisor(NANCHONG), at=DRAWN_AT)
    case, _reviewer = a_case_in_determination(region=NANCHONG, diseases=(DIABETES,))

    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)

    panel = queries.panel_of(case_id=case.pk)
    assert {seat.account_id for seat in panel.seats} == knowing
    assert set(panel.left_out.values()) == {"OTHER_SPECIALITY"}


def test_where_the_city_has_too_few_the_province_is_drawn_from():
    an_expert()
    near = {an_expert(region=MEISHAN).account_id for _ in range(2)}
    far = an_expert(region=JIUQUAN)
    case, _reviewer = a_case_in_determination(region=NANCHONG)

    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)

    panel = queries.panel_of(case_id=case.pk)
    assert panel.reach == "PROVINCE"
    assert near <= {seat.account_id for seat in panel.seats}
    assert far.account_id not in panel.pool
    assert may_see_filing(viewer=Actor(min(near), frozenset({Role.EXPERT}), MEISHAN), filing_id=case.filing_id, at=VOTED_AT)


def test_the_silent_are_reminded_then_replaced_and_keep_the_seat_where_nobody_else_is_left():
    case, experts, _reviewer = a_case_before_experts(experts=4)
    vote(case, experts[0])

    first = operations.chase_experts(seed=SEED, at=DRAWN_AT + timedelta(days=2))
    again = operations.chase_experts(seed=SEED, at=DRAWN_AT + timedelta(days=3))
    late = operations.chase_experts(seed=SEED, at=DRAWN_AT + timedelta(days=5))

    seats = queries.panel_of(case_id=case.pk).seats
    assert (first, again, late) == ((2, 0), (0, 0), (0, 1))
    assert sorted(seat.left_why for seat in seats) == ["", "", "", "SILENT"]
    assert all(seat.reminded_at for seat in seats if seat.account_id in {one.account_id for one in experts[1:]})


def test_whoever_was_reminded_is_told_so_on_every_page_of_the_desk_until_they_answer():
    case, experts, _reviewer = a_case_before_experts(experts=3)
    silent, quick = at_desk(experts[1]), at_desk(experts[0])

    waits = words(silent.get("/desk/feedback/"))
    vote(case, experts[0])
    operations.chase_experts(seed=SEED, at=DRAWN_AT + timedelta(days=2))
    urged, answered = words(silent.get("/desk/feedback/")), words(quick.get("/desk/feedback/"))
    vote(case, experts[1])

    assert ("1 件等您" in waits, "催办" in waits) == (True, False)
    assert "“待我评审”里有1件已经催办" in urged
    assert ("件等您" in answered, "催办" in answered) == (False, False)
    assert "催办" not in words(silent.get("/desk/feedback/"))


def test_when_the_last_who_could_answer_leaves_those_who_answered_have_spoken():
    case, experts, _reviewer = a_case_before_experts(experts=3)
    vote(case, experts[0])
    vote(case, experts[1], Outcome.UNDETERMINED, reason="资料不够判断")

    operations.declare_tie(case_id=case.pk, why="同门", seed=SEED, by=experts[2], at=VOTED_AT)

    case.refresh_from_db()
    decision = standing_decision(case.pk)
    assert (case.stage, decision.outcome) == (Stage.CONFIRMING, Outcome.UNDETERMINED)
    assert decision.account_id == experts[1].account_id


def test_who_dissents_stands_in_the_ledger_and_every_answer_has_its_fee():
    case, experts, _reviewer = a_case_before_experts()
    vote(case, experts[0])
    vote(case, experts[1], Outcome.UNDETERMINED, reason="资料不够判断")
    vote(case, experts[2])

    facts = LedgerEntry.objects.get(filing=case.filing, action="PANEL_SPOKEN").facts
    ids = tuple(one.account_id for one in experts)
    work = queries.work_of(account_ids=ids, since=DRAWN_AT, until=VOTED_AT + timedelta(days=1))
    assert (facts["outcome"], facts["dissent"]) == ("RECOGNISED", [2])
    assert [(one.answered, one.fee_yuan, one.waiting) for one in work.values()] == [(1, 30, 0)] * 3


def test_a_supervisor_tries_the_lot_again_when_experts_were_added():
    case, _experts, _reviewer = a_case_before_experts(experts=1)
    an_expert()

    drew = operations.draw_again(case_id=case.pk, seed=SEED, by=a_supervisor(NANCHONG), at=VOTED_AT)

    assert drew
    assert queries.waiting_of(case_id=case.pk) == ""
    assert len(queries.panel_of(case_id=case.pk).seats) == 2


@pytest.mark.parametrize(
    ("second", "stage", "outcome"),
    [(Outcome.RECOGNISED, Stage.DECIDED, Outcome.RECOGNISED), (Outcome.UNDETERMINED, Stage.CONFIRMING, Outcome.UNDETERMINED)],
)
def test_two_left_after_a_recusal_go_on_and_split_votes_go_to_a_supervisor(second, stage, outcome):
    case, experts, _reviewer = a_case_before_experts(experts=3)
    operations.declare_tie(case_id=case.pk, why="是我的亲戚", seed=SEED, by=experts[0], at=VOTED_AT)

    vote(case, experts[1])
    vote(case, experts[2], second, reason="看过材料")

    case.refresh_from_db()
    assert (case.stage, standing_decision(case.pk).outcome) == (stage, outcome)
