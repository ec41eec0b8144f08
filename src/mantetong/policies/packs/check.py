"""What a schema cannot say: whether the packs make sense together."""

from mantetong.policies.packs.library import Library


def ensure_sound(library: Library) -> None:
    """Raise PackFaulty with every fault."""
