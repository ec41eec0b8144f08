"""The chain shows every change; the root shows every rewritten chain."""

from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.ledger_chain import GENESIS, Link, digest_of, first_broken_link, merkle_root

FACTS = st.lists(st.dictionaries(st.text(max_size=6), st.integers() | st.text(max_size=6), max_size=3), min_size=1, max_size=8)


def a_chain(bodies):
    links, previous = [], GENESIS
    for seq, facts in enumerate(bodies, start=1):
        digest = digest_of(previous=previous, seq=seq, facts=facts)
        links.append(Link(seq, facts, previous, digest))
        previous = digest
    return links


@given(FACTS)
def test_an_untouched_chain_is_whole(bodies):
    assert first_broken_link(a_chain(bodies)) is None


@given(FACTS, st.data())
def test_a_changed_fact_breaks_the_chain_where_it_stands(bodies, data):
    links = a_chain(bodies)
    position = data.draw(st.integers(0, len(links) - 1))
    old = links[position]
    links[position] = Link(old.seq, {**old.facts, "changed": True}, old.previous, old.digest)

    assert first_broken_link(links) == position + 1


@given(FACTS.filter(lambda bodies: len(bodies) > 1), st.data())
def test_a_dropped_entry_breaks_the_chain_unless_it_was_the_last(bodies, data):
    links = a_chain(bodies)
    del links[data.draw(st.integers(0, len(links) - 2))]

    assert first_broken_link(links) is not None


@given(st.lists(st.text(min_size=1), min_size=1, max_size=9, unique=True))
def test_the_root_depends_on_every_leaf_and_their_order(leaves):
    root = merkle_root(leaves)

    assert all(merkle_root([*leaves[:i], leaves[i] + "x", *leaves[i + 1 :]]) != root for i in range(len(leaves)))
    assert len(leaves) == 1 or merkle_root(leaves[::-1]) != root


def test_no_leaves_have_the_first_root():
    assert merkle_root([]) == GENESIS
