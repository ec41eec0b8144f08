"""Folding printed text so that two ways of writing one thing compare equal."""

import unicodedata

_DROPPED = str.maketrans("", "", " \t\r\n　*★▲#")


def folded(text: str) -> str:
    """Compatibility form (full width to half, μ to μ, superscripts to digits), no blanks or marks, lower case."""
    plain = unicodedata.normalize("NFKC", text).translate(_DROPPED)
    return plain.casefold()


def names_any(text: str, words: tuple[str, ...]) -> str | None:
    """The first of `words` that stands in `text`, both folded; None when none does."""
    whole = folded(text)
    return next((word for word in words if folded(word) in whole), None)
