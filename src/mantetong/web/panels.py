"""Pages made of several rooms: a named view is called within the request and its HTML stands in the page.

Rooms meet by URL, so nothing is imported across them. The called view checks rights itself; whoever may not see it sees
nothing there. Its queries count as the page's own.
"""

from copy import copy
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import ResolverMatch, resolve, reverse
from django_htmx.middleware import HtmxDetails

from mantetong.web.expected_errors import answer_expected


def _within(request: HttpRequest, address: str, match: ResolverMatch) -> HttpRequest:
    """The same person asking for `address` with GET, as htmx would when it refreshes the panel."""
    inner = copy(request)
    inner.__dict__.pop("headers", None)  # cached from META, which changes below
    inner.META = {
        **request.META,
        "HTTP_HX_REQUEST": "true",
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "",
        "PATH_INFO": address,
    }
    for kept_from_history in ("HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST"):
        inner.META.pop(kept_from_history, None)
    inner.method, inner.path, inner.path_info = "GET", address, address
    inner.GET, inner.POST = QueryDict(), QueryDict()
    inner.resolver_match = match
    inner.htmx = HtmxDetails(inner)  # type: ignore[attr-defined]
    return inner


def _called(inner: HttpRequest, match: ResolverMatch) -> HttpResponseBase | None:
    try:
        answer: HttpResponseBase = match.func(inner, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return None
    except Exception as error:
        refusal = answer_expected(inner, error)
        if refusal is None:
            raise
        return refusal
    return answer


def panel_html(
    *,
    request: HttpRequest,
    url_name: str,
    args: tuple[Any, ...] = (),
    kwargs: dict[str, Any] | None = None,
) -> str:
    """The HTML of the named view for the one who asks; empty when it refuses, redirects or has nothing to show.

    Raises NoReverseMatch for a name that does not exist: that is a mistake in the template, not a matter of rights.
    """
    address = reverse(url_name, args=args, kwargs=kwargs)
    match = resolve(address)
    response = _called(_within(request, address, match), match)
    if response is None or response.status_code not in (
        HTTPStatus.OK,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ):
        return ""
    if hasattr(response, "render") and not getattr(response, "is_rendered", True):
        response = response.render()
    return getattr(response, "content", b"").decode()
