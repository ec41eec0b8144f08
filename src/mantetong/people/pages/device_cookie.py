"""The cookie a browser is known by, and what kind of device it says it is."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "device"
_STAYS = 400 * 24 * 3600  # seconds; the longest browsers keep
_KINDS = (
    ("IPHONE", re.compile("iPhone")),
    ("IPAD", re.compile("iPad")),
    ("HARMONY", re.compile("HarmonyOS|OpenHarmony")),
    ("ANDROID", re.compile("Android")),
    ("WINDOWS", re.compile("Windows")),
    ("MAC", re.compile("Macintosh")),
    ("LINUX", re.compile("Linux")),
)
LABELS: dict[str, Promise] = {
    "IPHONE": _("苹果手机"),
    "IPAD": _("苹果平板"),
    "HARMONY": _("鸿蒙手机"),
    "ANDROID": _("安卓手机"),
    "WINDOWS": _("Windows电脑"),
    "MAC": _("苹果电脑"),
    "LINUX": _("Linux电脑"),
    "OTHER": _("其他设备"),
}


def device_token(request: HttpRequest) -> str:
    """The cookie's token; empty for a browser that has none, or one of somebody else's making."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=COOKIE))


def keep_device(response: HttpResponseBase, token: str) -> None:
    """Have the browser keep its token."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=COOKIE,
        max_age=_STAYS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def device_kind(user_agent: str) -> str:
    """A code for the kind of device, with WECHAT behind it where the page was opened there."""
    kind = next((code for code, marks in _KINDS if marks.search(user_agent)), "OTHER")
    return f"{kind} WECHAT" if "MicroMessenger" in user_agent else kind


def device_name(code: str) -> str:
    """The code in words."""
    kind, _space, within = code.partition(" ")
    name = str(LABELS.get(kind, LABELS["OTHER"]))
    return str(_("{device}上的微信")).format(device=name) if within else name
