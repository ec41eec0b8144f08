"""What both doors share: where to go next, where the request came from, how a session begins."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from mantetong.people import operations
from mantetong.people.middleware import DESK, DOOR, STANDING
from mantetong.people.models import Account
from mantetong.people.operations import Standing
from mantetong.people.pages.device_cookie import device_kind, device_token, keep_device
from mantetong.web.clock import now_of


def next_of(request: HttpRequest, default: str) -> str:
    """Where the person wanted to go: a path of this site, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else default


def with_next(name: str, goes_to: str) -> str:
    """The address of a page that brings one back to `goes_to`."""
    return f"{reverse(name)}?{urlencode({'next': goes_to})}"


def address_of(request: HttpRequest) -> str:
    """The address the request came from, as far as our own proxies vouch for it."""
    proxies: int = settings.MANTETONG_ENVIRONMENT.trusted_proxies
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def begin_session(request: HttpRequest, *, account_id: int, door: str, method: str, goes_to: str) -> HttpResponse:
    """Carry a proven sign-in through the stages; the answer is the next stage's page, or `goes_to` with a session begun."""
    account = Account.objects.get(pk=account_id)
    record_authentication(request, account, method=method)
    login = Login(user=account, redirect_url=goes_to, state={"door": door})
    response: HttpResponse = perform_login(request, login)
    if request.user.is_authenticated and request.user.pk == account_id:
        request.session[DOOR] = door
        if door != DESK:
            _stand(request, response, account_id)
    return response


def _stand(request: HttpRequest, response: HttpResponse, account_id: int) -> None:
    """What this session opens depends on the device it begins on."""
    token = device_token(request) or operations.new_device_token()
    standing = operations.open_on_device(
        account_id=account_id,
        token=token,
        label=device_kind(request.headers.get("User-Agent", "")),
        session_key=request.session.session_key or "",
        at=now_of(request),
    )
    request.session.pop(STANDING, None)
    if standing is not Standing.FULL:
        request.session[STANDING] = standing.value
    keep_device(response, token)
