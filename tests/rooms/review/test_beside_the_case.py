"""Notes, a colleague asked, who is looking, enquiries, papers that follow, finding by name, and what it all costs."""

import json
from datetime import timedelta

import pytest

from mantetong.cases.models import CriterionAnswer, LedgerEntry
from mantetong.cases.operations import take_action
from mantetong.cases.queries import filing_card
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.criteria.tree import Comparison, LabLeaf
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action
from mantetong.materials.models import Reading
from mantetong.people.models import InsuredPerson
from mantetong.people.models.records import Look
from mantetong.review import operations
from mantetong.review.errors import EnquiryAnswered, MayNotFollow, NoSuchInstitution, NoSuchNote, ReasonMissing
from mantetong.review.models import EnquiryState, Promise, PromiseKind
from mantetong.review.queries.chart import chart_of
from mantetong.review.queries.desk import looking_at, review_sheet
from mantetong.review.queries.finding import narrowing_for
from tests.factories import (
    JIUQUAN,
    MONDAY,
    a_hospital,
    a_reviewer,
    a_staff_member,
    a_submitted_filing,
    a_supervisor,
    an_insured_person,
    its_case,
)
from tests.rooms.review.factories import LATER, NEXT_DAY, a_claimed_filing, a_paper, leaves_of_case
from tests.rooms.review.test_desk_pages import at_desk, words

pytestmark = pytest.mark.django_db


def test_a_colleague_asked_finds_it_in_their_list_until_they_answer():
    filing, reviewer, _applicant = a_claimed_filing()
    colleague = a_reviewer()
    here = f"/desk/filing/{filing.reference}/"
    at_desk(reviewer).post(f"{here}ask/", {"to": colleague.account_id, "text": "这个印章您看对吗"})
    desk = at_desk(colleague)

    asked = words(desk.get("/desk/list/asked/"))
    question = review_sheet(filing_id=filing.pk, at=LATER).notes[0]
    desk.post(f"{here}answer/", {"note": question.id, "text": "是医院的章"})

    assert its_case(filing).number in asked
    assert its_case(filing).number not in words(desk.get("/desk/list/asked/"))
    assert "是医院的章" in words(at_desk(reviewer).get(here))


def test_only_the_one_who_was_asked_answers_and_only_people_of_this_desk_are_asked():
    filing, reviewer, _applicant = a_claimed_filing()
    asked = operations.ask_colleague(filing_id=filing.pk, to=a_reviewer().account_id, text="请看", by=reviewer, at=LATER)

    with pytest.raises(NoSuchNote):
        operations.answer_colleague(note_id=asked, filing_id=filing.pk, text="好", by=reviewer, at=LATER)
    with pytest.raises(NotYoursToTake):
        operations.ask_colleague(filing_id=filing.pk, to=a_reviewer(JIUQUAN).account_id, text="请看", by=reviewer, at=LATER)
    with pytest.raises(ReasonMissing):
        operations.write_down(filing_id=filing.pk, text=" ", by=reviewer, at=LATER)


def test_a_note_of_twenty_thousand_characters_comes_back_whole_with_words():
    filing, reviewer, _applicant = a_claimed_filing()

    answer = at_desk(reviewer).post(f"/desk/filing/{filing.reference}/note/", {"text": "字" * 20000})

    assert answer.status_code == 422
    assert "字" * 20000 in answer.content.decode()


def test_who_looked_a_minute_ago_is_no_longer_there():
    filing, reviewer, _applicant = a_claimed_filing()
    operations.be_present(filing_id=filing.pk, by=reviewer, at=LATER)

    assert looking_at(filing_id=filing.pk, at=LATER + timedelta(seconds=30)) == (reviewer.account_id,)
    assert looking_at(filing_id=filing.pk, at=LATER + timedelta(seconds=90)) == ()


def test_a_hospital_is_asked_with_its_own_day_and_answers_once():
    filing, reviewer, _applicant = a_claimed_filing()
    asked = {"filing_id": filing.pk, "question": "证明是否贵院出具", "answer_by": NEXT_DAY.date(), "by": reviewer, "at": LATER}
    due_before = its_case(filing).due_on

    with pytest.raises(NoSuchInstitution):
        operations.enquire(**asked, institution_code="H00000000000")
    enquiry = operations.enquire(**asked, institution_code=a_hospital().code)
    answer = {"enquiry_id": enquiry, "filing_id": filing.pk, "answer": "是本院出具", "by": reviewer, "at": NEXT_DAY}
    operations.note_enquiry_answer(**answer, state=EnquiryState.CONFIRMED)

    with pytest.raises(EnquiryAnswered):
        operations.note_enquiry_answer(**answer, state=EnquiryState.DENIED)
    card = review_sheet(filing_id=filing.pk, at=NEXT_DAY).enquiries[0]
    assert (card.state, card.answer, card.question) == (EnquiryState.CONFIRMED, "是本院出具", "证明是否贵院出具")
    assert its_case(filing).due_on == due_before
    assert set(LedgerEntry.objects.values_list("action", flat=True)) >= {"ENQUIRE", "ENQUIRY_ANSWERED"}


def test_only_what_the_rules_expect_without_demanding_may_follow_and_it_is_kept_when_it_comes():
    filing, reviewer, _applicant = a_claimed_filing(region=JIUQUAN)
    allowed = operations.slots_that_may_follow(filing_card(filing.pk))
    given = {"filing_id": filing.pk, "kind": PromiseKind.FOLLOWS, "by": reviewer, "at": LATER}

    with pytest.raises(MayNotFollow):
        operations.promise_paper(**given, slot="id_front", by_on=NEXT_DAY.date())
    if not allowed:
        return
    slot = allowed[0].value.code
    with pytest.raises(MayNotFollow):
        operations.promise_paper(**given, slot=slot, by_on=LATER.date())
    operations.promise_paper(**given, slot=slot, by_on=NEXT_DAY.date())
    a_paper(filing, slot=slot)
    operations.settle_promises(filing_id=filing.pk, at=NEXT_DAY)

    assert Promise.objects.get().kept_at == NEXT_DAY


def test_a_person_is_found_by_number_by_id_and_by_name_and_a_stranger_by_none():
    person = an_insured_person(name="欧阳春晓")
    filing, _applicant = a_submitted_filing(person=person)
    operations.judge_filing(filing_id=filing.pk, at=LATER)
    desk, number = at_desk(a_reviewer()), its_case(filing).number

    for typed in (filing.number, number, person.id_number, person.id_number.lower(), "欧阳春晓", " 欧阳 春晓 "):
        assert number in words(desk.get("/desk/find/", {"words": typed})), typed
    assert number not in words(desk.get("/desk/find/", {"words": "欧阳春"}))
    assert narrowing_for("没有这个人").person_ids == ()
    assert "欧阳春晓" not in words(desk.get("/desk/find/", {"words": "欧阳春晓"})).replace("value=", "")[-4000:]


def test_a_judgement_keeps_who_when_why_and_the_page_it_rests_on():
    filing, reviewer, _applicant = a_claimed_filing()
    paper, case = a_paper(filing), its_case(filing)
    path = leaves_of_case(case)[0][0]
    given = {"filing": filing.reference, "path": path, "answer": "NOT_MET", "reason": "印章不符", "cite": "on", "page": "1"}
    desk = at_desk(reviewer)

    desk.post(f"/desk/case/{case.reference}/criterion/", {**given, "paper": paper.key})
    desk.post(f"/desk/case/{case.reference}/criterion/", {**given, "paper": "elsewhere", "reason": "再看"})

    first, second = CriterionAnswer.objects.filter(is_human=True).order_by("pk")
    assert [one["paper_id"] for one in first.evidence] == [paper.pk]
    assert second.evidence == []
    assert "人工判断过2次" in words(desk.get(f"/desk/filing/{filing.reference}/?case={case.reference}"))


def test_too_long_a_reason_comes_back_with_everything_typed():
    filing, reviewer, _applicant = a_claimed_filing()
    case = its_case(filing)
    given = {"filing": filing.reference, "path": leaves_of_case(case)[0][0], "answer": "MET", "reason": "理由" * 10000}

    answer = at_desk(reviewer).post(f"/desk/case/{case.reference}/criterion/", given)

    assert answer.status_code == 422
    assert "理由" * 10000 in answer.content.decode()


def test_values_of_one_item_stand_in_one_chart_oldest_first_with_the_limit():
    leaf = LabLeaf("糖化血红蛋白", item="HBA1C", comparison=Comparison.AT_LEAST, limit=7, unit="%")
    labs = [
        {"item": "HbA1c", "value": value, "unit": "%", "dated_on": day, "evidence": {"paper_id": 1, "page": 2}}
        for value, day in (("8.4", "2026-02-20"), ("7.8", "2026-01-05"), ("坏", "2026-01-06"))
    ]

    chart = chart_of(leaf, labs=labs)

    assert [point.said for point in chart.points] == ["2026-01-05 7.8%", "2026-02-20 8.4%"]
    assert chart.points[0].x < chart.points[1].x
    assert chart.points[0].y > chart.points[1].y
    assert chart.limit_y > chart.points[0].y
    assert chart_of(leaf, labs=labs[:1]) is None


def test_a_supervisor_reassigns_on_a_page_and_a_reviewer_finds_no_such_page():
    filing, reviewer, _applicant = a_claimed_filing()
    colleague = a_reviewer()
    address = f"/desk/filing/{filing.reference}/reassign/"

    assert at_desk(reviewer).get(address).status_code == 404
    stale = at_desk(a_supervisor()).post(address, {"to": colleague.account_id, "seen_holder": ""})
    done = at_desk(a_supervisor()).post(address, {"to": colleague.account_id, "seen_holder": reviewer.account_id})

    assert (stale.status_code, stale["X-Error-Code"]) == (409, "CASE_HAS_MOVED")
    assert done.status_code == 302


def test_handing_over_and_the_next_case_work_from_their_pages():
    filing, reviewer, _applicant = a_claimed_filing()
    desk = at_desk(reviewer)

    desk.post("/desk/people/", {"away": reviewer.account_id, "to": ""})
    taken = desk.post("/desk/next/", {"leaving": filing.reference})
    again = desk.post("/desk/next/")

    assert taken.url == "/desk/"
    assert again.url == f"/desk/filing/{filing.reference}/"
    assert at_desk(a_reviewer()).get("/desk/next/pages/").json() == {"pages": []}


def test_the_pages_fetched_beforehand_are_those_of_the_case_that_is_taken_next():
    waiting, _applicant = a_submitted_filing()
    paper = a_paper(waiting)
    desk = at_desk(a_reviewer())

    ahead = desk.get("/desk/next/pages/").json()["pages"]
    taken = desk.post("/desk/next/")

    assert ahead == [f"/papers/{paper.key}/page/1.jpg"]
    assert taken.url == f"/desk/filing/{waiting.reference}/"


@pytest.mark.parametrize("determining", [False, True])
def test_the_case_screen_asks_at_most_twelve_questions(django_assert_max_num_queries, determining):
    filing, reviewer, _applicant = a_claimed_filing()
    for _ in range(6):
        a_paper(filing)
    operations.write_down(filing_id=filing.pk, text="备注", by=reviewer, at=LATER)
    if determining:
        take_action(case_id=its_case(filing).pk, action=Action.PASS_ON, by=reviewer, at=MONDAY)
    desk = at_desk(reviewer)
    desk.get(f"/desk/filing/{filing.reference}/")

    with django_assert_max_num_queries(12):
        page = desk.get(f"/desk/filing/{filing.reference}/")
    assert ("认定结果" in words(page)) is determining


@pytest.mark.parametrize("address", ["/desk/", "/desk/list/unclaimed/", "/desk/list/mine/", "/desk/find/?words=511400"])
def test_no_list_asks_more_than_twelve_questions_however_long_it_is(django_assert_max_num_queries, address):
    reviewer = a_reviewer()
    for _ in range(12):
        a_submitted_filing()
    desk = at_desk(reviewer)
    desk.get(address)

    with django_assert_max_num_queries(12):
        assert desk.get(address).status_code == 200


def test_an_auditor_looks_and_writes_nothing():
    filing, _applicant = a_submitted_filing()
    desk = at_desk(a_staff_member(Role.AUDITOR))

    desk.post(f"/desk/filing/{filing.reference}/purpose/", {"about": "QUALITY"})

    assert "办理经过" in words(desk.get(f"/desk/filing/{filing.reference}/"))
    assert desk.post(f"/desk/filing/{filing.reference}/note/", {"text": "x"}).status_code == 404


def read_with_number(filing, number):
    paper = a_paper(filing, slot="id_front", kind="id_front")
    field = {"name": "id_number", "value": number, "page": 1, "quad": [[0, 0], [1, 0], [1, 1], [0, 1]], "score": 0.9}
    kept = {"reading": {"kind": "id_front", "pages": [], "fields": [field]}, "turned": [], "measures": []}
    Reading.objects.create(digest=paper.digest, content=json.dumps(kept), engine="x", at=MONDAY)
    return paper


@pytest.mark.parametrize(("number", "said"), [("", "一致"), ("510199195304172486", "不一致")])
def test_the_machine_says_whether_the_papers_bear_the_persons_number_and_shows_neither(number, said):
    filing, reviewer, _applicant = a_claimed_filing()
    person = InsuredPerson.objects.get(pk=filing.person_id)
    read_with_number(filing, number or person.id_number)

    seen = words(at_desk(reviewer).get(f"/desk/filing/{filing.reference}/identity/"))

    assert [one for one in ("一致", "不一致") if one in seen.split()] == [said]
    assert person.id_number not in seen


def test_the_full_number_takes_one_key_in_ones_own_case_a_purpose_elsewhere_and_is_written_down_for_the_person():
    filing, reviewer, _applicant = a_claimed_filing()
    person = InsuredPerson.objects.get(pk=filing.person_id)
    address = f"/desk/filing/{filing.reference}/identity/"
    colleague = at_desk(a_reviewer())

    shown = at_desk(reviewer).post(address)
    refused = colleague.post(address, {"why": " "})
    told = colleague.post(address, {"why": "核对来信人身份"})

    assert person.id_number in words(shown)
    assert refused.status_code == 422
    assert person.id_number not in words(refused)
    assert person.id_number in words(told)
    whys = [look.why for look in Look.objects.filter(person_id=person.pk, kind="PERSON").order_by("pk")]
    assert whys == [f"核对证件号码，受理号尾号{filing.number[-4:]}", "核对来信人身份"]
