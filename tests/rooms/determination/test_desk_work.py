"""The supervisor's pages about experts, corrections by two, and the list of missing codes."""

from datetime import timedelta

import pytest

from mantetong.cases.models import Case
from mantetong.cases.queries import case_card, standing_decision
from mantetong.determination import operations, queries
from mantetong.determination.models import MissingCode
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Stage
from mantetong.people.models import Doctor
from mantetong.recognition.queries import recognition_of_case
from tests.factories import JIUQUAN, LUPUS, NANCHONG, a_case_in_determination, a_hospital, a_reviewer, a_supervisor
from tests.rooms.determination.factories import DRAWN_AT, SEED, a_case_before_experts, a_case_treated_at, an_expert
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import answer_all
from tests.rooms.review.test_desk_pages import at_desk, words

pytestmark = pytest.mark.django_db


def test_conflicts_are_shown_with_their_reason_before_anything_is_drawn():
    hospital = a_hospital(region=NANCHONG)
    an_expert(institution=hospital)
    for _ in range(3):
        an_expert()
    case, _reviewer = a_case_treated_at(hospital, region=NANCHONG)

    page = words(at_desk(a_supervisor(NANCHONG)).get(f"/desk/case/{case.reference}/panel/"))

    assert "还没有抽取" in page
    assert "申请人的就诊医院" in page
    assert "可以抽3人" in page


def test_a_supervisor_sees_who_is_silent_but_not_what_anybody_said_and_replaces_one():
    case, experts, _reviewer = a_case_before_experts(experts=4)
    desk, address = at_desk(a_supervisor(NANCHONG)), f"/desk/case/{case.reference}/panel/"
    at_desk(experts[0]).post(f"/desk/panel/{case.reference}/", {"outcome": "UNDETERMINED", "reason": "影像看不清"})

    page = words(desk.get(address))
    half = desk.post(f"{address}replace/", {"expert": experts[1].account_id, "why": ""})
    done = desk.post(f"{address}replace/", {"expert": experts[1].account_id, "why": "出差"})

    assert ("已提意见" in page, "影像看不清" in page) == (True, False)
    assert (half.status_code, done.status_code) == (422, 302)
    assert [seat.left_why for seat in queries.panel_of(case_id=case.pk).seats] == ["", "REPLACED", "", ""]


def test_a_blocked_panel_is_drawn_again_or_waived_in_writing():
    case, _experts, _reviewer = a_case_before_experts(experts=1)
    desk, address = at_desk(a_supervisor(NANCHONG)), f"/desk/case/{case.reference}/panel/"

    again = words(desk.post(f"{address}draw/", follow=True))
    unsaid = desk.post(f"{address}waive/", {"why": ""})
    waived = words(desk.post(f"{address}waive/", {"why": "全省无可抽专家"}, follow=True))

    assert "还是不够" in again
    assert unsaid.status_code == 422
    assert "全省无可抽专家" in waived


def test_an_expert_withdraws_from_the_page_on_their_own_word():
    case, experts, _reviewer = a_case_before_experts(experts=4)
    desk, address = at_desk(experts[0]), f"/desk/panel/{case.reference}/"

    offered = desk.get(address).content.decode()
    gone = desk.post(f"{address}tie/", {"why": "申请人是我的邻居"})

    assert f'href="{address}tie/"' in offered
    assert gone.url == "/desk/panel/"
    assert desk.get(address).status_code == 404


def test_the_list_of_experts_shows_speciality_and_the_months_fees_and_ranks_nobody():
    case, experts, _reviewer = a_case_before_experts()
    at_desk(experts[0]).post(f"/desk/panel/{case.reference}/", {"outcome": "RECOGNISED", "reason": "符合"})
    desk = at_desk(a_supervisor(NANCHONG))

    desk.post(f"/desk/experts/{experts[0].account_id}/", {"diseases": [LUPUS]})
    page = words(desk.get("/desk/experts/?month=2026-03"))
    other_month = words(desk.get("/desk/experts/?month=nonsense"))

    assert ("30元" in page, "合计30元" in page, "系统性红斑狼疮" in page) == (True, True, True)
    assert "合计30元" in other_month  # the month of today
    assert at_desk(a_supervisor()).get(f"/desk/experts/{experts[0].account_id}/").status_code == 404


def looking_into(case, actor):
    """The desk of somebody who has said what for they open a decided case."""
    desk = at_desk(actor)
    desk.post(f"/desk/filing/{case.filing.reference}/purpose/", {"about": "OTHER", "words": "参保人来信说看漏了"})
    return desk


def test_a_decided_case_is_put_right_from_its_screen_by_two_people():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    proposer, second = looking_into(case, a_reviewer()), at_desk(a_supervisor())
    address = f"/desk/case/{case.reference}/correct/"

    screen = proposer.get(f"/desk/filing/{case.filing.reference}/").content.decode()
    half = proposer.post(address, {"outcome": "RECOGNISED", "remark": "补看后符合", "why": ""})
    sent = proposer.post(address, {"outcome": "RECOGNISED", "remark": "补看后符合", "why": "漏看第二页"})
    own = proposer.get(f"/desk/case/{case.reference}/correction/")
    listed = second.get("/desk/decision-corrections/").content.decode()
    agreed = second.post(f"/desk/case/{case.reference}/correction/", {})

    assert f'href="{address}"' in screen
    assert (half.status_code, sent.status_code, agreed.status_code) == (422, 302, 302)
    assert "要由另一位科长确认" in words(own)
    assert case.number in listed
    assert case_card(case.pk).outcome is Outcome.RECOGNISED


def test_what_was_recognised_is_not_taken_back_and_the_page_says_what_to_do_instead():
    case = a_decided_case(Outcome.RECOGNISED)
    path = next(iter(standing_decision(case.pk).reasons))["path"]

    given = {"outcome": "NOT_RECOGNISED", "path": path, "remark": "不符", "why": "看错了"}
    answer = looking_into(case, a_reviewer()).post(f"/desk/case/{case.reference}/correct/", given)

    assert answer.status_code == 422
    assert "请走撤销程序" in words(answer)


def test_a_correction_is_dropped_in_writing():
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    desk = at_desk(a_supervisor())
    given = {"outcome": "RECOGNISED", "remark": "符合", "why": "漏看"}
    looking_into(case, a_reviewer()).post(f"/desk/case/{case.reference}/correct/", given)
    address = f"/desk/case/{case.reference}/correction/drop/"

    assert desk.post(address, {"why": ""}).status_code == 422
    assert desk.post(address, {"why": "原决定没有错"}).status_code == 302
    assert queries.correction_of(case_id=case.pk) is None


def test_a_doctor_who_is_not_in_the_tables_goes_on_the_list_and_the_decision_goes_on():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)
    hospital = a_hospital()
    desk = at_desk(reviewer)
    given = {"outcome": "RECOGNISED", "institution": hospital.code, "missing_doctor": "周大夫（内科）"}

    decided = desk.post(f"/desk/case/{case.reference}/decide/", given)

    listed = words(desk.get("/desk/codes/"))
    assert (decided.status_code, case_card(case.pk).stage) == (302, Stage.DECIDED)
    assert ("周大夫（内科）" in listed, hospital.name in listed) == (True, True)
    missing = MissingCode.objects.get(case=case)
    doctor = Doctor.objects.create(code="D510000000777", name="周大夫", institution=hospital)
    done = desk.post(f"/desk/codes/{missing.pk}/", {"code": doctor.code})
    assert done.status_code == 302
    assert recognition_of_case(case.pk).doctor_code == doctor.code
    assert queries.codes_missing(region=case.region) == ()


def test_the_doctors_offered_are_those_of_the_institution_chosen_and_what_was_typed_stays():
    case, reviewer = a_case_in_determination()
    first, second = a_hospital(), a_hospital()
    for number, hospital in enumerate((first, second)):
        Doctor.objects.create(code=f"D51000000090{number}", name=f"医师{number}", institution=hospital)
    asked = {"institution": second.code, "remark": "写了一半"}

    page = at_desk(reviewer).get(f"/desk/case/{case.reference}/decision-form/", asked, headers={"HX-Request": "true"})

    text = page.content.decode()
    assert ("D510000000901" in text, "D510000000900" in text, "写了一半" in text) == (True, False, True)


def test_the_machine_proposes_a_clear_case_and_chooses_nothing():
    case, reviewer = a_case_in_determination()
    answer_all(case, by=reviewer)

    page = at_desk(reviewer).get(f"/desk/filing/{case.filing.reference}/").content.decode()

    assert "系统建议：予以认定" in page
    assert 'value="RECOGNISED" checked' not in page


def test_the_code_list_of_another_region_is_not_there():
    case = a_decided_case(Outcome.RECOGNISED)
    by = a_reviewer()
    row = MissingCode.objects.create(
        case=Case.objects.get(pk=case.pk), region=case.region, kind="DOCTOR", said="x", asked_by_id=by.account_id,
        asked_at=case.decided_at + timedelta(days=1),
    )  # fmt: skip

    assert at_desk(a_reviewer(NANCHONG)).get(f"/desk/codes/{row.pk}/").status_code == 404


def test_what_cannot_go_the_packs_way_stands_on_the_supervisors_list_until_somebody_acts():
    case, _experts, _reviewer = a_case_before_experts(experts=1)
    desk = at_desk(a_supervisor(NANCHONG))

    before = desk.get("/desk/waiting/").content.decode()
    an_expert()
    desk.post(f"/desk/case/{case.reference}/panel/draw/")
    after = words(desk.get("/desk/waiting/"))

    assert f'href="/desk/case/{case.reference}/panel/"' in before
    assert "现在没有。" in after


def test_a_case_without_another_institution_is_entrusted_when_one_is_added_never_given_to_experts():
    treating = a_hospital(region=JIUQUAN, is_entrusted=True)
    case, _reviewer = a_case_treated_at(treating, region=JIUQUAN)
    operations.start(case_id=case.pk, seed=SEED, at=DRAWN_AT)
    an_expert(region=JIUQUAN)
    desk, address = at_desk(a_supervisor(JIUQUAN)), f"/desk/case/{case.reference}/panel/"

    page = words(desk.get(address))
    other = a_hospital(region=JIUQUAN, is_entrusted=True)
    desk.post(f"{address}draw/")

    assert "除就诊医院外没有别的受托机构" in page
    assert queries.institution_of(case_id=case.pk) == other.code
    assert queries.panel_of(case_id=case.pk) is None
