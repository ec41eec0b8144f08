"""The menus. A room's `navigation.py` registers its entries; a page shows those that the one who asks may open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.web.sentences import Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much behind an entry waits for the one who looks; `urged` of it has been asked for again."""

    count: int = 0
    urged: int = 0


NOTHING_WAITS = Waiting()


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry. `where` is "citizen" or "desk"; no `roles` means everybody; `group` heads a section of the desk's menu.

    `waiting` counts what waits there for somebody, on every page they open: one question, for roles of few pages only.
    """

    url_name: str
    label: Text
    where: str
    roles: frozenset[Role] = frozenset()
    group: Text = ""
    order: int = 100
    waiting: Callable[[Actor], Waiting] | None = None


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as a page shows it."""

    url: str
    label: str
    is_here: bool
    waiting: Waiting = NOTHING_WAITS


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Entries under one heading."""

    heading: str
    links: tuple[NavLink, ...]


_ITEMS: dict[tuple[str, str], NavItem] = {}


def register(*items: NavItem) -> None:
    """Add entries; the same route in the same menu replaces the earlier one."""
    _ITEMS.update({(item.where, item.url_name): item for item in items})


def _may_open(item: NavItem, actor: Actor) -> bool:
    return not item.roles or bool(item.roles & actor.roles)


def _address(item: NavItem) -> str:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:  # a room that is switched off has no routes, and so no entry
        return ""


def menu_of(*, where: str, actor: Actor, path: str) -> tuple[NavGroup, ...]:
    """The groups of the menu `where` for `actor`, each in its order; `path` marks the entry one stands on."""
    items = sorted(
        (item for item in _ITEMS.values() if item.where == where and _may_open(item, actor)),
        key=lambda i: (i.order, i.url_name),
    )
    groups: dict[str, list[NavLink]] = {}
    for item in items:
        url = _address(item)
        if url:
            waits = item.waiting(actor) if item.waiting else NOTHING_WAITS
            groups.setdefault(str(item.group), []).append(NavLink(url, str(item.label), path == url, waits))
    return tuple(NavGroup(heading, tuple(links)) for heading, links in groups.items())
