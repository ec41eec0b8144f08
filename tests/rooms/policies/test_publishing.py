"""Publishing: nothing comes into force without a replay and two officers; it can wait for its day and be recalled."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.roles import Role
from mantetong.insight.replay.running import replay
from mantetong.people.models import Account
from mantetong.policies import operations, queries
from mantetong.policies.models import Loading, Publication
from tests.factories import MEISHAN, a_reviewer, a_staff_member

PACKS = Path(__file__).resolve().parents[3] / "packs"
NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
TODAY, NEW_YEAR = date(2026, 12, 1), date(2027, 1, 1)
CITY = "511400-meishan/region.yaml"

pytestmark = pytest.mark.usefixtures("packs_in_force")


def new_packs(folder, days=3):
    shutil.copytree(PACKS, folder)
    path = folder / CITY
    path.write_text(path.read_text().replace("working_days: 1,", f"working_days: {days},", 1))
    return folder


def days_on(on):
    return queries.policy_on(region=MEISHAN, on=on).time_limit.value.working_days


def an_officer():
    return a_staff_member(Role.POLICY_OFFICER)


@pytest.fixture
def staged(tmp_path):
    operations.stage_packs(folder=new_packs(tmp_path / "packs"), at=NOW)
    return Publication.objects.get().pk


@pytest.fixture
def replayed(tmp_path, staged):
    replay(target=operations.stage_packs(folder=tmp_path / "packs", at=NOW), since=None, at=NOW)
    return staged


def ask(number, *, by=None, due_on=TODAY, at=NOW):
    operations.ask_publication(publication_id=number, due_on=due_on, by=by or an_officer(), at=at)


def confirm(number, *, by=None, at=NOW):
    return operations.confirm_publication(publication_id=number, by=by or an_officer(), at=at)


def test_two_officers_put_replayed_packs_in_force(replayed):
    ask(replayed)
    assert days_on(TODAY) == 1

    assert confirm(replayed)

    assert days_on(TODAY) == 3


def test_nothing_is_published_without_a_replay(staged):
    with pytest.raises(operations.NeedsReplay):
        ask(staged)


def test_who_asked_cannot_confirm(replayed):
    officer = an_officer()
    ask(replayed, by=officer)

    with pytest.raises(operations.NeedsSecondOfficer):
        confirm(replayed, by=officer)


def test_the_database_itself_wants_two_officers(replayed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=replayed).update(asked_by=1, confirmed_by=1, due_on=TODAY)


def test_nobody_else_publishes(replayed):
    with pytest.raises(NotYoursToTake):
        ask(replayed, by=a_reviewer())


def test_a_scheduled_publication_waits_for_its_day(replayed):
    ask(replayed, due_on=NEW_YEAR)
    assert not confirm(replayed)
    assert operations.put_due_in_force(at=NOW + timedelta(days=5)) == 0

    assert operations.put_due_in_force(at=datetime(2026, 12, 31, 16, 1, tzinfo=UTC)) == 1

    assert days_on(NEW_YEAR) == 3
    assert operations.put_due_in_force(at=datetime(2027, 1, 2, tzinfo=UTC)) == 0


def test_a_recalled_publication_never_comes_into_force(replayed):
    ask(replayed, due_on=NEW_YEAR)
    confirm(replayed)

    operations.recall_publication(publication_id=replayed, by=an_officer(), at=NOW)

    assert operations.put_due_in_force(at=datetime(2027, 1, 2, tzinfo=UTC)) == 0
    with pytest.raises(operations.NotThisFar):
        confirm(replayed)


def test_what_is_in_force_is_not_recalled(replayed):
    ask(replayed)
    confirm(replayed)

    with pytest.raises(operations.NotThisFar):
        operations.recall_publication(publication_id=replayed, by=an_officer(), at=NOW)


def test_a_past_day_is_refused(replayed):
    with pytest.raises(operations.DayIsPast):
        ask(replayed, due_on=TODAY - timedelta(days=1))


def test_a_replay_against_former_rules_is_stale(tmp_path, replayed):
    operations.load_packs(folder=new_packs(tmp_path / "other", days=5), at=NOW)

    with pytest.raises(operations.NeedsReplay):
        ask(replayed)


def test_one_publication_is_under_way_at_a_time(tmp_path, replayed):
    ask(replayed, due_on=NEW_YEAR)
    target = operations.stage_packs(folder=new_packs(tmp_path / "other", days=5), at=NOW)
    replay(target=target, since=None, at=NOW)

    with pytest.raises(operations.AnotherUnderWay):
        ask(Publication.objects.get(digest=target.digest).pk)


def test_a_start_in_production_keeps_the_rules_and_takes_the_calendar(tmp_path, settings):
    folder = new_packs(tmp_path / "packs")
    (folder / "national" / "calendar.yaml").write_text(
        "years: {2027: {source: 示例通知, status: sample, days_off: [2027-01-01], worked_weekends: []}}\n"
    )
    settings.MANTETONG_SANDBOX, settings.MANTETONG_PACKS = False, str(folder)

    operations.load_delivered(at=NOW)

    assert days_on(TODAY) == 1
    assert 2027 in queries.working_calendar().published_years


def test_a_start_in_the_sandbox_loads_everything(tmp_path, settings):
    settings.MANTETONG_SANDBOX, settings.MANTETONG_PACKS = True, str(new_packs(tmp_path / "packs"))

    operations.load_delivered(at=NOW)

    assert days_on(TODAY) == 3


def at_desk(actor):
    client = Client(HTTP_X_SANDBOX_NOW="2026-12-01T10:00:00+08:00")
    client.force_login(Account.objects.get(pk=actor.account_id))
    session = client.session
    session["people.door"] = "desk"
    session.save()
    return client


def test_the_pages_lead_two_officers_through(replayed):
    first, second = at_desk(an_officer()), at_desk(an_officer())
    page = first.get(f"/desk/publications/{replayed}/").content.decode()
    assert "对以往办件的影响" in page
    assert "办理时限 › 工作日" in page

    first.post(f"/desk/publications/{replayed}/ask/", {"due_on": "2026-12-01"})
    assert "须由另一位政策管理员确认" in first.get(f"/desk/publications/{replayed}/").content.decode()
    assert first.post(f"/desk/publications/{replayed}/confirm/").status_code == 403
    second.post(f"/desk/publications/{replayed}/confirm/")

    assert Loading.objects.count() == 2
    assert "已施行" in second.get("/desk/publications/").content.decode()


def test_the_page_asks_again_for_a_day(replayed):
    response = at_desk(an_officer()).post(f"/desk/publications/{replayed}/ask/", {"due_on": ""})

    assert response.status_code == 422
    assert "请填写：从哪一天起施行" in response.content.decode()
