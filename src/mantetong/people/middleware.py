"""Who is asking: puts an `Actor` on every request, so that rooms below can check rights without importing this one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.people.queries import actor_of, staff_actor_of
from mantetong.web.clock import day_of, now_of

DOOR = "people.door"
DESK = "desk"


def actor_for(request: HttpRequest) -> Actor:
    """The actor of this session. Posts give rights only to a session that came through the desk's door, second factor included."""
    account_id = request.user.pk
    if account_id is None:
        return ANONYMOUS
    on = day_of(now_of(request))
    if request.session.get(DOOR) == DESK:
        return staff_actor_of(account_id, on=on)
    return actor_of(account_id, on=on)


class ActorMiddleware:
    """Sets `request.actor`; the database is asked on first use only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its actor."""
        request.actor = SimpleLazyObject(lambda: actor_for(request))  # type: ignore[attr-defined]
        return self.get_response(request)
