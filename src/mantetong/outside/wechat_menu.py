"""The menu of an official account 公众号菜单, handed over as a whole: it replaces what stands there, for every follower within a day.

Errors: MenuRefused (the platform's code), DoorAway (no answer: what stands there is unknown, and handing it over again is harmless).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mantetong.outside.gateways import WechatGateway
from mantetong.outside.wechat import with_token


class MenuRefused(RuntimeError):
    """The platform does not take this menu; `reason` is its error code."""

    code = "MENU_REFUSED"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that opens a page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One of at most three names at the foot of the account, with up to five lines."""

    name: str
    entries: tuple[Entry, ...]


def put_menu(gateway: WechatGateway, *, headings: Sequence[Heading], at: datetime) -> None:
    """Hand the menu over. Raises MenuRefused, DoorAway."""
    said = with_token(gateway, "/cgi-bin/menu/create", {"button": [_button(one) for one in headings]}, at)
    if said.get("errcode"):
        raise MenuRefused(f"WECHAT_{said['errcode']}")


def _button(heading: Heading) -> dict[str, Any]:
    lines = [{"type": "view", "name": one.name, "url": one.url} for one in heading.entries]
    return {"name": heading.name, "sub_button": lines}
