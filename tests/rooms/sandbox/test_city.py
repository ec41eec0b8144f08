"""A small city worked off by real operations, its figures told together; and copies of it that keep what the real ones keep."""

import sys
from datetime import timedelta

import pytest
from django.db import connection

from mantetong.cases.models import Case, Filing
from mantetong.policies.operations import load_packs
from mantetong.sandbox.city.checking import problems
from mantetong.sandbox.city.copying import copy_city
from mantetong.sandbox.city.plan import Plan
from mantetong.sandbox.city.running import CityStands, run_city
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


def a_city(*, cases, days, care):
    load_packs(at=MONDAY)
    plan = Plan(cases=cases, days=days, seed=7, share=0.6)
    return run_city(plan=plan, care=care, at=MONDAY + timedelta(days=30), say=lambda _words: None)


def test_every_planted_error_is_seen_on_the_criterion_concerned_and_only_unlooked_ones_are_decided_wrongly(capsys):
    figures = a_city(cases=10, days=5, care=0.5)

    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")
    assert (figures.cases, figures.waiting) == (8, 2)
    assert figures.visible == figures.planted
    assert figures.doubted == 0
    assert 0 < figures.noticed < figures.planted
    assert 0 < figures.overturned <= figures.planted - figures.noticed
    assert sorted(Case.objects.values_list("stage", flat=True).distinct()) == ["DECIDED", "REVIEWING"]
    assert problems() == ()


def test_a_copied_city_keeps_what_a_worked_one_keeps_and_a_broken_one_is_noticed():
    a_city(cases=4, days=4, care=1.0)

    with pytest.raises(CityStands):
        a_city(cases=4, days=4, care=1.0)
    copy_city(first=1, last=60, say=lambda _words: None)

    assert Filing.objects.count() == 4 + 60
    assert Case.objects.filter(stage="REVIEWING").count() == 1 + 2
    assert problems() == ()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_decision SET outcome = 'NOT_RECOGNISED' WHERE case_id > 10000000")
        cursor.execute("UPDATE cases_filing SET ledger_digest = '' WHERE id = 10000030")
    assert [said.partition(":")[0] for said in problems()] == [
        "an ended case has not exactly one standing decision with its outcome",
        "a filing's head is not its last entry",
        "a chain does not hold",
    ]
