"""The number of a filing: region(6) + date(8) + sequence(6) + check digit, ISO 7064 MOD 11,10 (DESIGN §4).

Cases of the filing add -1, -2 … A slip of the pen in one digit, or two neighbours swapped, is always noticed.
"""

import re
from datetime import date

_SHAPE = re.compile(r"\d{21}")
_MODULUS = 10


class NotAFilingNumber(ValueError):
    """The text is no filing number, or a digit was mistyped."""

    code = "NOT_A_FILING_NUMBER"


def check_digit(digits: str) -> str:
    """The ISO 7064 MOD 11,10 check digit of a run of decimal digits."""
    remainder = _MODULUS
    for digit in digits:
        remainder = (remainder + int(digit)) % _MODULUS or _MODULUS
        remainder = remainder * 2 % (_MODULUS + 1)
    return str((_MODULUS + 1 - remainder) % _MODULUS)


def filing_number(*, region: str, on: date, sequence: int) -> str:
    """The 21-digit number of the `sequence`-th filing of `region` on the Shanghai day `on`."""
    body = f"{region}{on:%Y%m%d}{sequence:06d}"
    return body + check_digit(body)


def case_number(*, filing: str, ordinal: int) -> str:
    """The number of the `ordinal`-th disease of a filing, counted from 1."""
    return f"{filing}-{ordinal}"


def parse_filing_number(text: str) -> str:
    """The filing number a person typed: full-width digits, blanks and a case's -1 are forgiven. Raises NotAFilingNumber."""
    plain = text.strip().translate(str.maketrans("０１２３４５６７８９－", "0123456789-")).replace(" ", "").split("-")[0]
    if not _SHAPE.fullmatch(plain) or check_digit(plain[:-1]) != plain[-1]:
        raise NotAFilingNumber
    return plain
