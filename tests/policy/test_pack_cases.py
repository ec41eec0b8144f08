"""Every example case of every pack, judged in every region that builds on it."""

from datetime import date
from pathlib import Path

import pytest

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.judging import judge
from mantetong.domain.criteria.tree import leaves_of
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.criteria import LEAVES
from mantetong.policies.packs.examples import criterion_asked, examples_of, findings_at
from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region, resolved_on

PACKS = Path(__file__).resolve().parents[2] / "packs"
TODAY = date(2026, 11, 22)
LIBRARY = read_library(PACKS)
RESOLVED = {code: resolve_region(LIBRARY, code) for code in LIBRARY.region_codes()}
CASES = [(code, example) for code in LIBRARY.region_codes() for pack in LIBRARY.chain(code) for example in examples_of(pack)]


def test_the_packs_are_sound():
    ensure_sound(LIBRARY)


def policy_on(code, on):
    resolved = resolved_on(RESOLVED[code], on)
    return build_policy(resolved.content, on=on, digest=resolved.digest)


@pytest.mark.parametrize(
    ("region", "example"), CASES, ids=[f"{code}-{example.disease or 'shape'}-{example.number}" for code, example in CASES]
)
def test_a_case_is_judged_as_the_pack_says(region, example):
    policy = policy_on(region, example.facts.asked_on)

    finding = judge(criterion=criterion_asked(example, policy), facts=example.facts)

    found = {path: part.answer for path, part in findings_at(finding)}
    assert {path: found[path] for path in example.expected} == example.expected


@pytest.mark.parametrize("code", LIBRARY.region_codes())
def test_a_region_lists_at_least_twenty_diseases_with_lay_names(code):
    policy = policy_on(code, TODAY)

    assert len(policy.diseases) >= 20
    assert sum(bool(disease.lay_names) for disease in policy.diseases.values()) >= 20


@pytest.mark.parametrize("disease", ["M00300", "M02101", "M02102", "M00105", "M00200"])
def test_an_illness_people_hide_is_marked_sensitive(disease):
    policy = policy_on("511400", TODAY)

    assert policy.diseases[disease].sensitive


def test_every_listed_disease_has_an_example_that_is_met():
    told = {example.disease for _code, example in CASES if example.expected.get("1") is Answer.MET}

    assert {code for region in LIBRARY.region_codes() for code in policy_on(region, TODAY).diseases} <= told


def test_every_kind_of_leaf_has_an_example():
    shown = {type(leaf) for _code, example in CASES if example.criterion for _path, leaf in leaves_of(example.criterion)}

    assert shown == set(LEAVES.values())
