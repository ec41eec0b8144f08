"""What stands in the menu of a region's official account: the words of the guide's own steps, each opening our page for them (MS-02)."""

import re
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from mantetong.domain.policy import Door, DoorKind
from mantetong.notice.errors import NoOfficialAccount, NoPublicAddress
from mantetong.outside.gateways import wechat_gateway
from mantetong.outside.wechat_menu import Entry, Heading, put_menu
from mantetong.policies.queries import policy_on
from mantetong.web.clock import day_of

_QUOTED = re.compile("“([^”]+)”")
_WAYS_TO_IT = "菜单"  # the step that says under which of the menu's names to look
_HEADING, _LINE, _PROGRESS, _GUIDE = "服务大厅", "门诊慢特病申请", "我的办件", "办事指南"


def headings_of(*, region: str, at: datetime) -> tuple[Heading, ...]:
    """The menu by the pack's door. Raises NoOfficialAccount, NoPublicAddress, NoSuchRegion."""
    policy = policy_on(region=region, on=day_of(at))
    door = next((one.value for one in policy.doors if one.value.kind is DoorKind.WECHAT_OA), None)
    if door is None:
        raise NoOfficialAccount(region)
    names, line = words_of(door)
    here = [region, door.code]
    apply_here = Entry(line, _address(reverse("people:door", args=here)))
    follow = reverse("people:door-follow", args=here)
    progress = Entry(_PROGRESS, _address(f"{follow}?{urlencode({'next': reverse('cases:mine')})}"))
    guide = Entry(_GUIDE, _address(reverse("policies:guide", args=[region])))
    first, *others = names
    return (Heading(first, (apply_here, progress, guide)), *(Heading(name, (apply_here,)) for name in others))


def words_of(door: Door) -> tuple[tuple[str, ...], str]:
    """The names at the foot of the account, and the line below them: what the steps put in quotation marks."""
    for place, step in enumerate(door.steps):
        quoted = _QUOTED.search(step)
        if quoted and _WAYS_TO_IT in step:
            after = (found[1] for later in door.steps[place + 1 :] if (found := _QUOTED.search(later)))
            return tuple(quoted[1].split("/")), next(after, _LINE)
    return (_HEADING,), _LINE


def put_menu_of(*, region: str, at: datetime) -> tuple[Heading, ...]:
    """Hand the region's menu to the platform, in place of what stands there.

    Raises what `headings_of` does, GatewayMissing, MenuRefused, DoorAway.
    """
    headings = headings_of(region=region, at=at)
    put_menu(wechat_gateway(region), headings=headings, at=at)
    return headings


def _address(path: str) -> str:
    """The page as followers reach it. Raises NoPublicAddress."""
    base = settings.MANTETONG_ENVIRONMENT.public_url.rstrip("/")
    if not base:
        raise NoPublicAddress
    return base + path
