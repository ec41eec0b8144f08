"""Every example case of every pack, judged in every region that builds on it."""

from datetime import date
from pathlib import Path

import pytest

from mantetong.domain.criteria.judging import judge
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.examples import examples_of, findings_at
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
    ("region", "example"), CASES, ids=[f"{code}-{example.disease}-{example.number}" for code, example in CASES]
)
def test_a_case_is_judged_as_the_pack_says(region, example):
    policy = policy_on(region, example.facts.asked_on)

    finding = judge(criterion=policy.diseases[example.disease].criteria.value, facts=example.facts)

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
