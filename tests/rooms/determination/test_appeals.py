"""申诉复核: other people, everything of the first round before them, and an outcome that upholds or changes."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from mantetong.cases.operations import claim_filing, take_action
from mantetong.cases.queries import WorkList, case_card, lists_count, next_filings, standing_decision, work_rows
from mantetong.determination import operations, queries
from mantetong.determination.letter_data import letter_data
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Action
from mantetong.policies.operations import load_packs
from mantetong.recognition.queries import recognition_of_case
from tests.factories import MONDAY, NANCHONG, a_reviewer, a_supervisor, its_case
from tests.rooms.cases.test_other_hands import an_appeal_against
from tests.rooms.determination.factories import SEED, VOTED_AT, a_case_before_experts, an_expert
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import a_claimed_filing, answer_all, leaves_of_case
from tests.rooms.review.test_desk_pages import at_desk, words

PACKS = Path(__file__).resolve().parents[3] / "packs"
pytestmark = pytest.mark.django_db
APPEALED_AT = MONDAY + timedelta(days=3)
ANSWERED_AT = APPEALED_AT + timedelta(hours=3)


def a_refused_case():
    return a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)


def an_appeal_answered(case, outcome, answer):
    """The appeal, judged by a colleague."""
    appeal, colleague = an_appeal_against(case, at=APPEALED_AT), a_reviewer()
    claim_filing(filing_id=appeal.pk, by=colleague, at=APPEALED_AT)
    case = its_case(appeal)
    take_action(case_id=case.pk, action=Action.PASS_ON, by=colleague, at=APPEALED_AT)
    answer_all(case, by=colleague, answer=answer, at=APPEALED_AT)
    card = case_card(case.pk)
    operations.decide(
        case_id=case.pk,
        outcome=outcome,
        reasons=reasons_of(card, disease=rules_of(card).diseases[case.disease_code]),
        remark="重新看过全部材料",
        institution_code=None,
        doctor_code=None,
        by=colleague,
        at=ANSWERED_AT,
    )
    return case


@pytest.mark.parametrize("which", [WorkList.UNCLAIMED, WorkList.APPEALS])
def test_who_judged_before_finds_the_appeal_on_no_list_and_a_colleague_does(which):
    case = a_refused_case()
    appeal = an_appeal_against(case, at=APPEALED_AT)
    judged = a_reviewer()
    first = type(judged)(case.decisions.get().account_id, judged.roles, judged.region)

    mine, theirs = ({row.case_id for row in work_rows(which=which, viewer=one, on=APPEALED_AT.date())} for one in (first, judged))

    assert its_case(appeal).pk not in mine
    assert its_case(appeal).pk in theirs
    assert lists_count(viewer=first, on=APPEALED_AT.date())[which] == 0
    assert appeal.pk not in next_filings(viewer=first)


def test_the_screen_of_an_appeal_shows_the_first_decision_its_reasons_and_what_is_contested():
    case = a_refused_case()
    appeal, colleague = an_appeal_against(case, at=APPEALED_AT), a_reviewer()
    appeal.followings.update(paths=[leaves_of_case(case)[0][0]])

    page = at_desk(colleague).get(f"/desk/filing/{appeal.reference}/")

    text = words(page)
    assert "申诉针对的认定" in text
    assert "看漏了" in text
    assert text.count("申诉人不同意这一条") == 1
    assert f'href="/desk/filing/{case.filing.reference}/"' in page.content.decode()


def test_an_ordinary_case_shows_no_first_round():
    filing, reviewer, _applicant = a_claimed_filing()

    page = words(at_desk(reviewer).get(f"/desk/filing/{filing.reference}/"))

    assert ("办理经过" in page, "申诉针对的认定" in page) == (True, False)


def test_the_experts_of_an_appeal_see_what_the_first_experts_said():
    case, experts, _reviewer = a_case_before_experts()
    for expert in experts[:2]:
        path = leaves_of_case(case)[0][0]
        operations.vote(
            case_id=case.pk, outcome=Outcome.NOT_RECOGNISED, path=path, reason="证明未写明病名", by=expert, at=VOTED_AT
        )
    for _ in range(3):
        an_expert()
    appeal, colleague = an_appeal_against(case, at=APPEALED_AT), a_reviewer(NANCHONG)
    take_action(case_id=its_case(appeal).pk, action=Action.PASS_ON, by=colleague, at=APPEALED_AT)
    operations.start(case_id=its_case(appeal).pk, seed=SEED, at=APPEALED_AT)
    seat = queries.panel_of(case_id=its_case(appeal).pk).seats[0]

    page = words(
        at_desk(type(experts[0])(seat.account_id, experts[0].roles, NANCHONG)).get(f"/desk/panel/{its_case(appeal).reference}/")
    )

    assert page.count("证明未写明病名") >= 2
    assert "谢桂兰" not in page


@pytest.mark.parametrize(
    ("outcome", "answer", "said"),
    [(Outcome.RECOGNISED, Answer.MET, "改变"), (Outcome.NOT_RECOGNISED, Answer.NOT_MET, "维持")],
)
def test_an_appeal_upholds_or_changes_and_its_letter_says_which(outcome, answer, said):
    first = a_refused_case()

    case = an_appeal_answered(first, outcome, answer)

    letter = letter_data(case_card(case.pk), standing_decision(case.pk))
    assert said in letter["verdict"]
    assert case_card(first.pk).number in letter["verdict"]
    assert (recognition_of_case(case.pk) is not None) is (outcome is Outcome.RECOGNISED)


def test_a_changed_decision_is_told_to_whoever_made_it_and_counted_for_the_region():
    first = a_refused_case()
    maker = first.decisions.get().account_id
    an_appeal_answered(first, Outcome.RECOGNISED, Answer.MET)

    told = queries.told_to(account_id=maker, since=MONDAY)
    figures = queries.figures_of(region=first.region, since=MONDAY, until=ANSWERED_AT + timedelta(days=1))

    assert [(one.what, one.now) for one in told] == [("OVERTURNED", Outcome.RECOGNISED)]
    assert figures.shares.overturned == 1
    assert {label for label, _count in figures.overturned_most} <= {label for _path, label in leaves_of_case(first)}
    assert all(count == 1 for _label, count in figures.overturned_most)
    assert figures.overturned_most
    assert queries.told_to(account_id=a_supervisor().account_id, since=MONDAY) == ()


def test_an_appeal_has_the_limit_that_its_pack_states(tmp_path):
    case = a_refused_case()
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    region = folder / "511400-meishan" / "region.yaml"
    region.write_text(region.read_text().replace("value: {days: null, text:", "value: {days: null, working_days: 5, text:"))
    load_packs(folder=folder, at=APPEALED_AT)

    appeal = an_appeal_against(case, at=APPEALED_AT)

    assert its_case(appeal).due_on == date(2026, 3, 12)  # Thursday the 5th and five working days
