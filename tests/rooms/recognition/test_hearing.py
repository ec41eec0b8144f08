"""Nobody loses a recognition unheard, nor by one official alone."""

from datetime import timedelta

import pytest

from mantetong.recognition import operations
from mantetong.recognition.errors import NoSuchRecognition, NotInForce, SamePerson, StillToBeHeard
from mantetong.recognition.models import Recognition, State
from tests.factories import MONDAY, a_reviewer, a_supervisor
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db


def proposed(*, act="REVOKE", by=None):
    row = issued(a_case())
    return operations.propose(recognition_id=row, act=act, reason="复审未达标准", by=by or a_reviewer(), at=MONDAY)


def decide(proposal, *, by=None, days=0, confirm=True):
    operations.decide_proposal(proposal_id=proposal, confirm=confirm, by=by or a_supervisor(), at=MONDAY + timedelta(days=days))


def state():
    return Recognition.objects.get().state


def test_a_proposal_changes_nothing_until_the_person_was_heard():
    proposal = proposed()

    with pytest.raises(StillToBeHeard):
        decide(proposal, days=5)
    assert state() == State.IN_FORCE

    decide(proposal, days=6)
    assert state() == State.REVOKED


def test_who_has_spoken_need_not_wait():
    proposal = proposed(act="SUSPEND")
    operations.say(proposal_id=proposal, person_ids=(Recognition.objects.get().person_id,), words="仍在治疗", at=MONDAY)

    decide(proposal, days=1)

    assert state() == State.SUSPENDED


def test_who_proposed_does_not_decide():
    supervisor = a_supervisor()

    with pytest.raises(SamePerson):
        decide(proposed(by=supervisor), by=supervisor, days=6)


def test_a_dropped_proposal_leaves_everything_as_it_was():
    proposal = proposed()
    decide(proposal, confirm=False)

    assert state() == State.IN_FORCE
    with pytest.raises(NoSuchRecognition):
        decide(proposal, days=6)


def test_one_proposal_at_a_time_and_only_from_the_region():
    proposed()
    row = Recognition.objects.get().pk

    for by, why in ((a_reviewer(), NotInForce), (a_supervisor("511300"), NoSuchRecognition)):
        with pytest.raises(why):
            operations.propose(recognition_id=row, act="REVOKE", reason="", by=by, at=MONDAY)


def test_nobody_else_speaks_for_the_person():
    with pytest.raises(NoSuchRecognition):
        operations.say(proposal_id=proposed(), person_ids=(0,), words="", at=MONDAY)
