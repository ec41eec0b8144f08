"""Names of people as they are typed and as the registry writes them."""

import unicodedata

_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・．●.", "·"))
_UNSEEN = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TooManyChecks(RuntimeError):
    """This account, or this ID number, has been checked too often within the hour."""

    code = "TOO_MANY_CHECKS"


def clean_name(text: str) -> str:
    """A name as the registry writes it: full width folded, one kind of middle dot, no blanks inside a Chinese name.

    What shows nothing (blanks of no width, marks of direction, control characters) came with the pasting and goes; joiners and
    variation marks of the scripts of nationalities stay.
    """
    folded = "".join(
        unicodedata.normalize("NFKC", char) if char.isascii() or "\uff00" <= char <= "\uffef" else char for char in text
    )
    seen = "".join(char for char in folded if char.isspace() or not _shows_nothing(char))
    plain = " ".join(seen.translate(_DOTS).split())
    return plain.replace(" ", "") if all(_is_han(char) for char in plain if char not in " ·") else plain


def _shows_nothing(char: str) -> bool:
    return char in _UNSEEN or unicodedata.category(char) == "Cc"


def _is_han(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK ")


def same_name(one: str, other: str) -> bool:
    """The same name however it was typed; capitals in a Latin name do not matter."""
    first, second = (unicodedata.normalize("NFC", clean_name(name)).casefold() for name in (one, other))
    return first == second


def pinyin_key(name: str) -> str:
    """What lists of people are sorted by."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  its dictionaries cost a third of a second that most processes need not pay

    return " ".join(lazy_pinyin(name))[:200]
