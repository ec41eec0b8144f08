"""A rule changes while cases run: the newer version's `transition` says which of them it reaches."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from mantetong.cases.errors import CaseHasMoved
from mantetong.cases.models import CriterionAnswer, LedgerEntry
from mantetong.cases.operations import take_action
from mantetong.cases.queries import answers_of, filing_card, rules_of
from mantetong.determination.reasons import criteria_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.stages import Action
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import current_version
from mantetong.review import operations
from tests.factories import MEISHAN, MONDAY, a_case_in_determination, a_submitted_filing, its_case
from tests.rooms.review.factories import LATER, a_claimed_filing, leaves_of_case

PACKS = Path(__file__).resolve().parents[3] / "packs"
NEXT_DAY = MONDAY + timedelta(days=1)
ANY_ADULT = "          {label: 年满15周岁, age: {at_least: 15}}\n"
ONLY_CHILDREN = "          {label: 不满15周岁, age: {at_most: 14}}\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_rules(tmp_path):
    """Put rules in force in which diabetes has one criterion only, and running cases are treated as `transition` says."""

    def put_in_force(transition, criteria):
        folder = tmp_path / transition
        shutil.copytree(PACKS, folder, ignore=shutil.ignore_patterns("cases"))
        region = folder / "national" / "region.yaml"
        region.write_text(region.read_text().replace("{value: filed}", f"{{value: {transition}}}"))
        disease = next(folder.glob("national/diseases/M01600-*.yaml"))
        text = re.sub(r"(\nextra_slots:\n.*?value:).*?(?=\npayment:)", r"\1 []", disease.read_text(), flags=re.DOTALL)
        disease.write_text(re.sub(r"(\ncriteria:\n.*?value:\n).*", rf"\g<1>{criteria}", text, flags=re.DOTALL))
        load_packs(folder=folder, at=LATER)

    return put_in_force


def the_whole(case):
    return next(answer.answer for answer in answers_of(case.pk) if answer.path == "1")


def is_under_new_rules(case):
    case.refresh_from_db()
    return case.rules_version_id == current_version(region=MEISHAN, on=NEXT_DAY.date()).id


@pytest.mark.parametrize(
    ("transition", "criteria", "answer", "is_reached"),
    [
        ("filed", ANY_ADULT, Answer.CANNOT_TELL, False),
        ("more_favourable", ANY_ADULT, Answer.MET, True),
        ("more_favourable", ONLY_CHILDREN, Answer.CANNOT_TELL, False),
        ("decided", ANY_ADULT, Answer.MET, True),
        ("decided", ONLY_CHILDREN, Answer.NOT_MET, True),
    ],
)
def test_a_running_case_is_reached_as_the_new_version_says(new_rules, transition, criteria, answer, is_reached):
    filing, _applicant = a_submitted_filing()
    case = its_case(filing)
    new_rules(transition, criteria)

    operations.judge_running(region=MEISHAN, at=NEXT_DAY)
    operations.judge_case(case_id=case.pk, at=NEXT_DAY)

    assert the_whole(case) == answer
    assert is_under_new_rules(case) is is_reached
    assert LedgerEntry.objects.filter(filing=filing, action="RULES_CHANGED").count() == int(is_reached)


def test_everybody_who_looks_afterwards_sees_the_criteria_it_is_judged_by(new_rules):
    filing, _applicant = a_submitted_filing()
    case = its_case(filing)
    new_rules("decided", ANY_ADULT)

    operations.judge_running(region=MEISHAN, at=NEXT_DAY)

    card = filing_card(filing.pk)
    assert rules_of(card).diseases[case.disease_code].criteria.value.label == "年满15周岁"
    assert criteria_of(card.cases[0]).label == "年满15周岁"


def test_an_answer_to_an_earlier_criterion_is_kept_but_does_not_stand(new_rules):
    filing, reviewer, _applicant = a_claimed_filing()
    case = its_case(filing)
    path = leaves_of_case(case)[0][0]
    operations.overrule(case_id=case.pk, path=path, answer=Answer.MET, reason="原件已看", by=reviewer, at=LATER)
    seen = case.version
    new_rules("decided", ONLY_CHILDREN)

    operations.judge_running(region=MEISHAN, at=NEXT_DAY)

    assert [answer.is_human for answer in answers_of(case.pk)] == [False]
    assert CriterionAnswer.objects.get(case=case, is_human=True).superseded_at == NEXT_DAY
    with pytest.raises(CaseHasMoved):
        take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=NEXT_DAY, seen_version=seen)


def test_rules_do_not_move_under_those_who_determine(new_rules):
    case, _reviewer = a_case_in_determination()
    new_rules("decided", ANY_ADULT)

    operations.judge_running(region=MEISHAN, at=NEXT_DAY)

    assert not is_under_new_rules(case)


def test_judging_again_changes_nothing_more(new_rules):
    filing, _applicant = a_submitted_filing()
    case = its_case(filing)
    new_rules("decided", ANY_ADULT)

    judged = [operations.judge_running(region=MEISHAN, at=NEXT_DAY) for _ in range(2)]

    assert judged == [1, 0]
    assert is_under_new_rules(case)
