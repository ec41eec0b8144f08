"""The policy officer's pages: who may see them, what a day's rules are, and what differs between two versions."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from mantetong.domain.roles import Role
from mantetong.people.models import Account
from mantetong.policies import operations
from mantetong.policies.models import PolicyVersion
from tests.factories import MEISHAN, a_staff_member

PACKS = Path(__file__).resolve().parents[3] / "packs"
LATER = datetime(2026, 12, 1, tzinfo=UTC)
DAY = {"HTTP_X_SANDBOX_NOW": "2026-11-22T10:00:00+08:00"}

pytestmark = pytest.mark.usefixtures("packs_in_force")


def at_desk(role=Role.POLICY_OFFICER):
    client = Client(**DAY)
    client.force_login(Account.objects.get(pk=a_staff_member(role).account_id))
    session = client.session
    session["people.door"] = "desk"
    session.save()
    return client


@pytest.fixture
def a_national_change(tmp_path, packs_in_force):
    """Supplements of every region may be answered in 45 days instead of 30."""
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    path = folder / "national" / "region.yaml"
    path.write_text(path.read_text().replace("answer_days: 30", "answer_days: 45"))
    operations.load_packs(at=LATER, folder=folder)


@pytest.mark.parametrize("address", ["", "511400/", "511400/compare/?a=1&b=1"])
def test_only_policy_officers_find_these_pages(address):
    assert at_desk(Role.REVIEWER).get(f"/desk/policies/{address}").status_code == 404


def test_the_overview_counts_how_values_are_known():
    page = at_desk().get("/desk/policies/").content.decode()

    assert all(name in page for name in ("眉山市", "南充市", "酒泉市"))
    assert "/desk/policies/511400/" in page


def test_a_region_is_shown_as_of_a_day_with_sources():
    page = at_desk().get("/desk/policies/511400/", {"on": "2026-03-01"}).content.decode()

    assert "眉山市公开指南（未注明日期）" in page
    assert "糖尿病" in page


def test_a_day_before_the_first_rule_is_answered_in_words():
    response = at_desk().get("/desk/policies/511400/", {"on": "2020-01-01"})

    assert response.status_code == 404
    assert "还没有可用的政策" in response.content.decode()


@pytest.mark.usefixtures("a_national_change")
def test_a_difference_is_told_with_before_after_and_what_it_does_elsewhere():
    old, new = PolicyVersion.objects.filter(region=MEISHAN).order_by("pk").values_list("pk", flat=True)

    page = at_desk().get(f"/desk/policies/{MEISHAN}/compare/", {"a": old, "b": new}).content.decode()

    assert "补正期限（天）" in page
    assert all(f"<td>{days}</td>" in page for days in (30, 45))
    assert "1处变化，其中1处与本地区相同" in page


def test_versions_of_another_region_are_not_compared():
    other = PolicyVersion.objects.exclude(region=MEISHAN).first().pk

    assert at_desk().get(f"/desk/policies/{MEISHAN}/compare/", {"a": other, "b": other}).status_code == 404
