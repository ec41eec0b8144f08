"""What a person reads of their filing: who acts next, until when, why the clock stands still, and that there is nothing to do."""

from datetime import timedelta

import pytest

from mantetong.cases.models import Filing
from mantetong.cases.operations import take_action
from mantetong.cases.pages.next_step import next_step_of
from mantetong.cases.pages.timeline import entries_of
from mantetong.cases.queries import filing_card, ledger_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Action
from mantetong.policies.queries import policy_of
from mantetong.review.operations import give_more_time
from mantetong.web.clock import day_of
from mantetong.web.shapes import State
from tests.factories import (
    DIABETES,
    JIUQUAN,
    LUPUS,
    MONDAY,
    NANCHONG,
    a_case_in_determination,
    a_submitted_filing,
    decide,
    its_case,
)
from tests.rooms.review.factories import LATER, a_filing_sent_back
from tests.rooms.review.test_desk_pages import at_home, words

pytestmark = pytest.mark.django_db


def policy_behind(card):
    return policy_of(version_id=card.policy_version_id)


def step_of(filing, *, at=MONDAY):
    card = filing_card(filing.pk)
    return next_step_of(card.cases[0], policy=policy_behind(card), on=day_of(at))


def told(filing, *, at=MONDAY):
    card = filing_card(filing.pk)
    return entries_of(card, ledger=ledger_of(filing.pk), policy=policy_behind(card), on=day_of(at))


def test_a_filing_in_review_says_who_acts_and_that_there_is_nothing_to_do():
    filing, _by = a_submitted_filing()

    step = step_of(filing)

    assert (step.who, step.is_yours) == ("审核人员", False)
    assert "现在不用您做什么" in step.text
    assert step.due == "最迟2026年3月3日"


@pytest.mark.parametrize(("region", "who"), [(NANCHONG, "专家"), (JIUQUAN, "委托的医疗机构")])
def test_the_one_who_determines_is_the_one_the_pack_names(region, who):
    case, _reviewer = a_case_in_determination(region=region)

    assert who in step_of(case.filing).who


def test_a_supplement_is_the_persons_own_turn_and_the_paused_clock_is_explained():
    filing, _reviewer, _applicant = a_filing_sent_back()

    step, entries = step_of(filing, at=LATER), told(filing, at=LATER)

    assert (step.who, step.is_yours, step.due) == ("您", True, "等您补正期间，办理时间暂停计算。")
    asked = next(entry for entry in entries if entry.title == "一次性告知补正")
    assert "办理时间暂停计算" in asked.text
    assert "不算在办理期限里" in asked.text


def test_the_timeline_goes_from_what_was_done_to_what_lies_ahead():
    filing, _by = a_submitted_filing()

    entries = told(filing)

    assert [entry.state for entry in entries] == [State.DONE, State.DONE, State.NOW, State.AHEAD, State.AHEAD]
    assert [entry.title for entry in entries] == ["提交申请", "受理", "审核中", "认定中", "已办结"]
    assert entries[2].who == "由审核人员办理"


def test_an_act_on_one_of_two_illnesses_says_which():
    filing, by = a_submitted_filing(diseases=(DIABETES, LUPUS))
    take_action(case_id=its_case(filing).pk, action=Action.WITHDRAW, by=by, at=LATER)

    withdrawn = next(entry for entry in told(filing) if entry.title == "撤回申请")

    assert withdrawn.text == "糖尿病"


def test_more_time_stands_in_the_timeline_with_its_last_day():
    filing, _reviewer, applicant = a_filing_sent_back()
    give_more_time(filing_id=filing.pk, why="IN_HOSPITAL", by=applicant, at=LATER)

    entry = next(entry for entry in told(filing, at=LATER) if entry.title == "延长补正时间")

    assert entry.text == "补交材料的最后一天改为2026年5月1日。"


def test_an_ended_case_has_nothing_ahead():
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer)

    assert {entry.state for entry in told(case.filing)} == {State.DONE}


def test_what_was_left_undetermined_names_the_last_day_to_go_on():
    case, reviewer = a_case_in_determination()
    decide(case, by=reviewer, outcome=Outcome.UNDETERMINED)
    days = policy_behind(filing_card(case.filing_id)).supplement.value.reopen_days

    in_time = step_of(case.filing).text
    too_late = step_of(case.filing, at=MONDAY + timedelta(days=days + 2)).text

    assert "这不是不予认定" in in_time
    assert "可以重新申请" in too_late


def test_my_cases_stand_under_the_label_of_the_door_they_came_through():
    filing, by = a_submitted_filing()
    home = at_home(by)

    own = words(home.get("/my/"))
    Filing.objects.filter(pk=filing.pk).update(door="web-hall")
    hall = words(home.get("/my/"))

    assert "我的办件" in own
    assert "办理状态" in hall
    assert "从“四川医保公共服务网上服务大厅”提交，在那里叫“办理状态”" in hall


def test_nothing_to_do_is_said_on_top_and_not_when_something_is():
    filing, by = a_submitted_filing()
    waiting, _reviewer, asked = a_filing_sent_back()

    assert "现在不用您做什么" in words(at_home(by).get(f"/my/{filing.reference}/"))
    page = words(at_home(asked).get(f"/my/{waiting.reference}/"))
    assert "现在不用您做什么" not in page
    assert "最后一天是 2026年4月1日" in " ".join(page.split())


def test_withdrawing_ends_only_that_illness():
    filing, by = a_submitted_filing(diseases=(DIABETES, LUPUS))
    first, second = filing.cases.order_by("ordinal")

    at_home(by).post(f"/my/{filing.reference}/withdraw/{first.reference}/")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, second.stage) == ("WITHDRAWN", "REVIEWING")
