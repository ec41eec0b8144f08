"""That a chain's head lies under a day's signed root, provable by who holds nothing but the path."""

import hashlib
from collections.abc import Sequence

LEFT, RIGHT = "left", "right"


def merkle_path(leaves: Sequence[str], index: int) -> list[list[str]]:
    """The neighbours from the leaf up to the root as [side, hex]; a node without a neighbour rises as it is (`domain.ledger_chain`)."""
    level = [hashlib.sha256(b"\x00" + leaf.encode()).digest() for leaf in leaves]
    path: list[list[str]] = []
    while len(level) > 1:
        other = index ^ 1
        if other < len(level):
            path.append([LEFT if other < index else RIGHT, level[other].hex()])
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) > 1 else pair[0] for pair in pairs]
        index //= 2
    return path
