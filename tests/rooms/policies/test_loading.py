"""Publishing: versions are kept for ever, and what is in force changes only by a sound pack."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from mantetong.policies import operations, queries
from mantetong.policies.models import PolicyVersion
from mantetong.policies.packs.faults import PackFaulty
from mantetong.policies.packs.scaffold import write_scaffold
from mantetong.review.operations import judge_running
from mantetong.settlement.operations import copy_rules
from tests.rooms.policies.test_desk_pages import at_desk

PACKS = Path(__file__).resolve().parents[3] / "packs"
ON = date(2026, 11, 22)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
CITY = "511400-meishan/region.yaml"
YEAR_2027 = "years: {2027: {source: 示例通知, status: sample, days_off: [2027-01-01], worked_weekends: []}}\n"

pytestmark = pytest.mark.usefixtures("packs_in_force")


@pytest.fixture
def changed_packs(tmp_path):
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    return folder


def rewrite(folder, file, old, new):
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def two_days_from_2027(folder):
    rewrite(
        folder,
        CITY,
        "determination:\n",
        "    2027-01-01:\n      value: {working_days: 2, counted_from: submitted, on_resubmit: resume, said: 两个工作日}\ndetermination:\n",
    )


def test_loading_twice_changes_nothing():
    assert not operations.load_packs(at=LATER).changed


def test_every_region_can_be_asked_for():
    assert [(region.code, region.name) for region in queries.regions()] == [
        ("511300", "南充市"),
        ("511400", "眉山市"),
        ("620900", "酒泉市"),
    ]


def test_a_rule_changed_from_a_day_holds_from_that_day(changed_packs):
    two_days_from_2027(changed_packs)

    operations.load_packs(at=LATER, folder=changed_packs)

    days = [queries.policy_on(region="511400", on=on).time_limit.value.working_days for on in (ON, date(2027, 1, 1))]
    assert days == [1, 2]


def test_a_filing_keeps_the_version_it_was_submitted_under(changed_packs):
    kept = queries.current_version(region="511400", on=ON)
    rewrite(changed_packs, CITY, "working_days: 1,", "working_days: 3,")

    operations.load_packs(at=LATER, folder=changed_packs)

    assert queries.policy_of(version_id=kept.id).time_limit.value.working_days == 1
    assert queries.policy_on(region="511400", on=ON).time_limit.value.working_days == 3
    assert queries.current_version(region="511400", on=ON).digest != kept.digest


def test_an_unchanged_region_keeps_its_version(changed_packs):
    before = queries.current_version(region="620900", on=ON)
    rewrite(changed_packs, CITY, "working_days: 1,", "working_days: 3,")

    loaded = operations.load_packs(at=LATER, folder=changed_packs)

    assert loaded.regions == ("511400",)
    assert queries.current_version(region="620900", on=ON) == before


def test_a_faulty_pack_leaves_the_running_version_in_force(changed_packs):
    before = queries.current_version(region="511400", on=ON)
    rewrite(changed_packs, CITY, "working_days: 1,", "working_days: one,")

    with pytest.raises(PackFaulty):
        operations.load_packs(at=LATER, folder=changed_packs)

    assert queries.current_version(region="511400", on=ON) == before


@pytest.mark.parametrize(
    "act", [lambda row: row.delete(), lambda row: PolicyVersion.objects.filter(pk=row.pk).update(digest="0")]
)
def test_the_database_refuses_to_change_a_published_version(act):
    row = PolicyVersion.objects.order_by("pk").first()

    with pytest.raises(DatabaseError), transaction.atomic():
        act(row)


def test_a_day_before_the_first_rule_has_none():
    with pytest.raises(queries.NoPolicyThen):
        queries.policy_on(region="511400", on=date(2024, 12, 31))


def test_an_unknown_region_has_no_policy():
    with pytest.raises(queries.NoSuchRegion):
        queries.policy_on(region="999999", on=ON)


def test_a_new_holiday_year_is_in_force_after_loading(changed_packs):
    (changed_packs / "national" / "calendar.yaml").write_text(YEAR_2027)
    before = queries.working_calendar()

    operations.load_packs(at=LATER, folder=changed_packs)

    assert 2027 not in before.published_years
    assert not queries.working_calendar().is_working(date(2027, 1, 1))


def test_the_stored_policy_equals_the_packed_one():
    stored, packed = queries.policy_on(region="511300", on=ON), queries.packed_policy(region="511300", on=ON)

    assert stored == packed


def test_a_sample_region_opens_in_the_sandbox_only(settings):
    policy = queries.policy_on(region="511400", on=ON)

    settings.MANTETONG_SANDBOX = False
    assert not queries.is_open_for_filing(policy=policy)
    settings.MANTETONG_SANDBOX = True
    assert queries.is_open_for_filing(policy=policy)


def test_a_region_with_sample_lists_still_shows_its_guide_outside_the_sandbox(settings, client):
    settings.MANTETONG_SANDBOX = False

    page = client.get("/guide/511400/").content.decode()

    assert "还没有开放网上申请" in page
    assert "开始申请" not in page.split("申请渠道")[0].replace("再开始申请", "")


def test_a_fourth_region_needs_data_only(changed_packs, client):
    write_scaffold(
        folder=changed_packs, code="990100", name="示例市", province="示例省", parent="000000", slug="example", on="2025-01-01"
    )

    operations.load_packs(at=LATER, folder=changed_packs)

    page = client.get("/guide/990100/").content.decode()
    assert "示例市" in page
    assert "该市未公布办理时限" in page


def test_a_region_whose_rules_begin_later_stands_in_nobodys_way(changed_packs, client):
    """The first page, the till's rules and the nightly judging go on for everybody else."""
    write_scaffold(
        folder=changed_packs, code="990100", name="示例市", province="示例省", parent="000000", slug="example", on="2099-01-01"
    )
    operations.load_packs(at=LATER, folder=changed_packs)

    first, guide = client.get("/"), client.get("/guide/990100/")

    assert first.status_code == 200
    assert "眉山市" in first.content.decode()
    assert "示例市" not in first.content.decode()
    assert guide.status_code == 404
    assert client.get("/door/511400/portal/").status_code == 200
    assert at_desk().get("/desk/policies/").content.decode().count("示例市") == 1
    assert copy_rules(at=LATER) == 3
    assert judge_running(region="990100", at=LATER) == 0


@pytest.mark.parametrize(
    ("payment", "said"),
    [
        ("{ratio: 0.855}", "支付比例：职工 85.5%、城乡居民 85.5%"),
        (
            "{ratio: {职工: {三级: 0.8, 二级: 0.85, 一级及以下: 0.9, 药店: 0.9}, 城乡居民: 0.6}}",
            "职工 （三级80%、二级85%、一级及以下90%、药店90%）",
        ),
        ("{ratio: 0.7, deductible_yuan: {职工: 500, 城乡居民: 300}}", "年度起付线：职工 500元、城乡居民 300元"),
        ("{ratio: 0.7, yearly_cap_yuan: {职工: 5000, 城乡居民: null}}", "年度限额：职工 5000元"),
        ("{ratio: 0.7, joint_caps: {两病: 8000}}", "共用的年度限额（两病）：职工 8000元、城乡居民 8000元"),
    ],
)
def test_the_guide_tells_whatever_way_of_paying_the_pack_writes(changed_packs, client, payment, said):
    own = changed_packs / "511400-meishan/diseases/M01600.yaml"
    own.parent.mkdir()
    entry = f"2025-01-01: {{value: {payment}, source: 示例文件, status: official}}"
    own.write_text(f"code: M01600\nname: 糖尿病\npayment:\n  from:\n    {entry}\n")
    operations.load_packs(at=LATER, folder=changed_packs)

    page = client.get("/guide/511400/").content.decode()

    assert said in page
    assert re.search(r"支付比例：[^<]*<span class=\"mt-tag pg-badge\">官方</span>", page)


def test_a_stored_table_keeps_the_order_of_its_headings():
    door = queries.policy_on(region="511300", on=ON).doors[0].value

    assert list(door.comparison) == ["方便程度", "办理流程", "交材料", "查进度"]
