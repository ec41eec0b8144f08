"""The entry page of a door: what this door calls things, its steps, and the way to sign in there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.policy import Availability, Door, DoorKind, RegionPolicy
from mantetong.people.pages.signing import next_of
from mantetong.policies.queries import find_diseases, policies_in_force, policy_on
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.door import note_door
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_SIGNED_IN_AT_THE_DOOR = {DoorKind.OIDC: "people:door-go", DoorKind.WECHAT_OA: "people:door-follow"}
_NOT_HERE = frozenset({DoorKind.COUNTER, DoorKind.HOTLINE})


@dataclass(frozen=True, slots=True)
class City:
    """Another region with a door of the same name."""

    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What the template is given. `found`: the item's name when the search hits it, or nothing was searched for."""

    title: str
    region_name: str
    item: str
    steps: tuple[str, ...]
    progress_label: str
    words: str
    is_found: bool
    can_apply: bool
    signs_in_here: bool
    login_url: str
    start_url: str
    goes_to: str
    cities: tuple[City, ...]
    back_url: str
    note: str


def door_in(request: Request, *, region: str, code: str) -> Door:
    """The region's door of this code. Raises Http404, NoSuchRegion."""
    policy = policy_on(region=region, on=day_of(now_of(request)))
    found = next((stated.value for stated in policy.doors if stated.value.code == code), None)
    if found is None:
        raise Http404
    return found


@public
def entry(request: Request, region: str, code: str) -> HttpResponse:
    """Choose the city, search the item, go on to sign in and apply."""
    door, policy = door_in(request, region=region, code=code), policy_on(region=region, on=day_of(now_of(request)))
    note_door(request, code)
    words = request.GET.get("q", "").strip()[:40]
    goes_to = next_of(request, reverse("apply:start", args=[region]))
    page = EntryPage(
        title=door.name,
        region_name=policy.name,
        item=policy.item_label.value,
        steps=door.steps,
        progress_label=door.progress_label,
        words=words,
        is_found=not words or _is_the_item(policy, words),
        can_apply=door.kind not in _NOT_HERE and door.availability is not Availability.INFORMATION,
        signs_in_here=door.kind in _SIGNED_IN_AT_THE_DOOR,
        login_url=_login_url(door, region, goes_to),
        start_url=goes_to,
        goes_to=goes_to,
        cities=_cities(request, door, region),
        back_url=reverse("policies:guide", args=[region]),
        note=_("这个渠道正在逐步开通。") if door.availability is Availability.OPENING else "",
    )
    return page_or_fragment(request, "people/door", page)


def _login_url(door: Door, region: str, goes_to: str) -> str:
    name = _SIGNED_IN_AT_THE_DOOR.get(door.kind)
    return f"{reverse(name, args=[region, door.code])}?{urlencode({'next': goes_to})}" if name else ""


def _is_the_item(policy: RegionPolicy, words: str) -> bool:
    """By any of the names people search for, or by a disease of the list."""
    names = (policy.item_label.value, *policy.search_labels.value)
    return any(words in name or name in words for name in names) or bool(find_diseases(policy=policy, query=words, most=1))


def _cities(request: Request, door: Door, here: str) -> tuple[City, ...]:
    found = []
    for policy in policies_in_force(on=day_of(now_of(request))):
        same = next((each.value for each in policy.doors if each.value.name == door.name), None)
        if same:
            found.append(City(policy.name, reverse("people:door", args=[policy.code, same.code]), policy.code == here))
    return tuple(found)
