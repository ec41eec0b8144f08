"""What a laboratory prints as a value: numbers with comparators, titres, and words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from mantetong.domain.criteria.text import folded
from mantetong.domain.criteria.tree import Comparison

_POWER = re.compile(r"(\d+(?:\.\d+)?)(?:[x*×]10\^?|e)\+?(-?\d{1,2})")
_TITRE = re.compile(r"([<>≥≤]|<=|>=)?1[:/](\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"(<=|>=|[<>≤≥])?(-?\d+(?:\.\d+)?)")
_WORDED = re.compile(
    r"[(\[]?(弱阳性|弱反应性?|阳性|阴性|未检出|未见|检出|可疑|临界|无反应性?|有反应性?"
    r"|pos(?:itive)?|neg(?:ative)?|non-?reactive|reactive)[)\]]?"
)
_SIGNED = re.compile(r"(?<![\d.])[(\[]?(±|\+/?-|-/?\+|\+{1,4}|-)[)\]]?(?![\d.])")  # 3-5 is a range, no minus
_PLUSES = re.compile(r"[1-4]\+")
_NOTHING = re.compile(r"-{2,}")
_FLAGGED = re.compile(r"(?<=\d)\s*[(（\[]?(?:HH?|LL?)[)）\]]?\s*$")  # capitals only: a small l is a misread 1
_POSITIVE = {"阳性", "检出", "有反应", "有反应性", "+", "++", "+++", "++++", "pos", "positive", "reactive"}
_NEGATIVE = {"阴性", "未检出", "未见", "无反应", "无反应性", "neg", "negative", "nonreactive", "non-reactive", "-"}
_DOUBTED = {"弱阳性", "弱反应", "弱反应性", "可疑", "临界", "±", "+-", "+/-", "-+", "-/+"}
_PRINTED = str.maketrans({"↑": None, "↓": None, "*": "×"})


@dataclass(frozen=True, slots=True)
class LabValue:
    """A value as far as it is known: between `low` and `high` (None: open-ended), the ends excluded where `…_open`.

    `titre` marks dilutions: 1:160 stands as 160. `positive` is what the words say; None when they say nothing or 弱阳性, 可疑.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    titre: bool = False
    positive: bool | None = None

    @property
    def is_number(self) -> bool:
        """True when at least one end is known."""
        return self.low is not None or self.high is not None


def parse_lab_value(printed: str) -> LabValue | None:
    """The value of a printed cell: 7.0, <0.5, 1:160, 阳性(+), 未检出, 2.5×10^3, 7.8↑, 7.8 H. None when it is none of these."""
    text = folded(_FLAGGED.sub("", printed).translate(_PRINTED))
    positive, rest = _words(text)
    number = _number(rest) if rest else None
    if rest and number is None:
        return None
    if number is None:
        return LabValue(positive=positive) if text and not _NOTHING.fullmatch(text) else None
    return LabValue(number.low, number.high, number.low_open, number.high_open, number.titre, positive)


def _words(text: str) -> tuple[bool | None, str]:
    """What the words and signs say, and the text without them. A minus before a digit is no word."""
    if _NUMBER.fullmatch(text) or _TITRE.fullmatch(text) or _POWER.fullmatch(text):
        return None, text
    if _PLUSES.fullmatch(text):
        return True, ""
    said = {match.group(1) for match in _WORDED.finditer(text)}
    rest = _WORDED.sub("", text)
    said |= {match.group(1) for match in _SIGNED.finditer(rest)}
    if not said:
        return None, text
    return _meant(said), _SIGNED.sub("", rest).strip("(),:;=")


def _meant(said: set[str]) -> bool | None:
    """What the words together say; None where one of them doubts, or one contradicts another."""
    if said & _DOUBTED or (said & _POSITIVE and said & (_NEGATIVE - {"-"})):
        return None
    return True if said & _POSITIVE else False if said & _NEGATIVE else None


def _number(text: str) -> LabValue | None:
    if match := _TITRE.fullmatch(text):
        return _interval(match.group(1), Decimal(match.group(2)), titre=True)
    if match := re.fullmatch(rf"(<=|>=|[<>≤≥])?{_POWER.pattern}", text):
        return _interval(match.group(1), Decimal(match.group(2)) * Decimal(10) ** int(match.group(3)), titre=False)
    if match := _NUMBER.fullmatch(text):
        return _interval(match.group(1), Decimal(match.group(2)), titre=False)
    return None


def _interval(comparator: str | None, number: Decimal, *, titre: bool) -> LabValue:
    if comparator in ("<", "≤", "<="):
        return LabValue(high=number, high_open=comparator == "<", titre=titre)
    if comparator in (">", "≥", ">="):
        return LabValue(low=number, low_open=comparator == ">", titre=titre)
    return LabValue(low=number, high=number, titre=titre)


def holds(*, value: LabValue, comparison: Comparison, limit: Decimal | None) -> bool | None:
    """Whether the value stands so to its limit; None when what is known of the value leaves both open."""
    if comparison is Comparison.POSITIVE:
        return value.positive
    if comparison is Comparison.NEGATIVE:
        return None if value.positive is None else not value.positive
    if limit is None or not value.is_number:
        return None
    reached, passed = _reaches(value, limit), _passes(value, limit)
    opposite = {True: False, False: True, None: None}
    return {
        Comparison.AT_LEAST: reached,
        Comparison.ABOVE: passed,
        Comparison.BELOW: opposite[reached],
        Comparison.AT_MOST: opposite[passed],
    }[comparison]


def _reaches(value: LabValue, limit: Decimal) -> bool | None:
    """Value ≥ limit."""
    if value.low is not None and value.low >= limit:
        return True
    if value.high is not None and (value.high < limit or (value.high == limit and value.high_open)):
        return False
    return None


def _passes(value: LabValue, limit: Decimal) -> bool | None:
    """Value > limit."""
    if value.low is not None and (value.low > limit or (value.low == limit and value.low_open)):
        return True
    if value.high is not None and value.high <= limit:
        return False
    return None
