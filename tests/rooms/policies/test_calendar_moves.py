"""A new holiday year: which running cases' due days moved, said to the policy officer and in each case's ledger."""

import shutil
from datetime import UTC, date, datetime

import pytest

from mantetong.cases import jobs
from mantetong.cases.models import LedgerEntry
from mantetong.cases.queries import broken_chains
from mantetong.domain.roles import Role
from mantetong.policies import operations
from mantetong.policies.models import DueMove, Loading
from tests.factories import a_staff_member, a_submitted_filing, an_insured_person, its_case
from tests.rooms.policies.test_publishing import PACKS, at_desk

JIUQUAN = "620900"
DECEMBER = datetime(2026, 12, 15, 2, tzinfo=UTC)
YEAR = "years: {2027: {source: 示例通知, status: sample, days_off: [2027-01-01, 2027-01-04], worked_weekends: [2027-01-03]}}\n"

pytestmark = pytest.mark.usefixtures("packs_in_force")


@pytest.fixture
def running():
    """A case of twenty working days that crosses into the unpublished year."""
    filing, _applicant = a_submitted_filing(region=JIUQUAN, person=an_insured_person(region=JIUQUAN), at=DECEMBER)
    return its_case(filing)


@pytest.fixture
def new_year(tmp_path, running):
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    (folder / "national" / "calendar.yaml").write_text(YEAR)
    operations.load_packs(at=DECEMBER, folder=folder)
    return Loading.objects.order_by("-pk").first().pk


def test_a_due_day_that_moved_is_told_with_the_day_before_and_after(running, new_year):
    assert (running.due_on, running.due_is_provisional) == (date(2027, 1, 12), True)

    assert jobs.recompute_due(loading_id=new_year) == 1

    running.refresh_from_db()
    move = DueMove.objects.get()
    assert (move.number, move.before, move.after) == (running.number, date(2027, 1, 12), date(2027, 1, 13))
    assert (running.due_on, running.due_is_provisional) == (move.after, False)


def test_the_move_stands_in_the_cases_ledger_as_the_clocks_doing(running, new_year):
    jobs.recompute_due(loading_id=new_year)

    entry = LedgerEntry.objects.get(action="DUE_MOVED")
    assert (entry.case_id, entry.role, entry.account_id_of_actor) == (running.pk, Role.SYSTEM, None)
    assert (entry.facts["due_before"], entry.facts["due_after"]) == ("2027-01-12", "2027-01-13")
    assert list(broken_chains()) == []


def test_counting_again_tells_nothing_twice(running, new_year):
    jobs.recompute_due(loading_id=new_year)

    assert jobs.recompute_due(loading_id=new_year) == 0
    assert DueMove.objects.count() == LedgerEntry.objects.filter(action="DUE_MOVED").count() == 1


def test_the_officer_reads_which_cases_moved(running, new_year):
    jobs.recompute_due(loading_id=new_year)

    page = at_desk(a_staff_member(Role.POLICY_OFFICER, region=JIUQUAN)).get("/desk/calendar/").content.decode()

    assert running.number in page
    assert "<td>2027-01-12</td><td>2027-01-13</td><td>+1天</td>" in page


def test_an_officer_of_another_region_does_not_see_these_cases(running, new_year):
    jobs.recompute_due(loading_id=new_year)

    page = at_desk(a_staff_member(Role.POLICY_OFFICER, region="511400")).get("/desk/calendar/").content.decode()

    assert running.number not in page
