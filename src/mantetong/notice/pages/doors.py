"""Being told through a door: pushes to this browser, and what the mini-program's shell asks and reports."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from mantetong.domain.policy import DoorKind
from mantetong.notice import operations, queries
from mantetong.outside import wechat_mini
from mantetong.outside.gateways import WechatGateway, wechat_mini_gateway
from mantetong.outside.web_push import Browser, application_key, contact
from mantetong.policies.queries import policy_on
from mantetong.web.access import citizen, machine, public
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_WEB_VIEW = "miniProgram"
_LONGEST_BODY, _LONGEST_ENDPOINT, _LONGEST_KEY = 4096, 1000, 100


@dataclass(frozen=True, slots=True)
class WaysPage:
    """What the template is given. `key` is empty where nothing is pushed."""

    title: str
    key: str
    browsers: int
    is_mini: bool
    back_url: str = "/notices/"


@citizen
@require_safe
def ways(request: Request) -> HttpResponse:
    """The panel that offers a door's message beside the short one."""
    account_id = request.actor.known_id
    page = WaysPage(
        title=_("及时收到进展"),
        key=application_key() if contact() else "",
        browsers=queries.browsers_of(account_id=account_id),
        is_mini=_WEB_VIEW in request.headers.get("User-Agent", ""),
    )
    return page_or_fragment(request, "notice/ways", page)


@citizen
@require_POST
def push_on(request: Request) -> HttpResponse:
    """This browser takes pushes from now on. Raises NotABrowser."""
    given = request.POST
    browser = Browser(
        given.get("endpoint", "")[:_LONGEST_ENDPOINT],
        given.get("p256dh", "")[:_LONGEST_KEY],
        given.get("auth", "")[:_LONGEST_KEY],
    )
    operations.keep_browser(browser, account_id=request.actor.known_id, at=now_of(request))
    return redirect("notice:inbox")


@citizen
@require_POST
def push_off(request: Request) -> HttpResponse:
    """Nothing is pushed to this account any more."""
    operations.forget_browsers_of(account_id=request.actor.known_id)
    return redirect("notice:inbox")


@public
@require_safe
def mini_asks(request: Request, region: str, code: str) -> HttpResponse:
    """The templates that the shell asks for with one tap."""
    gateway = _gateway(request, region, code)
    return JsonResponse({"templates": [gateway.template_id(text_key) for text_key in operations.ASKED]})


@csrf_exempt
@machine
@require_POST
def mini_agreed(request: HttpRequest, region: str, code: str) -> HttpResponse:
    """What somebody answered to them: `code` of wx.login says who, the platform keeps the agreement itself."""
    gateway = _gateway(request, region, code)
    answers = _answers(request)
    openid = wechat_mini.opener_of(gateway, code=str(answers.pop("code", "")))
    agreed = frozenset(text_key for text_key in operations.ASKED if answers.get(gateway.template_id(text_key)) == "accept")
    operations.note_agreed(region=region, openid=openid, text_keys=agreed)
    return JsonResponse({"agreed": len(agreed)})


def _answers(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body[:_LONGEST_BODY])
    except (ValueError, RecursionError):
        said = None
    return said if isinstance(said, dict) else {}


def _gateway(request: HttpRequest, region: str, code: str) -> WechatGateway:
    doors = (stated.value for stated in policy_on(region=region, on=day_of(now_of(request))).doors)
    if not any(door.code == code and door.kind is DoorKind.WECHAT_MINI for door in doors):
        raise Http404
    return wechat_mini_gateway(region)
