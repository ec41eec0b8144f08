"""Which language a page speaks: as chosen on this device, else as the account has kept it, else Chinese.

What the browser asks for is not followed: many telephones are left as they came from the shop, and an elder whose pages turn English by
themselves is lost. The desk works in Chinese, and so do papers: an application form, a letter or a certificate is an official document.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from mantetong.web.context import LANGUAGES, kept_look

CHINESE = LANGUAGES[0]
P = ParamSpec("P")
R = TypeVar("R")


def in_chinese(make: Callable[P, R]) -> Callable[P, R]:
    """For what makes a paper, or words that are stored and read by others: Chinese, whoever asked."""

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(CHINESE):
            return make(*args, **kwargs)

    return made


def language_of(request: HttpRequest) -> str:
    """One of LANGUAGES."""
    if request.path.startswith(("/desk/", "/interface/")) or request.path.endswith(".pdf"):
        return CHINESE
    chosen = request.COOKIES.get("language") or kept_look(request).get("language", "")
    return chosen if chosen in LANGUAGES else CHINESE


class LanguageMiddleware:
    """Everything behind it speaks the language of this person. Stands behind the one that knows who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language asked for, and say which it is."""
        language = language_of(request)
        with override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en" if language == "en" else "zh-CN")
        patch_vary_headers(response, ("Cookie",))
        return response
