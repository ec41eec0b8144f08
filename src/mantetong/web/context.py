"""How this person wants pages to look: by the cookies of the device, else as the account that is signed in has kept it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mantetong.web.shapes import NATIONAL_HOTLINE, Hotline

VIEWS = ("normal", "elder")
TEXT_SIZES = ("1", "2", "3")
THEMES = ("auto", "light", "dark")
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Look:
    """`view` normal or elder, `text_size` 1 to 3 (in the elder view 20, 24 and 30 px), `theme` auto, light or dark.

    `account` is a keyed mark of the account that is signed in, by which the device keeps people's waiting photographs apart; empty
    for nobody. `is_first` until a view has been chosen, on this device or in the account.
    """

    view: str
    text_size: str
    theme: str
    language: str
    hotline: Hotline = NATIONAL_HOTLINE
    account: str = ""
    is_first: bool = False

    @property
    def views(self) -> tuple[tuple[str, str], ...]:
        """The views one can choose, each with its name."""
        return tuple(zip(VIEWS, (_("普通版"), _("长辈版")), strict=True))

    @property
    def text_sizes(self) -> tuple[tuple[str, str], ...]:
        """The sizes one can choose, each with its name."""
        return tuple(zip(TEXT_SIZES, (_("标准字"), _("大字"), _("特大字")), strict=True))

    @property
    def themes(self) -> tuple[tuple[str, str], ...]:
        """The themes one can choose, each with its name."""
        return tuple(zip(THEMES, (_("跟随手机"), _("浅色"), _("深色")), strict=True))

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The languages one can choose, each with its own name for itself."""
        return tuple(settings.LANGUAGES)

    @property
    def is_elder(self) -> bool:
        """The elder view 长辈版 is on."""
        return self.view == "elder"


def _chosen(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    value = request.COOKIES.get(name) or kept_look(request).get(name, "")
    return value if value in allowed else allowed[0]


def kept_look(request: HttpRequest) -> dict[str, str]:
    """What the account has kept. Accounts are reached as Django's user: the room that has them stands above this one."""
    kept = getattr(getattr(request, "user", None), "look", None)
    return kept if isinstance(kept, dict) else {}


def _mark(request: HttpRequest) -> str:
    account_id = getattr(getattr(request, "actor", None), "account_id", None)
    return salted_hmac("mantetong.web.context.mark", str(account_id)).hexdigest()[:20] if account_id else ""


def look_of(request: HttpRequest) -> Look:
    """The look asked for by the cookies `view`, `text` and `theme`; anything unknown counts as the default."""
    return Look(
        view=_chosen(request, "view", VIEWS),
        text_size=_chosen(request, "text", TEXT_SIZES),
        theme=_chosen(request, "theme", THEMES),
        language=get_language() or "zh-hans",
        account=_mark(request),
        is_first=_chosen(request, "view", ("", *VIEWS)) == "",
    )


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: every template has `look`."""
    return {"look": look_of(request)}
