"""Finding a disease by whatever people type."""

import time
from datetime import date
from pathlib import Path

import pytest

from mantetong.domain.criteria.text import folded
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region
from mantetong.policies.search import DiseaseIndex, index_of, terms_of

LIBRARY = read_library(Path(__file__).resolve().parents[2] / "packs")
RESOLVED = resolve_region(LIBRARY, "511400")[-1]
POLICY = build_policy(RESOLVED.content, on=date(2026, 11, 22), digest=RESOLVED.digest)
INDEX = index_of(POLICY)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("糖尿病", "M01600"),
        ("血糖高", "M01600"),
        ("tnb", "M01600"),
        ("tangniaobing", "M01600"),
        ("糖料病", "M01600"),
        ("糖尿病并发正", "M01600"),
        ("２型糖尿病", "M01600"),
        ("牛皮癣", "M06700"),
        ("洗肾", "M07801"),
        ("sle", "M07101"),
        ("红班狼疮", "M07101"),
        ("羊癫疯", "M02500"),
        ("老慢支", "M05300"),
        ("换肾", "M08300"),
        ("m03900", "M03900"),
        ("I69", "M04803"),
        ("帕金森", "M02300"),
    ],
)
def test_the_disease_meant_comes_first(typed, code):
    assert INDEX.find(typed)[0].code == code


@pytest.mark.parametrize("typed", ["完全无关的词语", "zzzzzz", "!!!"])
def test_what_nobody_means_finds_nothing(typed):
    assert INDEX.find(typed) == ()


def test_an_empty_search_lists_the_diseases():
    assert len(INDEX.find("", limit=100)) == len(POLICY.diseases)


def test_each_disease_is_found_once():
    codes = [hit.code for hit in INDEX.find("病")]

    assert len(codes) == len(set(codes))


def test_two_thousand_diseases_answer_within_the_time_of_a_page():
    terms = tuple(term for _ in range(2000 // len(POLICY.diseases) + 1) for term in terms_of(POLICY))
    index = DiseaseIndex(terms, tuple(term.folded for term in terms), tuple(term.sound for term in terms))
    spent = []
    for typed in ("糖尿病", "tnb", "糖料病", "xyzxyzxyz", folded("高血压")) * 4:
        begun = time.process_time()
        index.find(typed)
        spent.append(time.process_time() - begun)

    assert sorted(spent)[int(len(spent) * 0.95) - 1] < 0.030
