"""The ways through a door: who can be told there, and how. A short message is no door: see `sending.py`.

Every way honours repeats (the official account by `client_msg_id`, a push by its tag), so that an answer that never came is simply
asked for again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mantetong.notice.models import Channel
from mantetong.outside.sms import Sent


@dataclass(frozen=True, slots=True)
class DoorMessage:
    """What is shown: title and words, and the page it opens. `reference` makes a repeat harmless."""

    region: str
    text_key: str
    title: str
    words: str
    path: str
    reference: str


class Way(Protocol):
    """One channel through a door. `named` is what packs call it."""

    named: str

    def address_of(self, account_id: int, *, region: str) -> str:
        """Where the account is reached; empty when it is not."""

    def send(self, address: str, message: DoorMessage, *, at: datetime) -> Sent:
        """Hand the message over."""


_WAYS: dict[Channel, Way] = {}


def register_way(channel: Channel, way: Way) -> None:
    """Add a way; called when the program starts."""
    _WAYS[channel] = way


def ways() -> Mapping[Channel, Way]:
    """Every way there is."""
    return dict(_WAYS)


def way_to(*, account_id: int | None, region: str, named: frozenset[str]) -> Channel | None:
    """The first way the region names that reaches the account."""
    if account_id is None:
        return None
    found = (channel for channel, way in _WAYS.items() if way.named in named and way.address_of(account_id, region=region))
    return next(found, None)
