"""Every seed fact is carried by a pack, shown on its region's guide and handed on as a rule; without its value the proof fails."""

import copy
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from mantetong.policies.guide.page import guide_page
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.keys import REGION_KEYS
from mantetong.policies.packs.library import read_library
from mantetong.policies.packs.resolve import resolve_region
from tests.house.seed_facts import PROOFS

ON = date(2026, 11, 22)
LIBRARY = read_library(Path(__file__).resolve().parents[2] / "packs")
CONTENTS = {code: resolve_region(LIBRARY, code)[-1].content for code in LIBRARY.region_codes()}
FACTS = [*(f"MS-{number:02}" for number in range(1, 26)), *(f"NC-{number:02}" for number in range(1, 23))]
FACTS += [*(f"JQ-{number:02}" for number in range(1, 24)), "ALL-01"]
VOID = {"br", "hr", "img", "input", "meta", "link"}


class CitedText(HTMLParser):
    """The text of every element whose `data-facts` cites one fact."""

    def __init__(self, fact):
        super().__init__()
        self.fact, self.open, self.text = fact, [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(self.fact in (dict(attrs).get("data-facts") or "").split())

    def handle_endtag(self, tag):
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data):
        if any(self.open):
            self.text.append(data)


def is_proven(proof, fact, content):
    policy = build_policy(content, on=ON, digest="")
    body = render_to_string("policies/_guide_body.html", {"page": guide_page(policy=policy, is_open=True), "start_url": "/"})
    reader = CitedText(fact)
    reader.feed(body)
    shown = "".join(reader.text)
    return all(words in shown for words in proof.words) and proof.rule(policy)


def without(fact, content):
    """The content as if nobody had ever written the values that cite the fact; a required key loses its words instead."""
    content = copy.deepcopy(content)
    for key, spec in REGION_KEYS.items():
        statement = content["keys"].get(key)
        if statement is None:
            continue
        if spec.items:
            statement["value"] = [item for item in statement["value"] if fact not in item.get("facts", [])]
        elif fact in statement.get("facts", []):
            statement["facts"] = []
            content["keys"] = {name: kept for name, kept in content["keys"].items() if not (name == key and spec.optional)}
    return content


def test_every_fact_has_a_proof():
    assert sorted(PROOFS) == sorted(FACTS)


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_shown_where_people_look_and_holds(fact):
    assert all(is_proven(proof, fact, CONTENTS[proof.region]) for proof in PROOFS[fact])


@pytest.mark.parametrize("fact", FACTS)
def test_without_its_value_the_proof_of_a_fact_fails(fact):
    for proof in PROOFS[fact]:
        try:
            proven = is_proven(proof, fact, without(fact, CONTENTS[proof.region]))
        except (StopIteration, KeyError):  # the slot the rule speaks of is gone
            proven = False
        assert not proven
