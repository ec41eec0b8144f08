"""The door of a web process: the till's look-up by path before Django, everything else by Django.

Loaded by granian inside each of its worker processes.
"""

import gc
import importlib
import importlib.util
import os
import signal
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from mantetong.config.serving.processes import SERVED_BY, die_with_parent

if SERVED_BY in os.environ:  # a killed granian must not leave workers holding the port
    die_with_parent(by=signal.SIGKILL, parent=int(os.environ[SERVED_BY]))

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
LOOK_UP = "/interface/5301"
_LOOK_UP_MODULE = "mantetong.settlement.look_up"


def _doors() -> tuple[Application, Application]:
    """Pages first: the look-up may then read settings that Django has made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mantetong.config.settings")
    django = get_wsgi_application()
    measured = importlib.import_module("mantetong.config.measures").measured  # needs Django's apps
    pages: Application = measured(django)
    if importlib.util.find_spec(_LOOK_UP_MODULE) is None:
        return pages, pages
    look_up: Application = importlib.import_module(_LOOK_UP_MODULE).application
    return pages, look_up


_pages, _look_up = _doors()


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """One request. The look-up knows neither sessions nor middleware: it is seven times as fast without them."""
    if environ["PATH_INFO"] == LOOK_UP:
        return _look_up(environ, start_response)
    return _pages(environ, start_response)


# What start-up made stays for ever; without this every full collection walks it (230-390 ms in a system of this size).
gc.collect()
gc.freeze()
