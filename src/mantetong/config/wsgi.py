"""The door of a web process: the till's look-up by path before Django, everything else by Django.

Loaded once by `mantetong web`; granian's workers are forked from there and share its memory. Nothing here may open a
connection or start a thread: neither survives the fork.
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

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
LOOK_UP = "/interface/5301"
_LOOK_UP_MODULE = "mantetong.settlement.look_up"


def _doors() -> tuple[Application, Application]:
    """Pages first: the look-up may then read settings that Django has made."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mantetong.config.settings")
    django = get_wsgi_application()
    importlib.import_module("pypinyin")  # loaded where it is first needed; here the first search must not wait for it
    importlib.import_module("mantetong.config.urls")  # else every worker loads all pages by itself
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


def worker_application() -> Application:
    """The same, told to a worker by granian: a killed granian must not leave workers holding the port."""
    if SERVED_BY in os.environ:
        die_with_parent(by=signal.SIGKILL, parent=int(os.environ[SERVED_BY]))
    return application


# What start-up made stays for ever; without this every full collection walks it (230-390 ms in a system of this size),
# and by writing its marks into shared memory unshares it.
gc.collect()
gc.freeze()
