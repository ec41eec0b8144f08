"""Nobody loses a recognition unheard, nor by one official alone."""

from datetime import timedelta

import pytest

from mantetong.people.models import InsuredPerson, Look
from mantetong.policies.operations import load_packs
from mantetong.recognition import operations
from mantetong.recognition.errors import NoSuchRecognition, NotInForce, SamePerson, StillToBeHeard
from mantetong.recognition.models import Proposal, Recognition, State
from mantetong.recognition.operations.hearing import hearing_days
from tests.factories import MONDAY, a_reviewer, a_supervisor
from tests.rooms.recognition.test_issuing import a_case, issued
from tests.rooms.recognition.test_wallet import a_held
from tests.rooms.review.test_desk_pages import at_desk

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


def on(moment):
    return {"HTTP_X_SANDBOX_NOW": moment.isoformat()}


def test_a_benefit_is_taken_away_through_the_pages_only_after_the_person_has_spoken():
    held, home = a_held()
    reviewer, supervisor = (at_desk(by) for by in (a_reviewer(), a_supervisor()))
    found = reviewer.post("/desk/recognitions/", {"number": held.psn_no, "why": "复审抽查"}, **on(MONDAY))
    address = f"/desk/recognitions/{held.pk}/"
    empty = reviewer.post(address, {"act": "", "reason": ""}, **on(MONDAY))
    reviewer.post(address, {"act": "REVOKE", "reason": "复审未达标准，依据第五条"}, **on(MONDAY))
    proposal = Proposal.objects.get()
    deciding = f"{address}proposals/{proposal.pk}/"

    early = supervisor.post(deciding, {"confirm": "1"}, **on(MONDAY))
    assert "请您说明情况" in home.get("/certificates/", **on(MONDAY)).content.decode()
    shown = home.get(f"/certificates/{held.token}/hearing/", **on(MONDAY)).content.decode()
    home.post(f"/certificates/{held.token}/hearing/", {"words": "仍在治疗，附新报告"}, **on(MONDAY))
    late = supervisor.post(deciding, {"confirm": "1"}, **on(MONDAY))

    assert (address in found.content.decode(), empty.status_code, early.status_code, late.status_code) == (True, 422, 409, 302)
    assert "依据第五条" in shown
    assert "仍在治疗" in supervisor.get(address, **on(MONDAY)).content.decode()
    assert state() == State.REVOKED


def test_a_suspension_ends_with_a_reason_and_by_a_supervisor_only():
    held, _home = a_held()
    Recognition.objects.update(state=State.SUSPENDED)
    address = f"/desk/recognitions/{held.pk}/resume/"

    refused = at_desk(a_reviewer()).post(address, {"reason": "已补材料"}, **on(MONDAY))
    unsaid = at_desk(a_supervisor()).post(address, {"reason": ""}, **on(MONDAY))
    done = at_desk(a_supervisor()).post(address, {"reason": "已补材料"}, **on(MONDAY))

    assert (refused.status_code, unsaid.status_code, done.status_code) == (404, 422, 302)
    assert state() == State.IN_FORCE


def test_a_foreign_regions_benefits_are_neither_found_nor_opened():
    held, _home = a_held()
    stranger = at_desk(a_reviewer("511300"))

    found = stranger.post("/desk/recognitions/", {"number": held.psn_no, "why": "核对"}, **on(MONDAY))

    assert str(held.token) not in found.content.decode()
    assert "没有这个号码的待遇" in found.content.decode()
    assert stranger.get(f"/desk/recognitions/{held.pk}/", **on(MONDAY)).status_code == 404


def test_looking_for_somebody_needs_a_purpose_that_is_written_down():
    held, _home = a_held()
    desk = at_desk(a_reviewer())

    assert desk.post("/desk/recognitions/", {"number": held.psn_no, "why": ""}, **on(MONDAY)).status_code == 422
    desk.post("/desk/recognitions/", {"number": held.psn_no, "why": "来电咨询"}, **on(MONDAY))

    assert [(look.kind, look.why) for look in Look.objects.filter(kind="RECOGNITION")] == [("RECOGNITION", "来电咨询")]


def test_the_days_to_speak_are_the_packs():
    load_packs(at=MONDAY)

    assert hearing_days(region="511400", on=MONDAY.date()) == 5


def test_a_certificate_that_cannot_be_printed_is_a_named_task_and_is_tried_again():
    case = a_case()
    issued(case)
    later = MONDAY + timedelta(hours=1)
    InsuredPerson.objects.update(name="谢\U0010fffd兰")
    desk = at_desk(a_reviewer())

    tried = operations.make_missing_certificates(at=later)
    listed = desk.get("/desk/recognitions/", **on(later)).content.decode()
    InsuredPerson.objects.update(name="谢桂兰")

    assert tried == 0
    assert "\U0010fffd" in listed
    assert "没有字体能印" in listed
    assert operations.make_missing_certificates(at=later) == 1
    assert "没有字体能印" not in desk.get("/desk/recognitions/", **on(later)).content.decode()
