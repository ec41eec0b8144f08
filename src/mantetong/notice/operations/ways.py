"""The ways through a door: who can be told there, and how. A short message is no door: see `sending.py`.

The official account (by `client_msg_id`) and a push (by its topic and tag) honour repeats: an answer that never came is simply asked
for again. The mini-program does not (`honours_repeats`): what may have been taken there is followed by the next way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mantetong.notice.models import Channel
from mantetong.outside.sms import Sent


@dataclass(frozen=True, slots=True)
class DoorMessage:
    """What is shown: title and words, the tail of the number, and the page it opens. `reference` makes a repeat harmless."""

    region: str
    text_key: str
    title: str
    words: str
    tail: str
    path: str
    reference: str


class Way(Protocol):
    """One channel through a door. `named` is what packs call it."""

    named: str
    honours_repeats: bool

    def address_of(self, account_id: int, *, region: str, text_key: str) -> str:
        """Where the account is reached with this text; empty when it is not."""

    def send(self, address: str, message: DoorMessage, *, at: datetime) -> Sent:
        """Hand the message over. Touches no database: many are handed over at once."""

    def note(self, address: str, *, region: str, text_key: str, sent: Sent) -> None:
        """Keep what the answer says of the address: used up, or gone."""


_WAYS: dict[Channel, Way] = {}


def register_way(channel: Channel, way: Way) -> None:
    """Add a way; called when the program starts."""
    _WAYS[channel] = way


def ways() -> Mapping[Channel, Way]:
    """Every way there is."""
    return dict(_WAYS)


def way_to(*, account_id: int | None, region: str, text_key: str, named: frozenset[str]) -> Channel | None:
    """The first way the region names that reaches the account with this text."""
    if account_id is None:
        return None
    for channel, way in _WAYS.items():
        if way.named in named and way.address_of(account_id, region=region, text_key=text_key):
            return channel
    return None


def push_to(*, account_id: int | None, region: str, text_key: str) -> tuple[Channel, ...]:
    """The push to a browser, if the account has allowed one."""
    way = _WAYS.get(Channel.PUSH)
    if way is None or account_id is None or not way.address_of(account_id, region=region, text_key=text_key):
        return ()
    return (Channel.PUSH,)
