# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""Reference ranges: plain ones, and those that differ by sex and age."""

import re
from dataclasses import dataclass

from mantetong.materials.reading.fields.finding import Sheet

_NUMBER = r"[<>≤≥＜＞]?\s*\d+(?:\.\d+)?"
RANGE = re.compile(rf"^[(（\[]?\s*({_NUMBER})\s*[-~～—–−至]+\s*(\d+(?:\.\d+)?)\s*[)）\]]?$|^([<>≤≥＜＞]=?)\s*(\d+(?:\.\d+)?)$")
_AGES = r"(?:\d{1,3}\s*[-~～—–]\s*\d{1,3}\s*岁|[<>≤≥＜＞]=?\s*\d{1,3}\s*岁|\d{1,3}\s*岁?(?:以上|以下))"
_BY_PERSON = re.compile(
    rf"((?:[男女]性?|成人|儿童)\s*(?:[(（]?{_AGES}[)）]?)?|{_AGES})\s*[:：]?\s*(\d+(?:\.\d+)?)\s*[-~～—–]+\s*(\d+(?:\.\d+)?)"
)


@dataclass(frozen=True)
class Patient:
    """Of whom the sheet speaks: "男", "女" or "", and the years or None."""

    sex: str
    age: int | None

    @classmethod
    def on(cls, sheet: Sheet) -> "Patient":
        """Whom the sheet names."""
        sex = next((text for text, _ in sheet.after(r"性\s*别", r"([男女])")), "")
        age = next((int(text) for text, _ in sheet.after(r"年\s*龄", r"(\d{1,3})")), None)
        return cls(sex, age)

    def is_one_of(self, about: str) -> bool:
        """True when words like 男, 女(18-59岁), ≥60岁 or 成人 surely include the patient."""
        if about[0] in "男女" and about[0] != self.sex:
            return False
        if about.startswith(("成人", "儿童")):
            return self.age is not None and (self.age >= 18) == about.startswith("成人")
        years = [int(number) for number in re.findall(r"\d+", about)]
        if not years:
            return True
        return self.age is not None and _is_between(self.age, years, about)


def _is_between(age: int, years: list[int], about: str) -> bool:
    if len(years) == 2:
        return years[0] <= age <= years[1]
    if re.search(r"[>＞≥]|以上", about):
        return age > years[0] if re.search(r"[>＞](?!=)", about) else age >= years[0]
    return age < years[0] if re.search(r"[<＜](?!=)", about) else age <= years[0]


def ranges_by_person(text: str) -> list[tuple[str, float, float]]:
    """Who is meant, low and high, for every range the text holds."""
    return [(about, float(low), float(high)) for about, low, high in _BY_PERSON.findall(text)]


def limits_of(text: str, whose: Patient) -> tuple[float | None, float | None]:
    """The limits that hold for the patient; none where the range names people and the patient is not sure to be one of them."""
    if people := ranges_by_person(text):
        own = [(low, high) for about, low, high in people if whose.is_one_of(about)]
        return own[0] if len(own) == 1 else (None, None)
    match = RANGE.match(text)
    if not match:
        return None, None
    if match.group(3):
        limit = float(match.group(4))
        return (None, limit) if match.group(3)[0] in "<≤＜" else (limit, None)
    return float(re.sub(r"[^\d.]", "", match.group(1))), float(match.group(2))


def flag_of(value: str, limits: tuple[float | None, float | None]) -> str:
    """↑ above, ↓ below, nothing within or where value or limits are no numbers."""
    number = re.fullmatch(r"\d+(?:\.\d+)?", value)
    if not number:
        return ""
    low, high = limits
    if high is not None and float(value) > high:
        return "↑"
    return "↓" if low is not None and float(value) < low else ""


def plain_range(text: str) -> str:
    """The range as printed, with one kind of dash."""
    return re.sub(r"\s*[-~～—–−至]+\s*", "-", text.strip("()（）[] "))
