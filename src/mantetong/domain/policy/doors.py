"""The ways into a region, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class DoorKind(StrEnum):
    """What adapter serves a door (DESIGN §6)."""

    WEB = "web"
    OIDC = "oidc"
    WECHAT_OA = "wechat-oa"
    WECHAT_MINI = "wechat-mini"
    APP = "app"
    COUNTER = "counter"
    HOTLINE = "hotline"


class Availability(StrEnum):
    """Whether a door can be used today."""

    OPEN = "open"
    OPENING = "opening"
    INFORMATION = "information"
    CALL_FIRST = "call-first"


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. `comparison` maps the heading of the side-by-side table to this door's words."""

    code: str
    kind: DoorKind
    name: str
    steps: tuple[str, ...]
    availability: Availability
    progress_label: str
    suits: str = ""
    result_by: tuple[str, ...] = ()
    comparison: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask. `note` says when the number is not from the guide (JQ-21)."""

    label: str
    number: str
    note: str = ""
