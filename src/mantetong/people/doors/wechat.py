"""The way in of WeChat's doors: the platform names the follower of the official account, or whoever has opened the mini-program, and
they are bound once to a person that has proven their name.
"""

import hmac
import secrets
from dataclasses import asdict, dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from mantetong.domain.policy import DoorKind
from mantetong.outside import wechat, wechat_mini
from mantetong.outside.gateways import GatewayMissing, wechat_gateway, wechat_mini_gateway
from mantetong.outside.oidc import DoorAnswerBad
from mantetong.people import operations
from mantetong.people.doors.entry import door_in
from mantetong.people.middleware import STANDING
from mantetong.people.models.doors import MINI_PROGRAM, OFFICIAL_ACCOUNT
from mantetong.people.pages.device_cookie import device_token
from mantetong.people.pages.signing import begin_session, next_of, with_next
from mantetong.people.queries import account_card
from mantetong.web.access import citizen, machine, public
from mantetong.web.clock import now_of
from mantetong.web.door import note_door
from mantetong.web.requests import Request

_GOING, _FOLLOWER = "people.wechat.going", "people.wechat.follower"
_WEB_VIEW = "miniProgram"  # what WeChat adds to the name of the browser inside a mini-program


@dataclass(frozen=True, slots=True)
class _Seen:
    """Whom the platform has named: `kind` is the official account or the mini-program."""

    kind: str
    region: str
    door: str
    openid: str


@public
def go(request: Request, region: str, code: str) -> HttpResponseBase:
    """Ask the platform who this follower is."""
    if door_in(request, region=region, code=code).kind is not DoorKind.WECHAT_OA:
        raise Http404
    state = secrets.token_urlsafe(24)
    goes_to = next_of(request, reverse("apply:start", args=[region]))
    request.session[_GOING] = {"region": region, "door": code, "state": state, "goes_to": goes_to}
    response = HttpResponse(status=303)
    response["Location"] = wechat.address_to_go(
        wechat_gateway(region), state=state, back_to=request.build_absolute_uri(reverse("people:wechat-back"))
    )
    return response


@public
def back(request: Request) -> HttpResponseBase:
    """Take the platform's answer, once: sign in who is bound, lead the others to their telephone and name first."""
    going = request.session.pop(_GOING, None)
    if going is None or not hmac.compare_digest(request.GET.get("state", "").encode(), going["state"].encode()):
        raise DoorAnswerBad("STATE")
    openid = wechat.openid_of(wechat_gateway(going["region"]), code=request.GET.get("code", ""))
    seen = _Seen(OFFICIAL_ACCOUNT, going["region"], going["door"], openid)
    return _arrived(request, seen, goes_to=going["goes_to"])


@public
def open_mini(request: Request, region: str, code: str) -> HttpResponseBase:
    """The mini-program opens this page in its web view, with a code of wx.login that is good once.

    Only there: a link with somebody else's code, opened in an ordinary browser, must not sign anybody in.
    """
    if door_in(request, region=region, code=code).kind is not DoorKind.WECHAT_MINI:
        raise Http404
    if _WEB_VIEW not in request.headers.get("User-Agent", ""):
        raise DoorAnswerBad("NOT_IN_MINI_PROGRAM")
    openid = wechat_mini.opener_of(wechat_mini_gateway(region), code=request.GET.get("code", ""))
    goes_to = next_of(request, reverse("apply:start", args=[region]))
    return _arrived(request, _Seen(MINI_PROGRAM, region, code, openid), goes_to=goes_to)


def _arrived(request: Request, seen: _Seen, *, goes_to: str) -> HttpResponseBase:
    """Signed in when they are bound already; else through telephone and name, which binds them."""
    at = now_of(request)
    account_id = operations.follower(region=seen.region, openid=seen.openid, at=at, kind=seen.kind)
    note_door(request, seen.door)
    if account_id is None:
        request.session[_FOLLOWER] = asdict(seen)
        bind = with_next("people:wechat-bind", goes_to)
        return redirect(bind if request.actor.is_known else with_next("people:login", bind))
    response = begin_session(request, account_id=account_id, door="citizen", method="wechat", goes_to=goes_to)
    if request.user.is_authenticated and request.user.pk == account_id:
        operations.prove_here(account_id=account_id, token=device_token(request), at=at)
        request.session.pop(STANDING, None)
    note_door(request, seen.door)
    return response


@citizen
def bind(request: Request) -> HttpResponseBase:
    """Bind the follower to the person who has now proven their name; without a name, prove it first and come back."""
    goes_to, follower = next_of(request, "/my/"), request.session.get(_FOLLOWER)
    card = account_card(request.actor.known_id)
    if follower is None:
        return redirect(goes_to)
    if card is None or not card.real_name_level:
        return redirect(with_next("people:name", request.get_full_path()))
    seen = _Seen(**follower)
    operations.bind_follower(account_id=card.id, region=seen.region, openid=seen.openid, at=now_of(request), kind=seen.kind)
    del request.session[_FOLLOWER]
    return redirect(goes_to)


@csrf_exempt
@machine
def callback(request: Request, region: str) -> HttpResponse:
    """What the platform tells us: answered only when it is signed and fresh. Nothing in it is acted upon but its own question."""
    given = request.GET
    try:
        gateway = wechat_gateway(region)
    except GatewayMissing as error:
        raise Http404 from error  # nobody calls back to an account that is not connected
    genuine = wechat.is_genuine(
        gateway, signature=given.get("signature", ""), stamp=given.get("timestamp", ""), nonce=given.get("nonce", ""),
        at=now_of(request),
    )  # fmt: skip
    if not genuine:
        return HttpResponse("bad signature", status=403, content_type="text/plain; charset=utf-8")
    said = given.get("echostr", "")[:64] if request.method == "GET" else "success"
    return HttpResponse(said, content_type="text/plain; charset=utf-8")
