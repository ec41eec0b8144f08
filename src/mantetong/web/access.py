"""Who may call a view. Every routed view carries exactly one of these marks; a house test reads them.

The mark is the coarse door (signed in, staff of a role); whose case it is gets decided in SQL by `case_for` and its kin.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from mantetong.domain.roles import STAFF, Role
from mantetong.web.requests import Request

View = Callable[..., HttpResponseBase]


def _marked(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody, signed in or not."""
    return _marked(view, "public")


def machine(view: View) -> View:
    """A program that shows its own token; the view checks it."""
    return _marked(view, "machine")


def to_login(request: Request, login: str) -> HttpResponse:
    """Send somebody to a sign-in page and bring them back afterwards. A fragment request is told to leave the page."""
    target = f"{login}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def signed_in(view: View) -> View:
    """Anybody with an account."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_known:
            return to_login(request, "/account/login/")
        return view(request, *args, **kwargs)

    return _marked(guarded, "signed_in")


def citizen(view: View) -> View:
    """An applicant or a proxy. Staff who apply for themselves sign in by telephone like everybody else."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.is_citizen:
            return to_login(request, "/account/login/")
        return view(request, *args, **kwargs)

    return _marked(guarded, "citizen")


def staff(*roles: Role) -> Callable[[View], View]:
    """Members of staff who hold one of `roles`; with none named, any staff. Everybody else finds no such page."""
    allowed = frozenset(roles) or STAFF

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.is_known:
                return to_login(request, "/desk/login/")
            if not request.actor.roles & allowed:
                raise Http404
            return view(request, *args, **kwargs)

        return _marked(guarded, "staff:" + ",".join(sorted(allowed)))

    return mark
