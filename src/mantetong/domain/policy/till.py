"""What a region asks of hospitals and pharmacies that look benefits up and settle them; and of itself before it takes one away."""

from dataclasses import dataclass
from enum import StrEnum


class SensitiveRows(StrEnum):
    """Who is told of a disease marked `sensitive`: every institution, or those entitled to treat it."""

    ALL = "all"
    ENTITLED = "entitled"


class Registers(StrEnum):
    """Who may register and withdraw a recognition by 2503 and 2504: nobody but the agency, or the entrusted institutions too."""

    AGENCY = "agency"
    ENTRUSTED = "entrusted"


@dataclass(frozen=True, slots=True)
class TillRule:
    """`certificate_hours`: how long a 1101 by certificate opens 5301 at that institution, 0 when none is asked for.

    `last_known_minutes`: how old the last known state may be that answers while the database is away, 0 for never.
    """

    certificate_hours: int
    last_known_minutes: int
    sensitive: SensitiveRows
    registers: Registers


@dataclass(frozen=True, slots=True)
class Hearing:
    """`days` in which the person may speak before a benefit is suspended or revoked. The day of the proposal is not counted."""

    days: int
