"""The few pages the look itself has."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from mantetong.web.access import public
from mantetong.web.context import LANGUAGES, TEXT_SIZES, THEMES, VIEWS, kept_look

YEAR = 365 * 24 * 3600
CHOICES = {"view": VIEWS, "text": TEXT_SIZES, "theme": THEMES, "language": LANGUAGES}


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else "/"


@public
@require_POST
def choose_view(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen view, text size, theme or language on the device and with the account; an unknown value changes nothing."""
    response = redirect(_way_back(request))
    chosen = {name: request.POST[name] for name, allowed in CHOICES.items() if request.POST.get(name) in allowed}
    for name, value in chosen.items():
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    _keep_with_account(request, chosen)
    return response


def _keep_with_account(request: HttpRequest, chosen: dict[str, str]) -> None:
    """So that another telephone shows the pages the same way."""
    user = getattr(request, "user", None)
    if chosen and hasattr(user, "look") and user.is_authenticated:
        user.look = {**kept_look(request), **chosen}
        user.save(update_fields=["look"])


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponseBase:
    """The page shown by the installed app when there is no line."""
    return render(request, "web/errors/offline.html")


@public
@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the service on its home screen."""
    icon = {
        "src": static("web/icon.svg"),
        "sizes": "any",
        "type": "image/svg+xml",
        "purpose": "any",
    }
    facts = {
        "name": "慢特通",
        "short_name": "慢特通",
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b6e5b",
        "icons": [icon],
    }
    return JsonResponse(
        facts,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
