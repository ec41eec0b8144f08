"""Announcing: the one call by which a room says that something has happened.

The reactions table is given once, by `config`, when the program starts; each reaction is a procrastinate task that takes
the announced ids. Tasks are deferred through the caller's own transaction: both exist or neither does.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from mantetong.domain.events import Event


class Reaction(Protocol):
    """A procrastinate task."""

    name: str

    @property
    def defer(self) -> Callable[..., int]:
        """Queue one run of the task for the ids given by name; its job id."""


class UnknownEvent(LookupError):
    """Somebody announced an event that the reactions table does not name: an empty list must be written on purpose."""


_reactions: Mapping[Event, Sequence[Reaction]] = MappingProxyType({})


def register_reactions(table: Mapping[Event, Sequence[Reaction]]) -> None:
    """Take the table of what follows what. Called once by config; a second call replaces it."""
    global _reactions  # noqa: PLW0603  the registry is filled once at start-up
    _reactions = MappingProxyType(dict(table))


def announce(event: Event, **ids: int | str) -> None:
    """Queue every job that follows `event`, inside the running transaction. Raises UnknownEvent."""
    if event not in _reactions:
        raise UnknownEvent(event)
    for reaction in _reactions[event]:
        reaction.defer(**ids)
