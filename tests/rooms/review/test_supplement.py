"""一次性告知: everything at once, one notice, rounds of 未补齐, a clock that waits (MS-14, JQ-20)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mantetong.cases.models import Case, Pause
from mantetong.cases.operations import record_reached
from mantetong.cases.operations.work import AlreadyClaimed, NotClaimed
from mantetong.cases.queries import filing_card
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.events import Event
from mantetong.domain.stages import Stage
from mantetong.policies.queries import policy_of
from mantetong.review import operations, queries
from mantetong.review.errors import (
    NothingAsked,
    NothingToAnswer,
    NoticeAlreadySent,
    NotWarned,
    ReasonMissing,
    StillMissing,
    SupplementTimeOver,
    TooEarlyToLapse,
)
from mantetong.review.models import ItemKind
from mantetong.review.queries import open_things
from tests.factories import DIABETES, LUPUS, a_reviewer, a_submitted_filing, a_supervisor, its_case
from tests.rooms.review.factories import (
    LATER,
    NEXT_DAY,
    SLOT,
    a_claimed_filing,
    a_filing_sent_back,
    a_paper,
    asking_for,
    leaves_of_case,
)

pytestmark = pytest.mark.django_db
LAST_WEEK = LATER + timedelta(days=25)


def test_only_the_cases_concerned_wait_for_the_applicant():
    filing, reviewer, _applicant = a_claimed_filing(diseases=(DIABETES, LUPUS))
    concerned, _other = Case.objects.filter(filing=filing).order_by("ordinal")

    operations.send_supplement(filing_id=filing.pk, items=[asking_for(concerned)], by=reviewer, at=LATER)

    assert list(Case.objects.filter(filing=filing).order_by("ordinal").values_list("stage", flat=True)) == [
        Stage.SUPPLEMENTING,
        Stage.REVIEWING,
    ]


def test_a_second_notice_is_turned_away():
    filing, reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY)
    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))

    with pytest.raises(NoticeAlreadySent):
        operations.send_supplement(filing_id=filing.pk, items=[asking_for(its_case(filing))], by=reviewer, at=NEXT_DAY)


def test_new_things_need_a_supervisor_and_a_reason():
    filing, reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY)
    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))
    asks = [replace(asking_for(its_case(filing)), kind=ItemKind.NEW, slot="")]

    with pytest.raises(NotYoursToTake):
        operations.send_further_supplement(filing_id=filing.pk, items=asks, reason="原件有疑问", by=reviewer, at=NEXT_DAY)
    with pytest.raises(ReasonMissing):
        operations.send_further_supplement(filing_id=filing.pk, items=asks, reason=" ", by=a_supervisor(), at=NEXT_DAY)

    supervisor = a_supervisor()
    operations.release(filing_id=filing.pk, by=supervisor, at=NEXT_DAY)
    operations.claim(filing_id=filing.pk, by=supervisor, at=NEXT_DAY)
    later = NEXT_DAY + timedelta(hours=2)
    operations.send_further_supplement(filing_id=filing.pk, items=asks, reason="原件有疑问", by=supervisor, at=later)
    assert len(queries.notices_of(filing_id=filing.pk)) == 2


def test_an_empty_notice_is_not_sent():
    filing, reviewer, _applicant = a_claimed_filing()

    with pytest.raises(NothingAsked):
        operations.send_supplement(filing_id=filing.pk, items=[], by=reviewer, at=LATER)


def test_only_the_holder_of_the_claim_asks():
    filing, _applicant = a_submitted_filing()
    asks = [asking_for(its_case(filing))]
    holder = a_reviewer()

    with pytest.raises(NotClaimed):
        operations.send_supplement(filing_id=filing.pk, items=asks, by=holder, at=LATER)
    operations.claim(filing_id=filing.pk, by=holder, at=LATER)
    with pytest.raises(AlreadyClaimed):
        operations.send_supplement(filing_id=filing.pk, items=asks, by=a_reviewer(), at=LATER)


def test_the_clock_stands_still_until_the_applicant_answers():
    filing, _reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY)

    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))

    pause = Pause.objects.get(case=its_case(filing))
    assert (pause.from_at, pause.until_at) == (LATER, NEXT_DAY + timedelta(hours=1))
    assert its_case(filing).stage == Stage.REVIEWING


def test_an_empty_place_is_named_and_nothing_moves():
    filing, _reviewer, applicant = a_filing_sent_back()

    with pytest.raises(StillMissing) as missing:
        operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY)

    assert missing.value.names == "诊断证明"
    assert its_case(filing).stage == Stage.SUPPLEMENTING


def test_somebody_who_cannot_send_it_says_why_and_goes_on():
    filing, _reviewer, applicant = a_filing_sent_back()

    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY, said="医院说档案要下月才能调")

    notice = queries.notice_of(filing_id=filing.pk)
    assert notice.said == "医院说档案要下月才能调"
    assert not notice.items[0].is_answered


def test_sending_back_twice_is_told_gently():
    filing, _reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY)
    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))

    with pytest.raises(NothingToAnswer):
        operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))


def test_a_good_paper_settles_what_was_asked_and_a_bad_one_does_not():
    for findings, settled in (((), True), ((("BLURRED", "reject"),), False)):
        filing, _reviewer, applicant = a_filing_sent_back()
        a_paper(filing, at=NEXT_DAY, findings=findings)
        operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))

        operations.settle_items(filing_id=filing.pk, at=NEXT_DAY + timedelta(hours=2))

        assert queries.notice_of(filing_id=filing.pk).items[0].is_settled is settled


def test_what_is_still_not_right_is_a_round_of_the_same_notice():
    filing, reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY, findings=[("BLURRED", "reject")])
    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=1))
    item = queries.notice_of(filing_id=filing.pk).items[0]

    operations.ask_again(filing_id=filing.pk, item_ids=[item.id], by=reviewer, at=NEXT_DAY + timedelta(hours=2))

    assert (len(queries.notices_of(filing_id=filing.pk)), queries.notice_of(filing_id=filing.pk).round) == (1, 2)
    assert its_case(filing).stage == Stage.SUPPLEMENTING
    with pytest.raises(StillMissing):  # the paper of the first round does not answer the second
        operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY + timedelta(hours=3))


def test_after_the_last_day_there_is_no_further_round():
    filing, reviewer, applicant = a_filing_sent_back()
    operations.answer_supplement(filing_id=filing.pk, by=applicant, at=NEXT_DAY, said="交不出")
    item = queries.notice_of(filing_id=filing.pk).items[0]
    late = NEXT_DAY + timedelta(days=400)

    with pytest.raises(SupplementTimeOver):
        operations.ask_again(filing_id=filing.pk, item_ids=[item.id], by=reviewer, at=late)


def test_a_case_lapses_only_after_the_last_day_and_a_reached_warning_and_by_a_person():
    filing, reviewer, _applicant = a_filing_sent_back()
    case, late = its_case(filing), NEXT_DAY + timedelta(days=400)

    with pytest.raises(TooEarlyToLapse):
        operations.lapse(case_id=case.pk, by=reviewer, at=NEXT_DAY)
    with pytest.raises(NotWarned):
        operations.lapse(case_id=case.pk, by=reviewer, at=late)
    record_reached(filing_id=filing.pk, event=Event.SUPPLEMENT_ENDING, channel="CALL", state="ANSWERED", at=LAST_WEEK)
    operations.lapse(case_id=case.pk, by=reviewer, at=late)

    assert its_case(filing).stage == Stage.LAPSED


def test_a_warning_of_an_earlier_last_day_does_not_count_after_more_time_was_given():
    filing, reviewer, applicant = a_filing_sent_back()
    case, late = its_case(filing), NEXT_DAY + timedelta(days=400)
    record_reached(filing_id=filing.pk, event=Event.SUPPLEMENT_ENDING, channel="CALL", state="ANSWERED", at=LAST_WEEK)
    operations.give_more_time(filing_id=filing.pk, by=applicant, why="IN_HOSPITAL", at=LAST_WEEK)

    with pytest.raises(NotWarned):
        operations.lapse(case_id=case.pk, by=reviewer, at=late)


def test_every_open_place_is_advised_with_its_rule():
    filing, _reviewer, _applicant = a_claimed_filing(diseases=(DIABETES,))
    a_paper(filing, slot=SLOT)
    things = open_things(filing=filing_card(filing.pk), policy=policy_of(version_id=filing.policy_version_id))

    advised = {thing.ask.slot for thing in things if thing.is_advised}
    assert advised
    assert SLOT not in advised
    assert all(thing.ask.source and thing.ask.words for thing in things)


def test_criteria_not_met_or_not_told_can_be_asked_for_and_those_met_are_left_alone():
    filing, reviewer, _applicant = a_claimed_filing(diseases=(DIABETES,))
    case = its_case(filing)
    (met, _), (not_met, label), *others = leaves_of_case(case)
    for path, answer in ((met, Answer.MET), (not_met, Answer.NOT_MET)):
        operations.overrule(case_id=case.pk, path=path, answer=answer, reason="看过材料", by=reviewer, at=LATER)
    things = open_things(filing=filing_card(filing.pk), policy=policy_of(version_id=filing.policy_version_id))

    asked = {thing.ask.path: thing.ask.words for thing in things if thing.ask.path}
    assert set(asked) == {not_met, *(path for path, _label in others)}
    assert asked[not_met] == f"现有材料显示还没有达到“{label}”。如果另有病历或检查报告，请补交。"
    assert all(thing.ask.source for thing in things)
