"""By which door of the region somebody has come: noted once at its entry, kept for the session, written on what they file."""

from django.http import HttpRequest

from mantetong.domain.policy import DoorKind, RegionPolicy

WEB = "web"
_NOTED = "web.door"
_WITHIN_DOORS = frozenset({DoorKind.OIDC, DoorKind.WECHAT_OA, DoorKind.WECHAT_MINI, DoorKind.APP, DoorKind.WEB})


def note_door(request: HttpRequest, code: str) -> None:
    """Remember the entry somebody came through; what a region does not list is not written on a filing."""
    request.session[_NOTED] = code[:40]


def door_of(request: HttpRequest, *, policy: RegionPolicy) -> str:
    """The code of the region's own door that was noted, else the plain web pages. Counter and telephone are never claimed by a link."""
    if asked := request.GET.get("door", ""):
        note_door(request, asked)
    noted = request.session.get(_NOTED, "")
    doors = (stated.value for stated in policy.doors)
    return next((door.code for door in doors if door.code == noted and door.kind in _WITHIN_DOORS), WEB)
