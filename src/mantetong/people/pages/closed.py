"""After the account was closed."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.web.access import public
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """It is done."""

    title: str


@public
def closed(request: Request) -> HttpResponseBase:
    """What was done, and how one comes back."""
    return page_or_fragment(request, "people/closed", ClosedPage(_("账户已注销")))
