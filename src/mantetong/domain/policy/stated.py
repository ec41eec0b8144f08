"""A value that an official could change, with its day and its source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Status(StrEnum):
    """How a value is known. `SAMPLE` is shown as 样例，非官方 and never decides a real person's case."""

    OFFICIAL = "official"
    GUIDE = "guide"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value with its date and source. `facts` cites the seed facts; `hedged` where the source says 通常 or 一般."""

    value: T_co
    since: date
    source: str
    status: Status
    facts: tuple[str, ...] = ()
    hedged: bool = False
    note: str = ""
