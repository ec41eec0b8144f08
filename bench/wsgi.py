"""The product's own web application (look-up chosen by path before Django), and beside it in the same process two things to compare
with: a bare ping, and a ping that asks the database for one row.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

from mantetong.config.wsgi import application as product

Start = Callable[[str, list[tuple[str, str]]], Any]
_asking = threading.local()


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Ping, one row, or the product."""
    if environ["PATH_INFO"] == "/bench/ping":
        return _answered(start_response)
    if environ["PATH_INFO"] == "/bench/row":
        _ask()
        return _answered(start_response)
    return product(environ, start_response)


def _answered(start_response: Start) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "2")])
    return (b"{}",)


def _ask() -> None:
    """The least there is: libpq itself, a prepared statement, one connection a thread."""
    if not hasattr(_asking, "connection"):
        _asking.connection = psycopg.connect(os.environ["MANTETONG_DATABASE_URL"], autocommit=True)
        _asking.connection.pgconn.prepare(b"one", b"SELECT 1")
    _asking.connection.pgconn.exec_prepared(b"one", [])
