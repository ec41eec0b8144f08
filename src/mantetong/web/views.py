"""The few pages the look itself has."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from mantetong.web.access import public
from mantetong.web.context import LANGUAGES, TEXT_SIZES, THEMES, VIEWS, kept_look

YEAR = 365 * 24 * 3600
ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"), ("icon-whole-512.png", "512x512", "maskable"))
SHELL = (
    "web/citizen.css", "web/elder.css", "web/plain.css", "web/citizen.js", "web/capture.js", "web/capture_worker.js", "web/icon.svg",
    "policies/guide.css",
)  # fmt: skip
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
    user: Any = getattr(request, "user", None)
    if chosen and hasattr(user, "look"):
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
    drawn = (("icon.svg", "any", "image/svg+xml", "any"), *((name, size, "image/png", use) for name, size, use in ICONS))
    icons = [{"src": static(f"web/{name}"), "sizes": size, "type": kind, "purpose": use} for name, size, kind, use in drawn]
    facts = {
        "name": "慢特通",
        "short_name": "慢特通",
        "lang": "zh-CN",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b6e5b",
        "icons": icons,
    }
    return JsonResponse(
        facts,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@public
@require_safe
def offline_script(_request: HttpRequest) -> HttpResponse:
    """The service worker, with the addresses it keeps written above it; a new build is a new version of it."""
    assets = [static(name) for name in SHELL] + ["/static/web/plain.css"]  # the offline page names it so
    text = staticfiles_text("web/offline.js")
    version = sha256("".join([*assets, text]).encode()).hexdigest()[:12]
    shell = json.dumps({"version": version, "assets": assets, "offline": reverse("web:offline")})
    body = f"self.mantetongShell = {shell};\n{text}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@cache
def staticfiles_text(name: str) -> str:
    """A built file as text. Raises FileNotFoundError when the front end has not been built."""
    found = finders.find(name)
    file = Path(str(found)) if found else Path(str(settings.STATIC_ROOT)) / name
    return file.read_text(encoding="utf-8")
