"""The case screen: papers left, criteria right, what can be done now; and the small acts that need no page of their own."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.operations import PurposeWanted
from mantetong.cases.queries import QUALITY_SAMPLE, filing_for
from mantetong.domain.actor import Actor
from mantetong.review import operations
from mantetong.review.access import DESK, READERS, case_on_desk, filing_on_desk
from mantetong.review.forms import OverruleForm, SeenForm
from mantetong.review.models import ActKind
from mantetong.review.pages.back import back_to
from mantetong.review.pages.filing_page import FilingPage, filing_page
from mantetong.review.pages.purpose import ask_purpose
from mantetong.review.pages.sending import send
from mantetong.review.papers import cited
from mantetong.review.purpose_forms import LookForm
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@staff(*READERS)
def filing(request: Request, reference: str) -> HttpResponseBase:
    """One filing with the case chosen by `?case=`, the first undecided one otherwise."""
    at = now_of(request)
    try:
        card = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    except PurposeWanted:
        return ask_purpose(request, reference, LookForm())
    page = filing_page(card, viewer=request.actor, asked=request.GET.dict(), at=at)
    if _is_to_read_blind(page, request.actor):
        return redirect("determination:reading", page.case_reference)
    # the panel of determination stands on the same reading
    request.known_filing = page.known  # type: ignore[attr-defined]
    return page_or_fragment(request, "review/filing", page)


def _is_to_read_blind(page: FilingPage, viewer: Actor) -> bool:
    """Whoever is to read this case a second time does not see what was decided first."""
    known = page.known
    return any(
        account == viewer.account_id and why == QUALITY_SAMPLE and case_id == known.case.id
        for _id, case_id, account, _institution, _role, why in known.sheet.assigned
    )


@staff(*DESK)
@require_POST
def claim(request: Request, reference: str) -> HttpResponseBase:
    """Take the filing; somebody else's answers 409 in words."""
    at = now_of(request)
    card = filing_for(viewer=request.actor, reference=reference, at=at)  # the look is noted where the way leads next
    operations.claim(filing_id=card.id, by=request.actor, at=at)
    return back_to(reference, request.POST.get("case", ""))


@staff(*DESK)
@require_POST
def release(request: Request, reference: str) -> HttpResponseBase:
    """Put the filing back on the list."""
    at = now_of(request)
    card = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.release(filing_id=card.id, by=request.actor, at=at)
    messages.success(request, _("已放回待领取。"))
    return redirect("review:home")


@staff(*DESK)
@require_POST
def overrule(request: Request, reference: str) -> HttpResponseBase:
    """A reviewer's own answer to one criterion."""
    at = now_of(request)
    case = case_on_desk(viewer=request.actor, reference=reference, at=at)
    card = filing_on_desk(viewer=request.actor, reference=request.POST.get("filing", ""), at=at)
    form = OverruleForm(request.POST)
    if not form.is_valid():
        asked = {"case": case.reference, "path": request.POST.get("path", "")}
        page = filing_page(card, viewer=request.actor, asked=asked, at=at, form=form)
        return page_or_fragment(request, "review/filing", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    given = form.cleaned_data
    operations.overrule(
        case_id=case.id,
        path=given["path"],
        answer=given["answer"],
        reason=given["reason"],
        evidence=cited(card, paper=given["paper"], page=given["page"]) if given["cite"] else (),
        by=request.actor,
        at=at,
    )
    return back_to(card.reference, case.reference)


@staff(*DESK)
@require_POST
def pass_on(request: Request, reference: str) -> HttpResponseBase:
    """审核通过，转入认定."""
    at = now_of(request)
    case = case_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.pass_on(case_id=case.id, by=request.actor, at=at, seen_version=SeenForm.version_in(request.POST))
    messages.success(request, _("已转入认定。"))
    return back_to(request.POST.get("filing", ""), case.reference)


@staff(*DESK)
@require_POST
def lapse(request: Request, reference: str) -> HttpResponseBase:
    """逾期终止, confirmed by this person."""
    at = now_of(request)
    case = case_on_desk(viewer=request.actor, reference=reference, at=at)
    said = _("已作逾期终止，申请人以后可以重新启动。")
    given = {"version": SeenForm.version_in(request.POST)}
    send(request, ActKind.LAPSE, filing_id=case.filing_id, case_id=case.id, given=given, said=said)
    return back_to(request.POST.get("filing", ""), case.reference)
