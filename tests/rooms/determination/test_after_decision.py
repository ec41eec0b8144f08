"""What the person reads of a decision, and what one tap needs."""

from datetime import timedelta

import pytest

from mantetong.cases.models import CriterionAnswer
from mantetong.cases.queries import case_card, decision_received_on, reached_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.materials.errors import PapersClosed
from mantetong.materials.models import Paper
from mantetong.materials.operations import remove_paper
from tests.factories import MONDAY, a_reviewer, as_applicant
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import a_paper, leaves_of_case
from tests.rooms.review.test_desk_pages import at_desk, at_home, words

pytestmark = pytest.mark.django_db


def test_what_speaks_against_it_comes_first_with_its_rule():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)

    page = words(at_home(as_applicant(case.filing.account)).get(f"/decision/{case.reference}/"))

    assert "不符合的条件" in page
    assert page.count("依据：") >= len(leaves_of_case(case))
    assert "符合的条件" not in page.replace("不符合的条件", "")


def test_a_reason_leads_to_the_paper_it_was_seen_on():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    paper = a_paper(case.filing)
    path = leaves_of_case(case)[0][0]
    evidence = [{"said_by": "READING", "value": "诊断证明", "paper_id": paper.pk, "page": 1}]
    CriterionAnswer.objects.filter(case=case, path=path).update(evidence=evidence)
    decision = case.decisions.get()
    decision.reasons = [one | ({"evidence": ["诊断证明（第1页）"]} if one["path"] == path else {}) for one in decision.reasons]
    decision.save(update_fields=["reasons"])

    page = at_home(as_applicant(case.filing.account)).get(f"/decision/{case.reference}/").content.decode()

    assert f'<a href="/papers/{paper.key}/">诊断证明（第1页）</a>' in page


def test_reading_the_decision_is_the_day_it_was_received_and_counts_once():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    home = at_home(as_applicant(case.filing.account))
    before = decision_received_on(case_card(case.pk))

    for _ in range(2):
        home.get(f"/decision/{case.reference}/")

    assert before is None
    assert decision_received_on(case_card(case.pk)) is not None
    assert len(reached_of(case.filing_id)) == 1


def test_a_look_from_the_desk_reaches_nobody():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)

    desk = at_desk(a_reviewer())
    desk.post(f"/desk/filing/{case.filing.reference}/purpose/", {"about": "ANSWERING"})
    answer = desk.get(f"/decision/{case.reference}/")

    assert (answer.status_code, reached_of(case.filing_id)) == (200, ())


def test_remedies_and_other_help_stand_beside_a_refusal_only():
    refused, recognised = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET), a_decided_case(Outcome.RECOGNISED)

    no = words(at_home(as_applicant(refused.filing.account)).get(f"/decision/{refused.reference}/"))
    yes = words(at_home(as_applicant(recognised.filing.account)).get(f"/decision/{recognised.reference}/"))

    assert "有不同意见怎么办" in no
    assert "申诉期限：未公布" in no
    assert "医疗救助" in no
    assert "有不同意见怎么办" not in yes


def test_papers_are_put_in_before_the_one_tap_and_not_after():
    case = a_decided_case(Outcome.UNDETERMINED, answer=Answer.CANNOT_TELL)
    home = at_home(as_applicant(case.filing.account))
    paper = a_paper(case.filing, at=MONDAY + timedelta(days=1))
    Paper.objects.filter(pk=paper.pk).update(round=1, account=case.filing.account)

    shown = home.get(f"/decision/{case.reference}/reopen/")
    page = words(shown)
    assert 'id="slot-other"' in shown.content.decode(), "what fits no place has one"
    home.post(f"/decision/{case.reference}/reopen/")

    assert leaves_of_case(case)[0][1] in page
    with pytest.raises(PapersClosed):
        remove_paper(paper_id=paper.pk, by=as_applicant(case.filing.account), at=MONDAY + timedelta(days=2))


def test_after_the_packs_days_there_is_no_tap():
    case = a_decided_case(Outcome.UNDETERMINED, answer=Answer.CANNOT_TELL)
    home = at_home(as_applicant(case.filing.account))
    late = {"HTTP_X_SANDBOX_NOW": (MONDAY + timedelta(days=200)).isoformat()}

    assert home.get(f"/decision/{case.reference}/reopen/", **late).status_code == 302
    assert home.post(f"/decision/{case.reference}/reopen/", **late).status_code == 409
    assert case_card(case.pk).stage == "DECIDED"
