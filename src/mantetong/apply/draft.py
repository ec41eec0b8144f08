"""A draft as its questions see it: the filing, the rules, the answers so far, and the moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from mantetong.cases.queries import FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy, Slot

Found = TypeVar("Found")


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
    _found: dict[str, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    def once(self, what: str, ask: Callable[[], Found]) -> Found:
        """What `ask` finds, asked for once however often a page wants it."""
        if what not in self._found:
            self._found[what] = ask()
        found: Found = self._found[what]
        return found

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
