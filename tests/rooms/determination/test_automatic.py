"""Automatic approval: only what registers said, only where the pack opens it, off by one act, and read again by lot."""

import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from mantetong.cases.models import Assignment, CriterionAnswer, Filing
from mantetong.cases.queries import case_card, standing_decision
from mantetong.determination import operations
from mantetong.determination.models import SecondReading
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.roles import Role
from mantetong.domain.sampling import is_drawn
from mantetong.domain.stages import Stage
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import current_version
from mantetong.recognition.queries import recognition_of_case
from tests.factories import MEISHAN, a_case_in_determination, a_reviewer, a_supervisor
from tests.rooms.determination.factories import DRAWN_AT, SEED, VOTED_AT
from tests.rooms.review.factories import leaves_of_case
from tests.rooms.review.test_desk_pages import at_desk, words

PACKS = Path(__file__).resolve().parents[3] / "packs"
pytestmark = pytest.mark.django_db


@pytest.fixture
def opened_by_pack(tmp_path):
    """Put a case under a pack in which Meishan opens automatic approval."""

    def under(case):
        folder = tmp_path / "packs"
        shutil.copytree(PACKS, folder)
        region = folder / "511400-meishan" / "region.yaml"
        region.write_text(region.read_text().replace("{decider: agency}", "{decider: agency, automatic_approval: true}"))
        load_packs(folder=folder, at=DRAWN_AT)
        version = current_version(region=MEISHAN, on=DRAWN_AT.date())
        Filing.objects.filter(pk=case.filing_id).update(policy_version=version.id)

    return under


def answered_by(case, *said_by, answer=Answer.MET):
    evidence = [{"said_by": one, "value": "登记信息"} for one in said_by]
    for path, _label in leaves_of_case(case):
        CriterionAnswer.objects.filter(case=case, path=path).delete()
        CriterionAnswer.objects.create(
            case=case, path=path, answer=answer, is_human=False, role=Role.SYSTEM, said="已核实", evidence=evidence, at=DRAWN_AT
        )


def started(case):
    operations.start(case_id=case.pk, seed=SEED, at=VOTED_AT)
    return case_card(case.pk)


def test_what_registers_have_confirmed_is_recognised_at_once_by_the_system(opened_by_pack):
    case, _reviewer = a_case_in_determination()
    opened_by_pack(case)
    answered_by(case, "REGISTRY")

    ended = started(case)

    assert (ended.stage, ended.outcome, standing_decision(case.pk).role) == (Stage.DECIDED, Outcome.RECOGNISED, Role.SYSTEM)
    assert recognition_of_case(case.pk) is not None


@pytest.mark.parametrize(
    ("said_by", "answer"),
    [
        (("READING",), Answer.MET),
        (("REGISTRY", "READING"), Answer.MET),
        (("APPLICANT",), Answer.MET),
        (("STAFF",), Answer.MET),
        ((), Answer.MET),
        (("REGISTRY",), Answer.NOT_MET),
        (("REGISTRY",), Answer.CANNOT_TELL),
    ],
)
def test_a_photograph_a_word_or_a_no_is_left_to_a_person(opened_by_pack, said_by, answer):
    case, _reviewer = a_case_in_determination()
    opened_by_pack(case)
    answered_by(case, *said_by, answer=answer)

    assert started(case).stage is Stage.DETERMINING
    assert standing_decision(case.pk) is None


def test_a_pack_that_does_not_open_it_leaves_everything_to_people():
    case, _reviewer = a_case_in_determination()
    answered_by(case, "REGISTRY")

    assert started(case).stage is Stage.DETERMINING


def test_one_act_of_a_supervisor_switches_it_off_for_the_region_and_another_on_again(opened_by_pack):
    case, _reviewer = a_case_in_determination()
    opened_by_pack(case)
    answered_by(case, "REGISTRY")
    desk = at_desk(a_supervisor())

    page = words(desk.get("/desk/quality/"))
    desk.post("/desk/quality/automatic/", {"to": "off", "why": "登记库数据有误"})
    while_off = started(case).stage
    desk.post("/desk/quality/automatic/", {"to": "on", "why": "已修复"})

    assert "立即停用自动认定" in page
    assert while_off is Stage.DETERMINING
    assert started(case).stage is Stage.DECIDED


def test_a_switch_without_a_reason_or_by_a_reviewer_changes_nothing():
    load_packs(at=VOTED_AT)

    assert at_desk(a_supervisor()).post("/desk/quality/automatic/", {"to": "off", "why": " "}).status_code == 422
    assert at_desk(a_reviewer()).post("/desk/quality/automatic/", {"to": "off", "why": "x"}).status_code == 404
    assert not operations.is_switched_off(MEISHAN)


def test_an_automatic_approval_is_read_again_as_its_own_kind(opened_by_pack):
    a_reviewer()
    case, _reviewer = a_case_in_determination()
    opened_by_pack(case)
    answered_by(case, "REGISTRY")
    number = started(case).number
    seed = next(str(one) for one in count() if is_drawn(key=number, seed=str(one), percent=5))

    operations.draw_reading(case_id=case.pk, seed=seed, at=VOTED_AT + timedelta(hours=1))

    row = SecondReading.objects.get(case=case)
    assert row.why == "AUTOMATIC"
    assert Assignment.objects.filter(case=case, why="QUALITY_SAMPLE", account_id=row.reader_id).exists()
