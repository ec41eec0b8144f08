"""Which decided cases are read a second time: by lot, so that anybody who has the seed can draw again."""

import hashlib
from enum import StrEnum

from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import SecondReading
from mantetong.domain.roles import Role

HUNDRED = 100


class WhyRead(StrEnum):
    """What makes a case more or less likely to be read again."""

    ORDINARY = "ORDINARY"
    RISKY = "RISKY"
    ENTRUSTED = "ENTRUSTED"
    OWN_PATIENT = "OWN_PATIENT"
    AUTOMATIC = "AUTOMATIC"


def why_read(*, outcome: Outcome, role: Role, against_machine: bool, own_patient: bool) -> WhyRead:
    """The class a decision falls into. An institution's approval of its own patient weighs most, then what nobody looked at."""
    if role is Role.SYSTEM:
        return WhyRead.AUTOMATIC
    if role is Role.INSTITUTION:
        return WhyRead.OWN_PATIENT if own_patient and outcome is Outcome.RECOGNISED else WhyRead.ENTRUSTED
    return WhyRead.RISKY if outcome is Outcome.NOT_RECOGNISED or against_machine else WhyRead.ORDINARY


def percent_for(why: WhyRead, *, rule: SecondReading) -> int:
    """Of a hundred such decisions, how many are read again."""
    return int(getattr(rule, why.value.lower()))


def is_drawn(*, key: str, seed: str, percent: int) -> bool:
    """Whether the lot falls on `key`: the SHA-256 of seed and key, of every hundred the first `percent`."""
    lot = int(hashlib.sha256(f"{seed}:{key}".encode()).hexdigest(), 16) % HUNDRED
    return lot < percent
