"""A purpose is asked of whoever opens what nobody gave them, and of nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mantetong.cases.errors import CaseHasMoved
from mantetong.cases.models import Claim
from mantetong.cases.operations import PurposeWanted, assign, claim_filing, note_desk_look, release_filing
from mantetong.cases.queries import filing_card
from mantetong.cases.queries.duty import is_on_duty
from mantetong.domain.roles import Role
from mantetong.people.models import Look
from mantetong.people.queries import looks_of
from tests.factories import (
    MONDAY,
    a_case_in_determination,
    a_reviewer,
    a_staff_member,
    a_submitted_filing,
    a_supervisor,
    decide,
    its_case,
)
from tests.rooms.cases.test_other_hands import an_appeal_against
from tests.rooms.determination.test_second_reading import a_sampled_case
from tests.rooms.review.factories import LATER, a_claimed_filing, a_paper
from tests.rooms.review.test_desk_pages import at_desk, words

pytestmark = pytest.mark.django_db


def opens(viewer, filing):
    """Whether the case screen stands there, and not the question."""
    return "办理经过" in words(at_desk(viewer).get(f"/desk/filing/{filing.reference}/"))


def a_decided_filing():
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer)
    return case.filing, reviewer


def test_what_waits_to_be_taken_what_one_holds_and_what_runs_under_a_supervisor_opens_at_once():
    waiting, _by = a_submitted_filing()
    held, reviewer, _by = a_claimed_filing()

    assert opens(a_reviewer(), waiting)
    assert opens(reviewer, held)
    assert opens(a_supervisor(), held)
    assert not Look.objects.filter(kind="OUTSIDE").exists()


def test_a_colleagues_case_shows_who_has_it_and_nothing_of_the_illness_before_a_purpose():
    filing, _reviewer, _by = a_claimed_filing()
    paper = a_paper(filing)
    desk = at_desk(a_reviewer())

    asked = desk.get(f"/desk/filing/{filing.reference}/")
    pictures = desk.get(reverse("materials:paper", args=[paper.key]))
    names = desk.get(reverse("materials:slots", args=[filing.reference]))
    written = desk.post(f"/desk/filing/{filing.reference}/note/", {"text": "看看"})

    assert "由沈审核领取办理" in words(asked)
    assert "糖尿病" not in words(asked)
    assert [(one.status_code, one["X-Error-Code"]) for one in (pictures, names, written)] == [(403, "PURPOSE_WANTED")] * 3
    assert f'href="/desk/filing/{filing.reference}/purpose/"' in written.content.decode()


def test_a_purpose_opens_it_for_that_day_and_stands_in_the_looks_of_auditor_and_person():
    filing, _reviewer, _by = a_claimed_filing()
    viewer = a_reviewer()
    desk, here = at_desk(viewer), f"/desk/filing/{filing.reference}/"

    empty = desk.post(f"{here}purpose/", {"about": "OTHER", "words": " "})
    given = desk.post(f"{here}purpose/", {"about": "ANSWERING", "words": "来电问进度"})
    seen = desk.get(here)
    tomorrow = desk.get(here, headers={"X-Sandbox-Now": "2026-03-04T09:00:00+08:00"})

    assert (empty.status_code, given.status_code) == (422, 302)
    assert "办理经过" in words(seen)
    assert "写明查看事由" in words(tomorrow)
    looks = Look.objects.filter(account_id=viewer.account_id, kind="OUTSIDE", reference=filing.reference)
    assert {look.why for look in looks} == {"答复参保人的来电、来访或提问：来电问进度"}
    assert looks.count() == 2  # saying what for, and looking
    audit = words(at_desk(a_staff_member(Role.AUDITOR)).get("/desk/audit/"))
    assert "答复参保人的来电、来访或提问：来电问进度" in audit.partition("最近三十天未经指派的查看")[2]
    assert {line.why for line in looks_of(filing.person_id)} == {"答复参保人的来电、来访或提问：来电问进度"}


def test_a_purpose_of_one_opens_nothing_for_another_nor_another_filing():
    filing, _reviewer, _by = a_claimed_filing()
    other, _reviewer, _by = a_claimed_filing()
    viewer = a_reviewer()
    at_desk(viewer).post(f"/desk/filing/{filing.reference}/purpose/", {"about": "RELATED"})

    assert opens(viewer, filing)
    assert not opens(viewer, other)
    assert not opens(a_reviewer(), filing)


def test_what_is_decided_is_asked_about_except_of_those_who_worked_on_it():
    filing, reviewer = a_decided_filing()

    assert opens(reviewer, filing)
    assert not opens(a_supervisor(), filing)
    assert not opens(a_staff_member(Role.AUDITOR), filing)
    desk = at_desk(a_supervisor())
    assert desk.get(reverse("determination:decision", args=[its_case(filing).reference]))["X-Error-Code"] == "PURPOSE_WANTED"


def test_what_has_ended_is_nothing_to_take_up_and_so_no_way_round_the_question():
    filing, _reviewer = a_decided_filing()

    with pytest.raises(CaseHasMoved):
        claim_filing(filing_id=filing.pk, by=a_reviewer(), at=LATER)


def test_whoever_put_it_back_or_was_asked_for_an_opinion_or_judges_its_appeal_is_on_duty():
    filing, reviewer, _by = a_claimed_filing()
    release_filing(filing_id=filing.pk, by=reviewer, at=LATER)
    colleague = a_reviewer()
    claim_filing(filing_id=filing.pk, by=colleague, at=LATER)
    asked = a_reviewer()
    assign(filing_id=filing.pk, role=Role.REVIEWER, why="ASKED_COLLEAGUE", at=LATER, account_id=asked.account_id)
    decided, judge = a_decided_filing()[0], a_reviewer()
    appeal = an_appeal_against(its_case(decided), at=MONDAY + timedelta(days=3))
    before = is_on_duty(viewer=judge, filing=filing_card(decided.pk))
    claim_filing(filing_id=appeal.pk, by=judge, at=LATER)

    card = filing_card(filing.pk)
    assert [is_on_duty(viewer=one, filing=card) for one in (reviewer, colleague, asked, a_reviewer())] == [
        True,
        True,
        True,
        False,
    ]
    assert (before, is_on_duty(viewer=judge, filing=filing_card(decided.pk))) == (False, True)


def test_whoever_decided_first_may_not_open_the_appeal_without_a_purpose():
    decided, first = a_decided_filing()
    appeal = an_appeal_against(its_case(decided), at=MONDAY + timedelta(days=3))

    assert Claim.objects.filter(filing=appeal).count() == 0
    with pytest.raises(PurposeWanted):
        note_desk_look(filing=filing_card(appeal.pk), by=first, kind="FILING", reference="", why="办理", at=LATER)
    note_desk_look(filing=filing_card(appeal.pk), by=a_reviewer(), kind="FILING", reference="", why="办理", at=LATER)


def test_experts_institutions_and_second_readers_are_never_asked():
    case, reader = a_sampled_case()
    card = filing_card(a_claimed_filing()[0].pk)

    assert all(is_on_duty(viewer=a_staff_member(role), filing=card) for role in (Role.EXPERT, Role.INSTITUTION, Role.CLERK))
    assert at_desk(reader).get(f"/desk/case/{case.reference}/reading/").status_code == 200
