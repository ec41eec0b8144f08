"""What no message may say: checked of the delivered words by a test and of an official's words when they are saved."""

import re
from collections.abc import Collection
from string import Template

from mantetong.notice.wording import CHINESE

ILLNESS = re.compile(
    "病|症|癌|瘤|炎|透析|移植|糖尿|血压|狼疮|肾|肝|肺|心脏|精神|艾滋|结核|科室|内科|外科|诊断|不符合|不予|"
    r"\b(?:disease|illness|cancer|tumou?r|diabet\w*|hypertens\w*|dialysis|transplant\w*|lupus|diagnos\w*|ward|department)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"https?:|www\.|\.cn\b|\.com\b", re.IGNORECASE)
VARIABLES = frozenset({"code", "tail"})
LONGEST_SMS = {CHINESE: 67}  # one short message of 70 characters with its signature costs one
LONGEST_FOREIGN_SMS = 134  # two


def faults_of(
    text: str, *, is_sms: bool, language: str, illnesses: Collection[str] = (), given: Collection[str] = ("tail",)
) -> tuple[str, ...]:
    """Stable codes of everything wrong with a text: EMPTY, ILLNESS, LINK, VARIABLE, TOO_LONG. `illnesses`: names no text may have."""
    if not text.strip():
        return ("EMPTY",)
    found = []
    if ILLNESS.search(text) or any(name in text for name in illnesses):
        found.append("ILLNESS")
    if LINK.search(text):
        found.append("LINK")
    if not _is_fillable(text, given):
        found.append("VARIABLE")
    if is_sms and len(text) > LONGEST_SMS.get(language, LONGEST_FOREIGN_SMS):
        found.append("TOO_LONG")
    return tuple(found)


def _is_fillable(text: str, given: Collection[str]) -> bool:
    template = Template(text)
    return template.is_valid() and set(template.get_identifiers()) <= set(given) & VARIABLES
