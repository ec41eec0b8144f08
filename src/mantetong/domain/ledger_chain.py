"""The hash chain of one filing's ledger and the Merkle root over all chains of a day.

A chain shows that no entry was changed or dropped; a root handed to somebody outside shows that no chain was rewritten
as a whole (DESIGN §2, audit).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is hashed: `seq` counts from 1 within the filing, `facts` are JSON values without personal data."""

    seq: int
    facts: Mapping[str, object]
    previous: str
    digest: str


def digest_of(*, previous: str, seq: int, facts: Mapping[str, object]) -> str:
    """SHA-256 over the previous digest and the entry in canonical JSON."""
    body = json.dumps([previous, seq, facts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def first_broken_link(links: Sequence[Link]) -> int | None:
    """The `seq` where the chain first fails to follow from what stands before it, None when it is whole."""
    previous = GENESIS
    for expected, link in enumerate(links, start=1):
        whole = link.seq == expected and link.previous == previous
        if not whole or link.digest != digest_of(previous=previous, seq=link.seq, facts=link.facts):
            return expected
        previous = link.digest
    return None


def merkle_root(leaves: Sequence[str]) -> str:
    """The root over chain heads in the order given; GENESIS for none. Leaf and node hashes are kept apart (RFC 6962)."""
    level = [hashlib.sha256(b"\x00" + leaf.encode()).digest() for leaf in leaves]
    if not level:
        return GENESIS
    while len(level) > 1:
        pairs = [(level[i], *level[i + 1 : i + 2]) for i in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + left + right[0]).digest() if right else left for left, *right in pairs]
    return level[0].hex()
