"""A panel of experts: drawn by lot so that anybody can draw it again, and what its votes come to."""

import hashlib
from collections.abc import Iterable, Sequence

from mantetong.domain.outcomes import Outcome


def drawn(*, pool: Iterable[int], seed: str, wanted: int) -> tuple[int, ...]:
    """`wanted` members of `pool` in the order of the lot: the same pool and seed always give the same draw.

    Sorted by the SHA-256 of seed and id, so that the draw can be repeated by hand in any language.
    """
    lots = sorted(set(pool), key=lambda one: (hashlib.sha256(f"{seed}:{one}".encode()).hexdigest(), one))
    return tuple(lots[:wanted])


def majority(*, votes: Sequence[Outcome], panel: int, quorum: int) -> Outcome | None:
    """What the panel has said; None while it is still open.

    An outcome stands once `quorum` experts agree on it and the seats left cannot overtake it. When all have answered and no
    outcome leads, or too few agree, nobody can tell: UNDETERMINED, which is never a refusal.
    """
    counts = {outcome: list(votes).count(outcome) for outcome in Outcome}
    ranked = sorted(counts.values(), reverse=True)
    leader = max(counts, key=lambda outcome: counts[outcome])
    left = panel - len(votes)
    if ranked[0] >= quorum and ranked[0] > ranked[1] + left:
        return leader
    return None if left > 0 else Outcome.UNDETERMINED
