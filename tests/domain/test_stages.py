"""The stage table: what can be done, and above all what can never be done."""

from itertools import product

import pytest

from mantetong.domain.actor import SYSTEM, Actor, NotYoursToTake, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.stages import (
    ENDS,
    JOURNEY,
    RUNNING,
    Action,
    ActionNotAvailable,
    Stage,
    actions_open_to,
    may_end_by_system,
    roles_that_may,
    step_for,
)


@pytest.mark.parametrize(("stage", "action"), sorted(set(product(Stage, Action)) - set(JOURNEY)))
def test_an_action_missing_from_the_journey_is_refused(stage, action):
    with pytest.raises(ActionNotAvailable):
        step_for(stage=stage, action=action)


@pytest.mark.parametrize(("at", "step"), sorted(JOURNEY.items(), key=str))
def test_every_step_is_taken_by_a_person_and_leads_elsewhere(at, step):
    assert step.by
    assert Role.SYSTEM not in step.by
    assert step.to is not at[0]


def test_the_system_accepts_proposes_and_decides_and_nothing_else():
    actions = {action for (_stage, action), step in JOURNEY.items() if step.system_may}

    assert actions == {Action.ACCEPT, Action.PROPOSE, Action.DECIDE}


@pytest.mark.parametrize(
    ("outcome", "allowed"), [(Outcome.RECOGNISED, True), (Outcome.NOT_RECOGNISED, False), (Outcome.UNDETERMINED, False)]
)
def test_the_system_never_takes_a_negative_act(outcome, allowed):
    assert may_end_by_system(outcome=outcome) is allowed


def test_refusal_is_possible_only_before_acceptance():
    assert [stage for (stage, action) in JOURNEY if action is Action.REFUSE] == [Stage.FILED]


def test_lapse_is_taken_by_a_person():
    assert not any(step.system_may for (_stage, action), step in JOURNEY.items() if action is Action.LAPSE)


@pytest.mark.parametrize("stage", sorted(ENDS - {Stage.DECIDED, Stage.LAPSED}))
def test_nothing_leads_out_of_a_refusal_or_a_withdrawal(stage):
    assert not [action for (at, action) in JOURNEY if at is stage]


def test_every_stage_but_the_first_can_be_reached():
    assert {step.to for step in JOURNEY.values()} == set(Stage) - {Stage.DRAFT}


def test_a_running_case_can_always_be_withdrawn_by_the_applicant():
    for stage in RUNNING:
        assert Action.WITHDRAW in actions_open_to(stage=stage, roles=frozenset({Role.APPLICANT}))


def test_an_expert_neither_reviews_nor_confirms():
    offered = {action for stage in Stage for action in actions_open_to(stage=stage, roles=frozenset({Role.EXPERT}))}

    assert offered == {Action.PROPOSE, Action.DECIDE, Action.SEND_BACK}


def test_the_role_that_acts_is_named():
    by = Actor(7, frozenset({Role.SUPERVISOR, Role.REVIEWER}), "511400")

    assert ensure_holds(by, frozenset({Role.REVIEWER, Role.SUPERVISOR})) is Role.REVIEWER


def test_somebody_without_the_role_is_turned_away_with_the_roles_that_may():
    with pytest.raises(NotYoursToTake) as refused:
        ensure_holds(SYSTEM, roles_that_may(step=step_for(stage=Stage.FILED, action=Action.REFUSE)))

    assert refused.value.needed == {Role.REVIEWER, Role.SUPERVISOR}


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_an_event(action):
    assert Event.of(action).value == action.value
