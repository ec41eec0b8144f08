"""Folding printed text so that two ways of writing one thing compare equal, and telling a finding from its denial."""

import re
import unicodedata
from functools import lru_cache

_DROPPED = str.maketrans("", "", " \t\r\n　*★▲#")
# 非小细胞肺癌, 非霍奇金淋巴瘤, 无痛肠镜 and 无明显诱因 deny nothing: 非 speaks of the next word only, 无 not of what it is part of.
_DENIED_BEFORE = re.compile(
    r"(?:(?:否认|(?<!双下肢)无(?!痛|症状|创|菌|力|功能|(?:明显|特殊)?(?:诱因|原因))|未见|未发现|未检出|排除|除外|不考虑|并非|没有|不支持)"
    r"(?:[^,。;、有伴示]{0,10}、){0,8}[^,。;、有伴示]{0,6}|非)$"  # 否认高血压、糖尿病: one no for the whole list
)
_CLAUSES = re.compile("[,。;]")
_LASTS = re.compile(r"^(?:病史|史|病)?\d+余?[年月]")
_DENIED_AFTER = re.compile(r"^(?:病史|史|病)?(?:[:(](?:无|否认|阴性|-)(?=$|[,，。;；、)])|除外|已排除|阴性)")
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
    return any(_stands(whole[: match.start()], whole[match.end() :]) for match in re.finditer(re.escape(word), whole))


def _stands(before: str, after: str) -> bool:
    """Whether what stands around a word neither doubts nor denies it; a word with its years (糖尿病10年) is not denied by a list."""
    if _DOUBTED_BEFORE.search(before[-8:]) or _DOUBTED_AFTER.search(after[:8]) or _DENIED_AFTER.search(after[:8]):
        return False
    return bool(_LASTS.search(after[:8])) or not _DENIED_BEFORE.search(_CLAUSES.split(before[-80:])[-1])
