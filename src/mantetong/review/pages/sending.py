"""What is sent can be held for half a minute: taken back, sent at once, or left to go by itself."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.review import operations
from mantetong.review.access import DESK, filing_on_desk
from mantetong.review.operations import Deed
from mantetong.review.pages.back import back_to
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.requests import Request


def send(request: Request, kind: str, *, filing_id: int, given: Mapping[str, Any], said: str, case_id: int | None = None) -> None:
    """Send now, or in half a minute where the page asked for that (`hold`, set by the page's script); tells the person which."""
    deed = Deed(kind, filing_id, case_id, given, request.actor, now_of(request))
    if request.POST.get("hold") != "1":
        operations.perform(deed)
        messages.success(request, said)
        return
    operations.hold(deed)


@staff(*DESK)
@require_POST
def undo(request: Request, reference: str) -> HttpResponseBase:
    """撤回: as if it had never been pressed."""
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=now_of(request))
    operations.undo(filing_id=filing.id, by=request.actor, at=now_of(request))
    messages.success(request, _("已撤回，什么都没有发出。"))
    return back_to(reference)


@staff(*DESK)
@require_POST
def send_now(request: Request, reference: str) -> HttpResponseBase:
    """立即发出."""
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=now_of(request))
    operations.send_now(filing_id=filing.id, by=request.actor, at=now_of(request))
    messages.success(request, _("已发出。"))
    return back_to(reference)
