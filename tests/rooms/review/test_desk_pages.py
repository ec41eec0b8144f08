"""The desk through its pages: lists, the case screen, two reviewers on one case, a case of another region."""

import re

import pytest
from django.test import Client

from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.models import Account, Look
from mantetong.review import operations
from mantetong.review.queries import notice_of
from tests.factories import (
    DIABETES,
    LUPUS,
    MEISHAN,
    NANCHONG,
    a_hospital,
    a_reviewer,
    a_staff_member,
    a_submitted_filing,
    a_supervisor,
    its_case,
)
from tests.rooms.review.factories import a_claimed_filing, a_filing_sent_back, a_paper, leaves_of_case

pytestmark = pytest.mark.django_db
DAY = {"HTTP_X_SANDBOX_NOW": "2026-03-03T10:00:00+08:00"}


def at_desk(actor):
    """A browser of this member of staff, both factors shown."""
    client = Client(**DAY)
    client.force_login(_account(actor))
    session = client.session
    session["people.door"] = "desk"
    session.save()
    return client


def at_home(actor):
    """A browser of this citizen."""
    client = Client(**DAY)
    client.force_login(_account(actor))
    return client


def _account(actor):
    account = Account.objects.get(pk=actor.account_id)
    account.backend = "django.contrib.auth.backends.ModelBackend"
    return account


def words(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def test_the_home_counts_what_waits_and_the_list_leads_to_the_case():
    filing, _applicant = a_submitted_filing()
    desk = at_desk(a_reviewer())

    home = desk.get("/desk/")
    rows = desk.get("/desk/list/unclaimed/")

    assert "待领取" in words(home)
    assert f"/desk/filing/{filing.reference}/" in rows.content.decode()
    assert "糖尿病" in words(rows)


def test_one_reviewer_claims_and_the_other_is_told_who_works_on_it():
    filing, _applicant = a_submitted_filing()
    first, second = at_desk(a_reviewer()), at_desk(a_reviewer())
    address = f"/desk/filing/{filing.reference}/"

    assert first.post(f"{address}claim/").status_code == 302
    late = second.post(f"{address}claim/")

    assert (late.status_code, late["X-Error-Code"]) == (409, "ALREADY_CLAIMED")
    assert "同事正在办理" in words(late)
    assert "由沈审核领取办理" in words(second.get(address))


def test_a_case_of_another_region_does_not_exist_here_and_who_guessed_is_logged(caplog):
    filing, _applicant = a_submitted_filing(region=NANCHONG)
    guesser = a_reviewer(MEISHAN)

    answer = at_desk(guesser).get(f"/desk/filing/{filing.reference}/")
    nothing = at_desk(guesser).get("/desk/filing/there-is-nothing/")

    assert (answer.status_code, nothing.status_code) == (404, 404)
    logged = [record.getMessage() for record in caplog.records if "out_of_bounds" in record.getMessage()]
    assert logged == [f"filing_out_of_bounds account={guesser.account_id} region={MEISHAN}"]


def test_a_look_is_written_down():
    filing, reviewer, _applicant = a_claimed_filing()

    at_desk(reviewer).get(f"/desk/filing/{filing.reference}/")

    assert Look.objects.filter(account_id=reviewer.account_id, person_id=filing.person_id).count() == 1


def test_the_screen_shows_papers_beside_criteria_and_the_buttons_of_the_stage():
    filing, reviewer, _applicant = a_claimed_filing()
    a_paper(filing)

    page = at_desk(reviewer).get(f"/desk/filing/{filing.reference}/")
    html = page.content.decode()

    assert page.status_code == 200
    assert "<image href=" in html
    assert "审核通过，转入认定" in html
    assert "一次性告知补正" in html
    assert all(label in words(page) for _path, label in leaves_of_case(its_case(filing)))


def test_the_place_of_a_citation_is_outlined_on_its_page():
    filing, reviewer, _applicant = a_claimed_filing()
    paper, case = a_paper(filing), its_case(filing)
    path = leaves_of_case(case)[0][0]
    evidence = [
        {"said_by": "READING", "value": "7.8", "paper_id": paper.pk, "page": 1, "quad": [[10, 20], [30, 20], [30, 40], [10, 40]]}
    ]
    case.answers.create(
        path=path, answer="MET", said="符合", is_human=False, role="SYSTEM", evidence=evidence, at=filing.submitted_at
    )

    html = (
        at_desk(reviewer)
        .get(f"/desk/filing/{filing.reference}/?case={case.reference}&paper={paper.key}&page=1&path={path}")
        .content.decode()
    )

    assert 'points="10,20 30,20 30,40 10,40"' in html


def test_a_criterion_is_overruled_with_a_reason_and_not_without():
    filing, reviewer, _applicant = a_claimed_filing()
    desk, case = at_desk(reviewer), its_case(filing)
    path = leaves_of_case(case)[0][0]
    address, given = f"/desk/case/{case.reference}/criterion/", {"filing": filing.reference, "path": path, "answer": "MET"}

    assert desk.post(address, given).status_code == 422
    assert desk.post(address, {**given, "reason": "字" * 20000}).status_code == 422
    assert desk.post(address, {**given, "reason": "原件已看过"}).status_code == 302

    assert case.answers.get(is_human=True).reason == "原件已看过"


def test_the_builder_previews_and_sends_what_was_ticked():
    filing, reviewer, applicant = a_claimed_filing(diseases=(DIABETES, LUPUS))
    desk, address = at_desk(reviewer), f"/desk/filing/{filing.reference}/supplement/"
    key = f"{its_case(filing).reference}:SLOT:diagnosis_certificate"

    assert key in desk.get(address).content.decode()
    preview = desk.post(address, {"item": key, f"words-{key}": "请补盖章的证明", "step": "preview"})
    assert "请补盖章的证明" in words(preview)
    assert notice_of(filing_id=filing.pk) is None

    sent = desk.post(address, {"item": key, f"words-{key}": "请补盖章的证明", "step": "send"})

    assert sent.status_code == 302
    assert [item.words for item in notice_of(filing_id=filing.pk).items] == ["请补盖章的证明"]
    assert "请补盖章的证明" in words(at_home(applicant).get(f"/supplement/{filing.reference}/"))


def test_the_applicant_sends_back_from_one_page():
    filing, _reviewer, applicant = a_filing_sent_back()
    home, address = at_home(applicant), f"/supplement/{filing.reference}/"

    empty = home.post(address, {"said": ""})
    assert (empty.status_code, "诊断证明" in words(empty)) == (422, True)
    a_paper(filing, at=filing.submitted_at.replace(day=3))
    sent = home.post(address, {"said": ""})

    assert sent.status_code == 302
    assert its_case(filing).stage == Stage.REVIEWING
    assert "现在不用您做什么" in words(home.get(address))


def test_nobody_else_sees_the_supplement():
    filing, _reviewer, _applicant = a_filing_sent_back()
    _other, stranger = a_submitted_filing()

    assert at_home(stranger).get(f"/supplement/{filing.reference}/").status_code == 404


def test_a_held_filing_is_accepted_by_a_person_or_refused_in_writing():
    accepted, _one = a_submitted_filing(holds=("NOT_INSURED",))
    refused, applicant = a_submitted_filing(holds=("NOT_INSURED",))
    reviewer = a_reviewer()
    desk = at_desk(reviewer)
    for filing in (accepted, refused):
        operations.claim(filing_id=filing.pk, by=reviewer, at=filing.submitted_at)

    desk.post(f"/desk/filing/{accepted.reference}/accept/")
    empty = desk.post(f"/desk/filing/{refused.reference}/refuse/", {})
    desk.post(f"/desk/filing/{refused.reference}/refuse/", {"words": "参保地不在本市", "source": "指南第一条"})

    assert (its_case(accepted).stage, its_case(refused).stage) == (Stage.REVIEWING, Stage.REFUSED)
    assert empty.status_code == 422
    assert "参保地不在本市" in words(at_home(applicant).get(f"/refusal/{refused.reference}/"))


def test_a_stale_screen_moves_nothing():
    filing, reviewer, _applicant = a_claimed_filing()
    case = its_case(filing)

    answer = at_desk(reviewer).post(
        f"/desk/case/{case.reference}/pass-on/", {"filing": filing.reference, "version": case.version - 1}
    )

    assert (answer.status_code, answer["X-Error-Code"]) == (409, "CASE_HAS_MOVED")


def test_experts_and_institutions_are_led_to_their_own_lists():
    assert at_desk(a_staff_member(Role.EXPERT)).get("/desk/").url == "/desk/panel/"
    assert at_desk(a_staff_member(Role.INSTITUTION)).get("/desk/").url == "/desk/institution/"


def a_filing_of(name):
    """A filing from a hospital of this name."""
    filing, _applicant = a_submitted_filing()
    hospital = a_hospital()
    hospital.name = name
    hospital.save()
    filing.institution = hospital
    filing.save()
    return its_case(filing).number, hospital


@pytest.mark.parametrize("address", ["/desk/list/unclaimed/", "/desk/find/"])
def test_a_list_is_narrowed_to_a_hospital_found_by_a_part_of_its_name(address):
    east, hospital = a_filing_of("云溪市人民医院东院")
    main, _hospital = a_filing_of("云溪市人民医院")
    county, _hospital = a_filing_of("东湖县中医院")
    desk = at_desk(a_reviewer())

    def shown(typed):
        answer = words(desk.get(address, {"institution": typed, "words": main[:14]}))
        return [number in answer for number in (east, main, county)], answer

    assert shown("中医")[0] == [False, False, True]
    assert shown("云溪市人民医院")[0] == [False, True, False]
    assert shown(hospital.code)[0] == [True, False, False]
    several, none = shown("人民医院"), shown("口腔医院")
    assert several[0] == none[0] == [False, False, False]
    assert "这里现在没有办件" not in several[1]
    assert "不止一家，请选一家： 云溪市人民医院 、 云溪市人民医院东院" in " ".join(several[1].split())
    assert "没有名称里带“口腔医院”的医院" in none[1]


def test_while_a_hospital_is_typed_the_field_offers_those_of_this_region_and_no_list_of_all():
    _number, hospital = a_filing_of("云溪市人民医院")
    elsewhere = a_hospital(region=NANCHONG)
    desk = at_desk(a_reviewer())

    page = desk.get("/desk/list/unclaimed/").content.decode()
    offered = desk.get("/desk/hospitals/", {"institution": "医院"}, headers={"HX-Request": "true"}).content.decode()
    nothing = desk.get("/desk/hospitals/", {"institution": " "}, headers={"HX-Request": "true"}).content.decode()

    assert hospital.name not in page
    assert (hospital.name in offered, elsewhere.name in offered, nothing.strip()) == (True, False, "")


@pytest.mark.parametrize("which", ["nonsense", "assigned"])
def test_a_list_nobody_knows_is_not_found(which):
    assert at_desk(a_supervisor()).get(f"/desk/list/{which}/").status_code == 404
