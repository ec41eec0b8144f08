"""The way to a portal and back: authorization code with PKCE, real name vouched for by the portal, one log-out for both."""

from dataclasses import asdict, dataclass

from django.contrib.auth import logout as end_session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mantetong.domain.policy import DoorKind
from mantetong.outside import oidc
from mantetong.outside.gateways import GatewayMissing, oidc_gateway
from mantetong.outside.oidc import DoorAnswerBad, DoorAway, Going, Vouched
from mantetong.people import operations
from mantetong.people.doors.entry import door_in
from mantetong.people.middleware import STANDING
from mantetong.people.operations import CAME_BY, AtTheDoor
from mantetong.people.pages.device_cookie import device_token
from mantetong.people.pages.signing import begin_session, next_of
from mantetong.web.access import machine, public
from mantetong.web.clock import now_of
from mantetong.web.door import note_door
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class LeftPage:
    """We have ended our session; the portal's ends at `target`."""

    title: str
    target: str


_GOING = "people.door.going"
_NOT_KEPT = {"Cache-Control": "no-store"}


def _back_to(request: Request) -> str:
    return request.build_absolute_uri(reverse("people:door-back"))


@public
def go(request: Request, region: str, code: str) -> HttpResponseBase:
    """Set out for the portal. A link and not a form: pages' own policy lets forms lead to this site only."""
    door = door_in(request, region=region, code=code)
    if door.kind is not DoorKind.OIDC:
        raise Http404
    journey = oidc.going(region=region, door=code, goes_to=next_of(request, reverse("apply:start", args=[region])))
    target = oidc.address_to_go(oidc_gateway(f"{region}/{code}"), journey, back_to=_back_to(request))
    request.session[_GOING] = asdict(journey)
    return _to(target)


def _to(target: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = target
    return response


@public
def back(request: Request) -> HttpResponseBase:
    """Take the portal's answer, once. Raises DoorAnswerBad, DoorAway, and what `operations.arrive` raises."""
    kept = request.session.pop(_GOING, None)
    if kept is None:
        raise DoorAnswerBad("STATE")
    journey, at = Going(**kept), now_of(request)
    gateway = oidc_gateway(f"{journey.region}/{journey.door}")
    answer = {name: str(value) for name, value in request.GET.items()}
    who = oidc.vouched(gateway, journey, answer, back_to=_back_to(request))
    seen = AtTheDoor(who.issuer, who.subject, who.name, who.id_number, who.phone, who.level)
    account_id = operations.arrive(seen, at=at)
    response = begin_session(request, account_id=account_id, door="citizen", method="oidc", goes_to=journey.goes_to)
    if request.user.is_authenticated and request.user.pk == account_id:
        _proven(request, account_id, journey, who)
    return response


def _proven(request: Request, account_id: int, journey: Going, who: Vouched) -> None:
    """The portal has seen the person's name and number: nothing is asked for again on this device."""
    operations.prove_here(account_id=account_id, token=device_token(request), at=now_of(request))
    request.session.pop(STANDING, None)
    request.session[CAME_BY] = {
        "door": f"{journey.region}/{journey.door}", "id_token": who.id_token, "issuer": who.issuer, "session": who.session,
    }  # fmt: skip
    note_door(request, journey.door)


@require_POST
def _leave(request: Request) -> HttpResponseBase:
    came_by = request.session.get(CAME_BY)
    end_session(request)
    if came_by is None:
        return redirect("/")
    try:
        target = oidc.address_to_leave(
            oidc_gateway(came_by["door"]), id_token=came_by["id_token"], back_to=request.build_absolute_uri("/")
        )
    except DoorAway:
        target = ""  # our own session has ended in any case
    return page_or_fragment(request, "people/door_left", LeftPage(_("退出登录"), target)) if target else redirect("/")


leave = public(_leave)


@csrf_exempt
@machine
@require_POST
def left(request: HttpRequest, region: str, code: str) -> HttpResponse:
    """The portal tells that somebody has signed out there (OIDC back-channel log-out): 200 when it was believed, else 400."""
    try:
        gateway = oidc_gateway(f"{region}/{code}")
        subject, session = oidc.logged_out(gateway, token=request.POST.get("logout_token", ""))
    except GatewayMissing as error:
        raise Http404 from error
    except DoorAnswerBad:
        return HttpResponse(status=400, headers=_NOT_KEPT)
    operations.leave_by_portal(issuer=gateway.issuer, subject=subject, portal_session=session, at=now_of(request))
    return HttpResponse(headers=_NOT_KEPT)
