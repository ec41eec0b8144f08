"""Who is asking: puts an `Actor` on every request, so that rooms below can check rights without importing this one.

A session that has shown a telephone and no name (`people.operations.devices`) opens the account's drafts, or nothing; whatever
else its owner may want, the name is asked for first.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils.functional import SimpleLazyObject

from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.domain.roles import Role
from mantetong.people.operations import Standing
from mantetong.people.queries import account_card, actor_of, staff_actor_of
from mantetong.web.clock import day_of, now_of

DOOR = "people.door"
DESK = "desk"
STANDING = "people.standing"
_WALLED = frozenset({"citizen", "signed_in"})
_ALWAYS = frozenset({"people:confirm", "people:newcomer", "people:standing", "people:logout"})
_WITH_DRAFTS = frozenset({"cases:mine", "people:devices", "people:end-device"})
_SUBMITTED = frozenset({"apply:receipt"})
_ROOMS_OF_DRAFTS = frozenset({"apply", "materials"})


def actor_for(request: HttpRequest) -> Actor:
    """The actor of this session. Posts give rights only to a session that came through the desk's door, second factor included."""
    account_id = request.user.pk
    if account_id is None:
        return ANONYMOUS
    on = day_of(now_of(request))
    if request.session.get(DOOR) == DESK:
        return staff_actor_of(account_id, on=on)
    actor = actor_of(account_id, on=on)
    if request.session.get(STANDING) and actor.is_known:
        return replace(actor, roles=frozenset({Role.APPLICANT}), drafts_only=True)
    return actor


def is_behind_the_wall(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """True for a page that this session has to give a name for first."""
    standing, match = request.session.get(STANDING), request.resolver_match
    if not standing or match is None or getattr(view, "access", "") not in _WALLED or match.view_name in _ALWAYS:
        return False
    if standing == Standing.DRAFTS:
        return not (_is_of_a_draft(match) or match.view_name in _WITH_DRAFTS)
    return True


def _is_of_a_draft(match: ResolverMatch) -> bool:
    """Pages of one filing; that it is a draft is seen to in SQL (`cases.access`)."""
    names_one = "reference" in match.kwargs or "key" in match.kwargs
    return names_one and match.app_name in _ROOMS_OF_DRAFTS and match.view_name not in _SUBMITTED


def _send_to(request: HttpRequest, name: str) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else "/my/"
    target = f"{reverse(name)}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


class ActorMiddleware:
    """Sets `request.actor`; the database is asked on first use only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its actor. Whoever lacks a proven person for what they want is led to the name, and back."""
        request.actor = SimpleLazyObject(lambda: actor_for(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.headers.get("X-Error-Code") == "PERSON_MISSING":
            card = account_card(request.actor.known_id)  # type: ignore[attr-defined]
            return _send_to(request, "people:family" if card and card.real_name_level else "people:name")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Called by Django before a view."""
        return _send_to(request, "people:confirm") if is_behind_the_wall(request, view) else None
