"""The product's web server as it runs (look-up chosen by path before Django), and a bare ping beside it in the same process."""

import gc
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from mantetong.settlement.look_up import PATH
from mantetong.settlement.look_up import application as look_up

house = get_wsgi_application()
gc.collect()
gc.freeze()

Start = Callable[[str, list[tuple[str, str]]], Any]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Ping, look-up, or the house."""
    path = environ["PATH_INFO"]
    if path == PATH:
        return look_up(environ, start_response)
    if path == "/bench/ping":
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "2")])
        return (b"{}",)
    return house(environ, start_response)
