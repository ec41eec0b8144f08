"""Every address says who may call it."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ACCESS = re.compile(r"public|machine|signed_in|citizen|staff:[A-Z_,]+")


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern), pattern


def test_every_route_names_its_access():
    unmarked = [path for path, route in routes(get_resolver()) if not ACCESS.fullmatch(getattr(route.callback, "access", ""))]

    assert unmarked == []


def test_no_two_routes_share_a_name():
    names = [f"{route.lookup_str.split('.')[1]}:{route.name}" for _, route in routes(get_resolver()) if route.name]

    assert sorted(name for name in set(names) if names.count(name) > 1) == []
