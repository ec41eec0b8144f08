"""The product's own web application (look-up chosen by path before Django), and a bare ping beside it in the same process."""

from collections.abc import Callable, Iterable
from typing import Any

from mantetong.config.wsgi import application as product

Start = Callable[[str, list[tuple[str, str]]], Any]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Ping, or the product."""
    if environ["PATH_INFO"] == "/bench/ping":
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "2")])
        return (b"{}",)
    return product(environ, start_response)
