"""Where somebody says they live. A word, never a registration: the desk looks it up (JQ-05)."""

from datetime import datetime
from enum import StrEnum

from mantetong.people.operations.records import give_consent


class Living(StrEnum):
    """At home; elsewhere and registered, as they say; elsewhere and not registered."""

    HERE = "HERE"
    REGISTERED = "REGISTERED"
    NOT_REGISTERED = "NOT_REGISTERED"


def declare_living(*, account_id: int, region: str, living: Living, at: datetime, person_id: int | None = None) -> None:
    """Keep what an account said about where a person (None: its own) lives, for a region that asks. The newest word counts."""
    give_consent(account_id=account_id, what=f"LIVING:{region}", version=living.value, at=at, person_id=person_id)
