"""Figures that point to nobody, and risks that follow the working days."""

from datetime import date, timedelta

import pytest

from mantetong.cases.models import Case
from mantetong.insight import operations
from mantetong.insight.queries import RegionFigures, _published, public_figures
from mantetong.insight.risk import risk_of
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import working_calendar
from tests.factories import JIUQUAN, MONDAY, NANCHONG, a_draft, a_submitted_filing


@pytest.mark.parametrize(
    ("counted", "shown"),
    [
        ((9, 9, 9), (None, None, None)),
        ((50, 30, 20), (50, 30, 20)),
        ((50, 45, 20), (50, None, None)),
        ((50, 30, 25), (50, 30, None)),
        ((50, 30, 30), (50, 30, 30)),
        ((50, 5, 5), (50, None, None)),
    ],
)
def test_small_numbers_and_small_differences_are_withheld(counted, shown):
    submitted, decided, recognised = counted

    told = _published("511400", submitted, decided, recognised, 1.0)

    assert (told.submitted, told.decided, told.recognised) == shown


@pytest.mark.django_db
def test_drafts_are_in_no_figure():
    a_draft()

    assert public_figures(at=MONDAY + timedelta(days=1)) == ()


@pytest.mark.django_db
def test_a_single_case_shows_its_region_without_a_number(client):
    a_submitted_filing()

    assert public_figures(at=MONDAY + timedelta(days=1)) == (RegionFigures("511400", None, None, None, None),)
    assert "不公布" in client.get("/figures/", headers={"X-Sandbox-Now": "2026-03-03"}).content.decode()


@pytest.mark.django_db
def test_an_empty_year_is_said_so(client):
    load_packs(at=MONDAY)

    assert "还没有办件" in client.get("/figures/", headers={"X-Sandbox-Now": "2026-03-03"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("due_on", "risk"),
    [(date(2026, 3, 1), 100), (date(2026, 3, 2), 90), (date(2026, 3, 3), 81), (date(2026, 3, 9), 45), (date(2026, 3, 16), 0)],
)
def test_risk_falls_with_the_working_days_left(due_on, risk):
    assert risk_of(due_on=due_on, on=date(2026, 3, 2), calendar=working_calendar()) == risk


@pytest.mark.django_db
def test_risks_are_written_once_and_only_where_a_day_is_published():
    a_submitted_filing(region=JIUQUAN)
    a_submitted_filing(region=NANCHONG)
    due_on = Case.objects.get(region=JIUQUAN).due_on

    first, again = operations.reckon_risks(on=due_on), operations.reckon_risks(on=due_on)

    assert (first, again) == (1, 0)
    assert dict(Case.objects.values_list("region", "risk")) == {JIUQUAN: 90, NANCHONG: 0}
