"""What card readers and code scanners type: they stand as keyboards before the computer and end with Enter.

Readers of ID cards and of social-security cards type the fields of the card with a sign between them (the order differs by make);
both carry the citizen's number and the name. A 医保码 carries neither: it is a token that only the registry opens (1101, type 01).
"""

import re
from dataclasses import dataclass

from mantetong.domain.identity import NotAnIdNumber, parse_id_number
from mantetong.web.forms import narrowed

_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_BETWEEN = re.compile(r"[|,;\t\n\r^$#&/ ]+")
_NAME = re.compile(r"[\u3400-\u9fff·\U00020000-\U000323af]{2,25}")
_TOKEN = re.compile(r"[0-9A-Za-z]{24,50}")  # 28 as a rule; mdtrt_cert_no takes 50
_LONGEST_NAME = 15  # longer runs without a middle dot are addresses
_NO_NAME = re.compile(r"族$|公安|社会保障|居民|身份|有效|长期|医保|[省市县镇乡村路街号局].{2,}|.{3,}[省市区县镇乡村路街号局]")


@dataclass(frozen=True, slots=True)
class Read:
    """What was on the card; or the `token` of a 医保码, which names nobody by itself."""

    id_number: str = ""
    name: str = ""
    token: str = ""


def read_card(typed: str) -> Read:
    """The number and name in what a reader typed; empty where there is none."""
    text = narrowed(typed)
    number = next((found for one in _NUMBER.findall(text) if (found := _checked(one))), "")
    if not number:
        return Read(token=text if _TOKEN.fullmatch(text) else "")
    parts = (part for part in _BETWEEN.split(_NUMBER.sub("|", text)) if part)
    return Read(number, next((part for part in parts if _is_name(part)), ""))


def _checked(text: str) -> str:
    try:
        return parse_id_number(text).text
    except NotAnIdNumber:
        return ""


def _is_name(part: str) -> bool:
    fits = _NAME.fullmatch(part) and (len(part) <= _LONGEST_NAME or "·" in part)
    return bool(fits) and not _NO_NAME.search(part)
