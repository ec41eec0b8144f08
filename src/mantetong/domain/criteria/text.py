"""Folding printed text so that two ways of writing one thing compare equal, and telling a finding from its denial."""

import re
import unicodedata
from functools import lru_cache

_DROPPED = str.maketrans("", "", " \t\r\n　*★▲#")
_DENIED_BEFORE = re.compile(r"(否认|无|未见|未发现|未检出|排除|除外|不考虑|非|没有|不支持)[^,，。;；、]{0,6}$")
_DOUBTED_BEFORE = re.compile(r"(疑似|可疑|考虑|待查)[^,，。;；、]{0,4}$")
_DOUBTED_AFTER = re.compile(r"^[^,，。;；、]{0,4}(\?|待排|可能|待查|家族史)")


@lru_cache(maxsize=256)  # every word of a criterion, and every text once per word, is folded again and again
def folded(text: str) -> str:
    """Compatibility form (full width to half, μ to μ, superscripts to digits), no blanks or marks, lower case."""
    plain = unicodedata.normalize("NFKC", text).translate(_DROPPED)
    return plain.casefold()


def mentions(text: str, words: tuple[str, ...]) -> str | None:
    """The first of `words` that `text` asserts, neither denied (否认…, 未见…) nor doubted (…待排, …？); None when none is."""
    whole = folded(text)
    return next((word for word in words if _is_asserted(whole, folded(word))), None)


def _is_asserted(whole: str, word: str) -> bool:
    for match in re.finditer(re.escape(word), whole):
        before, after = whole[: match.start()], whole[match.end() :]
        doubted = _DOUBTED_BEFORE.search(before[-8:]) or _DOUBTED_AFTER.search(after[:8])
        if not doubted and not _DENIED_BEFORE.search(before[-10:]):
            return True
    return False
