"""Replay: who would gain, lose or fall into doubt under new rules, and why."""

import argparse
import shutil
from datetime import date
from pathlib import Path

import pytest

from mantetong.cases.models import FactSheet, Filing
from mantetong.cases.operations import store_facts
from mantetong.domain.criteria.answers import Answer
from mantetong.insight.commands import add_words
from mantetong.insight.replay.judging import Effect, effect_of
from mantetong.insight.replay.running import replay
from mantetong.insight.replay.tally import age_group
from mantetong.policies.models import Loading, PolicyVersion, Replay
from mantetong.policies.operations import load_packs, stage_packs, version_named
from mantetong.policies.queries import current_version
from mantetong.review.operations import judge_case
from tests.factories import HYPERTENSION, MEISHAN, MONDAY, a_submitted_filing, an_insured_person, its_case

PACKS = Path(__file__).resolve().parents[3] / "packs"
RULES = "national/diseases/M01600-diabetes.yaml"
OLD_ENOUGH = "            - label: 年满80周岁\n              age: {at_least: 80}\n"
FIRST = "          all:\n"

pytestmark = pytest.mark.django_db


def a_judged_case(**more):
    filing, _applicant = a_submitted_filing(**more)
    case = its_case(filing)
    judge_case(case_id=case.pk, at=MONDAY)
    return case


@pytest.fixture
def stricter(tmp_path):
    """Packs in which diabetes is recognised from 80 years on."""
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    path = folder / RULES
    path.write_text(path.read_text().replace(FIRST, FIRST + OLD_ENOUGH, 1))
    return folder


def replayed(folder, **more):
    return replay(target=stage_packs(folder=folder, at=MONDAY), at=MONDAY, **({"since": None} | more)).report


def test_the_rules_in_force_change_nothing():
    a_judged_case()

    report = replayed(PACKS)

    assert report["effects"] == {"GAINS": 0, "LOSES": 0, "IN_DOUBT": 0, "SAME": 1}
    assert report["work"]["doubt_before"] == report["work"]["doubt_after"] == 1


def test_who_loses_and_why_is_told_by_group(stricter):
    a_judged_case()
    a_judged_case(person=an_insured_person(born_on=date(1940, 1, 1)))
    a_judged_case(diseases=(HYPERTENSION,))

    report = replayed(stricter)

    assert report["effects"] == {"GAINS": 0, "LOSES": 1, "IN_DOUBT": 0, "SAME": 2}
    assert report["by"]["disease"]["糖尿病（M01600）"] == {"GAINS": 0, "LOSES": 1, "IN_DOUBT": 0, "SAME": 1}
    assert report["by"]["age"]["60–74岁"]["LOSES"] == 1
    assert report["by"]["insurance"]["城乡居民基本医疗保险"]["LOSES"] == 1
    assert report["by"]["county"]["眉山市（未分区县）"]["LOSES"] == 1
    assert report["reasons"] == [["LOSES", "糖尿病（M01600）", "年满80周岁", 1]]


def test_a_replay_puts_nothing_in_force(stricter):
    a_judged_case()
    before = current_version(region=MEISHAN, on=MONDAY.date())

    replayed(stricter)

    assert current_version(region=MEISHAN, on=MONDAY.date()) == before
    assert Loading.objects.count() == 1
    assert Replay.objects.get().against == Loading.objects.get().digest


def test_a_stored_version_is_replayed_by_its_digest(stricter):
    a_judged_case()
    stage_packs(folder=stricter, at=MONDAY)
    newest = PolicyVersion.objects.filter(region=MEISHAN).order_by("-pk").first()

    report = replay(target=version_named(newest.digest[:12]), since=None, at=MONDAY).report

    assert report["effects"]["LOSES"] == 1


def test_a_disease_taken_off_the_list_is_lost_for_that_reason(stricter):
    a_judged_case()
    path = stricter / RULES
    path.write_text(path.read_text().replace("{value: true}", "{value: false}", 1))

    assert replayed(stricter)["reasons"] == [["LOSES", "糖尿病（M01600）", "病种不在目录内", 1]]


def test_only_the_newest_sheet_counts_and_only_cases_since_the_day_asked(stricter):
    case = a_judged_case()
    facts = FactSheet.objects.get(case=case).facts | {"born_on": "1930-01-01"}
    store_facts(case_id=case.pk, facts=facts, at=MONDAY)

    assert replayed(stricter)["effects"]["LOSES"] == 0
    assert replayed(stricter, since=date(2026, 3, 3))["sheets"] == 0


def test_a_sheet_of_an_unknown_shape_is_counted_not_judged():
    case = a_judged_case()
    store_facts(case_id=case.pk, facts={"labs": "none"}, at=MONDAY)

    report = replayed(PACKS)

    assert (report["sheets"], report["unreadable"]) == (0, 1)


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (Answer.NOT_MET, Answer.MET, Effect.GAINS),
        (Answer.CANNOT_TELL, Answer.MET, Effect.GAINS),
        (Answer.MET, Answer.NOT_MET, Effect.LOSES),
        (Answer.MET, Answer.CANNOT_TELL, Effect.IN_DOUBT),
        (Answer.MET, Answer.MET, Effect.SAME),
    ],
)
def test_an_effect_is_named_by_the_new_answer(before, after, effect):
    assert effect_of(before=before, after=after) is effect


@pytest.mark.parametrize(
    ("born_on", "group"),
    [(None, "未知"), (date(2008, 3, 3), "0–17岁"), (date(2008, 3, 2), "18–44岁"), (date(1930, 1, 1), "75岁及以上")],
)
def test_people_are_grouped_by_whole_years(born_on, group):
    assert age_group(born_on=born_on, on=date(2026, 3, 2)) == group


def test_the_command_tells_sums_and_shows_progress(stricter, capsys):
    a_judged_case()
    parser = argparse.ArgumentParser()
    add_words(parser.add_subparsers())

    given = parser.parse_args(["replay", "--to", str(stricter)])

    assert given.run(given) == 0
    said = capsys.readouterr()
    assert "会失去：1" in said.out
    assert "1/1" in said.err


def test_an_unknown_version_is_refused_in_words(capsys):
    parser = argparse.ArgumentParser()
    add_words(parser.add_subparsers())
    given = parser.parse_args(["replay", "--to", "ffffffffffff"])

    assert given.run(given) == 1
    assert "没有这个版本" in capsys.readouterr().err


def test_a_case_is_held_against_the_version_it_was_filed_under(stricter, tmp_path):
    """Filed before a rule that is in force today: under that rule it was never recognised, so nothing is lost by it now."""
    a_judged_case()
    load_packs(folder=stricter, at=MONDAY)

    assert replayed(stricter)["effects"]["LOSES"] == 1
    assert replayed(PACKS)["effects"] == {"GAINS": 0, "LOSES": 0, "IN_DOUBT": 0, "SAME": 1}


def test_doors_and_counties_bear_their_official_names():
    case = a_judged_case(person=an_insured_person(region="511402"))
    Filing.objects.filter(pk=case.filing_id).update(door="app")

    report = replayed(PACKS)

    assert list(report["by"]["door"]) == ["四川医保APP"]
    assert list(report["by"]["county"]) == ["东坡区"]
    assert list(report["by"]["region"]) == ["眉山市"]


def test_a_longer_limit_is_told_as_what_it_would_move_and_moves_nobody(tmp_path):
    case = a_judged_case()
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    path = folder / "511400-meishan" / "region.yaml"
    path.write_text(path.read_text().replace("working_days: 1,", "working_days: 3,", 1))

    deadlines = replayed(folder)["deadlines"]["眉山市"]

    assert (deadlines["running"], deadlines["will"], deadlines["would"]) == (1, {}, {"2": 1})
    due_on = case.due_on
    case.refresh_from_db()
    assert case.due_on == due_on


def test_a_new_calendar_is_told_as_what_it_will_move(tmp_path):
    a_judged_case()
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    days = "days_off: [2026-03-03], worked_weekends: []"
    (folder / "national" / "calendar.yaml").write_text(f"years: {{2026: {{source: 示例通知, status: sample, {days}}}}}\n")

    assert replayed(folder)["deadlines"]["眉山市"]["will"] == {"1": 1}


def test_staged_packs_are_replayed_by_their_digest(stricter):
    a_judged_case()
    target = stage_packs(folder=stricter, at=MONDAY)

    report = replay(target=version_named(target.digest[:12]), since=None, at=MONDAY).report

    assert report["effects"]["LOSES"] == 1
