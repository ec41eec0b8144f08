"""Which version holds when, also when an earlier content comes back."""

from datetime import UTC, date, datetime

import pytest

from mantetong.domain.roles import Role
from mantetong.policies import operations
from mantetong.policies.models import Loading, PolicyPeriod, PolicyVersion
from mantetong.policies.versions.kept import periods_of, versions_of
from tests.factories import MEISHAN, a_staff_member
from tests.rooms.policies.test_publishing import PACKS, at_desk, new_packs

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("packs_in_force")


def the_versions():
    return list(PolicyVersion.objects.filter(region=MEISHAN).order_by("pk").values_list("pk", flat=True))


def test_rules_that_come_back_are_in_force_and_the_ones_between_are_not(tmp_path):
    operations.load_packs(folder=new_packs(tmp_path / "packs"), at=NOW)

    operations.load_packs(folder=PACKS, at=NOW)

    first, between = the_versions()
    assert {one.id: bool(one.periods) for one in versions_of(region=MEISHAN)} == {first: True, between: False}
    assert [version for version, _since, _until in periods_of(region=MEISHAN)] == [first]


@pytest.fixture
def there_and_back(packs_in_force, tmp_path):
    """One loading in which the first content holds, then another, then the first again."""
    operations.load_packs(folder=new_packs(tmp_path / "packs"), at=NOW)
    first, other = the_versions()
    loading = Loading.objects.create(digest="f" * 64, calendar={}, loaded_at=NOW)
    for version, since in ((first, date(2025, 1, 1)), (other, date(2026, 6, 1)), (first, date(2026, 9, 1))):
        PolicyPeriod.objects.create(loading=loading, version_id=version, region=MEISHAN, since=since)
    return first, other


def test_a_version_that_returns_has_two_stretches(there_and_back):
    first, other = there_and_back

    kept = {one.id: one.periods for one in versions_of(region=MEISHAN)}

    assert kept[first] == ((date(2025, 1, 1), date(2026, 6, 1)), (date(2026, 9, 1), None))
    assert kept[other] == ((date(2026, 6, 1), date(2026, 9, 1)),)


@pytest.mark.usefixtures("there_and_back")
def test_the_region_page_shows_both_stretches():
    page = at_desk(a_staff_member(Role.POLICY_OFFICER)).get(f"/desk/policies/{MEISHAN}/").content.decode()

    assert "2025-01-01 — 2026-06-01；2026-09-01起" in page
    assert "<td>2026-06-01 — 2026-09-01</td>" in page
