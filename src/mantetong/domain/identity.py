"""Numbers that name a person or an institution, and how they are shown.

GB 11643 (18 digits), foreign permanent-resident cards and 港澳台居民居住证 share one check; institutions are H or P,
a region and a serial (`domain/standards`: §5).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"\d{17}[\dX]")
_INSTITUTION = re.compile(r"[HP]\d{11}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


class Sex(StrEnum):
    """As the national dictionary `gend` has it."""

    MALE = "1"
    FEMALE = "2"


class NotAnIdNumber(ValueError):
    """The text is no ID number. `reason` is SHAPE, CHECK or BIRTH."""

    code = "NOT_AN_ID_NUMBER"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAMobileNumber(ValueError):
    """The text is no mobile number of eleven digits."""

    code = "NOT_A_MOBILE_NUMBER"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A checked 18-character number with what can be read from it."""

    text: str
    born_on: date
    sex: Sex

    @property
    def masked(self) -> str:
        """First three and last two characters, as screens show it."""
        return self.text[:3] + "*" * 13 + self.text[-2:]


def id_check_character(first17: str) -> str:
    """The eighteenth character, GB 11643-1999 (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def parse_id_number(text: str) -> IdNumber:
    """A number as people type it (blanks, full width, lower-case x). Raises NotAnIdNumber."""
    plain = text.translate(_FULL_WIDTH).replace(" ", "").upper()
    if not _SHAPE.fullmatch(plain):
        raise NotAnIdNumber("SHAPE")
    if id_check_character(plain[:17]) != plain[17]:
        raise NotAnIdNumber("CHECK")
    try:
        born_on = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        raise NotAnIdNumber("BIRTH") from None
    return IdNumber(plain, born_on, Sex.MALE if int(plain[16]) % 2 else Sex.FEMALE)


def parse_mobile(text: str) -> str:
    """Eleven digits starting 13–19; blanks, hyphens, +86 and full-width digits forgiven. Raises NotAMobileNumber."""
    plain = re.sub(r"[\s-]", "", text.translate(_FULL_WIDTH)).removeprefix("+86")
    if not _MOBILE.fullmatch(plain):
        raise NotAMobileNumber
    return plain


def mask_mobile(text: str) -> str:
    """138****5678."""
    return f"{text[:3]}****{text[-4:]}"


def mask_name(text: str) -> str:
    """All but the last character hidden: 谢桂兰 becomes **兰; a name of one character is hidden whole."""
    return "*" * (len(text) - 1) + text[-1] if len(text) > 1 else "*"


def age_on(*, born_on: date, on: date) -> int:
    """Whole years lived on the day `on`."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def is_institution_code(text: str) -> bool:
    """H (medical) or P (pharmacy) + six-digit region + five-digit serial."""
    return bool(_INSTITUTION.fullmatch(text))
