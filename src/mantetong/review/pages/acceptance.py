"""Filings that wait for a person: accept them, or refuse in writing."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.queries import holds_of
from mantetong.review import operations
from mantetong.review.access import DESK, filing_on_desk
from mantetong.review.forms import RefuseForm
from mantetong.review.models import ActKind
from mantetong.review.pages.back import back_to
from mantetong.review.pages.history import HOLDS
from mantetong.review.pages.sending import send
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class RefusePage:
    """Writing a refusal. `holds` is why a person looks at it at all."""

    title: str
    subtitle: str
    reference: str
    holds: tuple[tuple[str, str], ...]
    form: RefuseForm


@staff(*DESK)
@require_POST
def accept(request: Request, reference: str) -> HttpResponseBase:
    """同意受理."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.accept_held(filing_id=filing.id, by=request.actor, at=at)
    messages.success(request, _("已受理。"))
    return back_to(reference)


@staff(*DESK)
def refuse(request: Request, reference: str) -> HttpResponseBase:
    """不予受理, in writing."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.ensure_claimed(filing_id=filing.id, by=request.actor)
    form = RefuseForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        reasons = [{"words": given["words"], "source": given["source"]}]
        said = _("已作不予受理，书面说明已给申请人。")
        send(request, ActKind.REFUSE, filing_id=filing.id, given={"reasons": reasons}, said=said)
        return back_to(reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    held = tuple((str(HOLDS.get(code, code)), said) for code, said in holds_of(filing.id))
    page = RefusePage(_("不予受理"), _("受理之前才能作出，须写明理由和依据"), reference, held, form)
    return page_or_fragment(request, "review/refuse", page, status=status)
