"""A draft as its questions see it: the filing, the rules, the answers so far, and the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mantetong.cases.queries import FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy, Slot


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a question may look at. `seen` is the version of the answer the page in hand was made from, None where none was said."""

    filing: FilingCard
    policy: RegionPolicy
    answers: Mapping[str, Any]
    by: Actor
    at: datetime
    on: date
    seen: int | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The checklist for the diseases chosen."""
        return self.policy.slots_for(tuple(code for code in self.filing.disease_codes if code in self.policy.diseases))

    @property
    def makes_form(self) -> bool:
        """True where the region's form is made and signed here."""
        return any(slot.made_here for slot in self.slots)

    def answered(self, question: str) -> bool:
        """True once the question has an answer, an empty one included."""
        return question in self.answers
