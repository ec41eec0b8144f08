"""Names by which things stand in addresses."""

import secrets

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Twenty letters and digits (99 bits) by which a paper stands in addresses: not guessable, says nothing."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(20))
