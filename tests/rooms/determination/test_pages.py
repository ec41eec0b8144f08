"""Determination through its pages: deciding, voting, signing, and what the applicant reads."""

import pytest

from mantetong.cases.queries import case_card, standing_decision
from mantetong.determination import operations
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Stage
from tests.factories import NANCHONG, a_case_in_determination, a_supervisor, as_applicant
from tests.rooms.determination.factories import VOTED_AT, a_case_before_an_institution, a_case_before_experts, an_expert
from tests.rooms.review.factories import answer_all, leaves_of_case
from tests.rooms.review.test_desk_pages import at_desk, at_home, words

pytestmark = pytest.mark.django_db


def a_decided_case(outcome, *, answer=Answer.MET):
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer, answer=answer)
    card = case_card(case.pk)
    reasons = reasons_of(card, disease=rules_of(card).diseases[case.disease_code])
    operations.decide(
        case_id=case.pk,
        outcome=outcome,
        reasons=reasons,
        remark="",
        institution_code=None,
        doctor_code=None,
        by=reviewer,
        at=VOTED_AT,
    )
    case.refresh_from_db()
    return case


def test_the_agency_decides_beside_the_papers():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)
    desk = at_desk(reviewer)

    page = desk.get(f"/desk/filing/{case.filing.reference}/")
    assert f'action="/desk/case/{case.reference}/decide/"' in page.content.decode()
    done = desk.post(f"/desk/case/{case.reference}/decide/", {"outcome": "RECOGNISED", "version": case.version})

    case.refresh_from_db()
    assert (done.status_code, case.stage, case.outcome) == (302, Stage.DECIDED, Outcome.RECOGNISED)


def test_what_is_missing_is_said_and_what_was_typed_stays():
    case, reviewer = a_case_in_determination()

    answer = at_desk(reviewer).post(f"/desk/case/{case.reference}/decide/", {"outcome": "NOT_RECOGNISED", "remark": "我写的话"})

    assert answer.status_code == 422
    assert "不予认定的理由还不完整" in words(answer)
    assert "我写的话" in answer.content.decode()


def test_deciding_twice_is_told_in_words():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)
    desk, address = at_desk(reviewer), f"/desk/case/{case.reference}/decide/"
    desk.post(address, {"outcome": "RECOGNISED", "version": case.version})

    again = desk.post(address, {"outcome": "NOT_RECOGNISED", "version": case.version})

    assert again.status_code == 409
    assert case_card(case.pk).outcome is Outcome.RECOGNISED


def test_an_expert_votes_from_the_list_and_never_sees_the_name():
    case, experts, _reviewer = a_case_before_experts()
    desk = at_desk(experts[0])
    address = f"/desk/panel/{case.reference}/"

    assert address in desk.get("/desk/panel/").content.decode()
    page = desk.get(address)
    sent = desk.post(address, {"outcome": "RECOGNISED", "reason": "化验单达到标准"})

    assert "谢桂兰" not in words(page)
    assert sent.url == "/desk/panel/"
    assert "已提意见" in words(desk.get("/desk/panel/"))


def test_a_no_without_its_criterion_comes_back():
    case, experts, _reviewer = a_case_before_experts()
    desk, address = at_desk(experts[0]), f"/desk/panel/{case.reference}/"

    without = desk.post(address, {"outcome": "NOT_RECOGNISED", "reason": "不够"})
    with_it = desk.post(address, {"outcome": "NOT_RECOGNISED", "reason": "不够", "path": leaves_of_case(case)[0][0]})

    assert (without.status_code, with_it.status_code) == (422, 302)
    assert "请选择不符合的是哪一条" in words(without)


def test_an_expert_who_was_not_drawn_finds_nothing():
    case, experts, _reviewer = a_case_before_experts()

    assert at_desk(an_expert()).get(f"/desk/panel/{case.reference}/").status_code == 404
    assert len(experts) == 3


def test_the_institution_decides_its_own_case():
    case, staff, _treating, _reviewer = a_case_before_an_institution()
    desk, address = at_desk(staff), f"/desk/case/{case.reference}/decide/"

    assert address in desk.get("/desk/institution/").content.decode()
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"outcome": "RECOGNISED", "remark": "符合标准"}).url == "/desk/institution/"


def test_a_supervisor_signs_or_sends_back():
    case, experts, _reviewer = a_case_before_experts()
    for expert in experts[:2]:
        operations.vote(case_id=case.pk, outcome=Outcome.UNDETERMINED, path="", reason="资料不够", by=expert, at=VOTED_AT)
    desk, address = at_desk(a_supervisor(NANCHONG)), f"/desk/confirm/{case.reference}/"

    assert address in desk.get("/desk/confirm/").content.decode()
    assert "专家1" in words(desk.get(address))
    back = f"/desk/case/{case.reference}/send-back/"
    assert desk.get(back).status_code == 200
    assert desk.post(address, {}).status_code == 302
    assert case_card(case.pk).outcome is Outcome.UNDETERMINED


def test_a_recognised_person_reads_from_when_it_counts():
    case = a_decided_case(Outcome.RECOGNISED)

    page = words(at_home(as_applicant(case.filing.account)).get(f"/decision/{case.reference}/"))

    assert "予以认定" in page
    assert "2026年3月2日" in page


def test_a_refused_person_reads_every_reason_and_the_way_to_appeal():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    operations.make_letter(case_id=case.pk, at=VOTED_AT)
    home = at_home(as_applicant(case.filing.account))

    page = words(home.get(f"/decision/{case.reference}/"))
    letter = home.get(f"/decision/{case.reference}/letter.pdf")

    assert all(label in page for _path, label in leaves_of_case(case))
    assert "有不同意见怎么办" in page
    assert (letter.status_code, letter["Content-Type"]) == (200, "application/pdf")


def test_one_tap_takes_up_again_what_could_not_be_told():
    case = a_decided_case(Outcome.UNDETERMINED, answer=Answer.CANNOT_TELL)
    home = at_home(as_applicant(case.filing.account))

    assert "不是不予认定" in words(home.get(f"/decision/{case.reference}/"))
    home.post(f"/decision/{case.reference}/reopen/")

    assert case_card(case.pk).stage is Stage.REVIEWING


def test_a_stranger_finds_no_decision():
    case = a_decided_case(Outcome.RECOGNISED)
    other = a_decided_case(Outcome.RECOGNISED)
    stranger = at_home(as_applicant(other.filing.account))

    assert stranger.get(f"/decision/{case.reference}/").status_code == 404
    assert stranger.get(f"/decision/{case.reference}/letter.pdf").status_code == 404
    assert standing_decision(case.pk)


def test_the_institution_names_the_criterion_that_is_not_met():
    case, staff, _treating, _reviewer = a_case_before_an_institution()
    desk, address = at_desk(staff), f"/desk/case/{case.reference}/decide/"
    path = leaves_of_case(case)[0][0]

    unsaid = desk.post(address, {"outcome": "NOT_RECOGNISED", "path": path})
    said = desk.post(address, {"outcome": "NOT_RECOGNISED", "path": path, "remark": "证明未写明病名"})

    refused = [reason["said"] for reason in standing_decision(case.pk).reasons if reason["answer"] == "NOT_MET"]
    assert (unsaid.status_code, said.status_code, refused) == (422, 302, ["证明未写明病名"])
