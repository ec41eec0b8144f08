"""What was typed when the session had ended: kept sealed in the new, still anonymous session, and shown again after signing in.

Kept for half an hour, for the address it was typed at and no other; whoever signs in without a right to that address never sees it.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpResponseBase, QueryDict

from mantetong.outside.keys import CannotOpen, key_ring
from mantetong.web.clock import now_of
from mantetong.web.requests import Request

_WHERE = "apply.unsent"
_PURPOSE = "unsent-answers"
_KEPT = timedelta(minutes=30)
_MOST = 60_000  # characters; more is no answer to a question
View = Callable[..., HttpResponseBase]


def keep_unsent(view: View) -> View:
    """For pages behind a sign-in: a form sent without a session is laid aside before the way to the sign-in page."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.actor.is_known:
            _lay_aside(request)
        return view(request, *args, **kwargs)

    return guarded


def _lay_aside(request: Request) -> None:
    typed = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "seen", "do", "save"):
        typed.pop(name, None)
    kept = json.dumps({"path": request.path, "typed": typed.urlencode(), "until": (now_of(request) + _KEPT).isoformat()})
    if len(kept) <= _MOST:
        request.session[_WHERE] = key_ring().seal(kept.encode(), purpose=_PURPOSE).hex()


def bring_back(request: Request) -> QueryDict | None:
    """What was typed at this address before the session ended, once; None where nothing was."""
    sealed = request.session.get(_WHERE)
    if request.method != "GET" or not sealed:
        return None
    try:
        kept = json.loads(key_ring().open(bytes.fromhex(sealed), purpose=_PURPOSE))
    except (CannotOpen, ValueError):
        del request.session[_WHERE]
        return None
    if kept["path"] != request.path:
        return None
    del request.session[_WHERE]
    return QueryDict(kept["typed"]) if datetime.fromisoformat(kept["until"]) >= now_of(request) else None
