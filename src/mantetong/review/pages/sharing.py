"""Who takes what: the next case, handing on, and the desk of somebody who is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases import operations as cases
from mantetong.cases.queries import claimed_by, claims_of, filing_card, filing_for, peek_next
from mantetong.domain.roles import Role
from mantetong.people.queries import staff_in
from mantetong.review import papers
from mantetong.review.access import DESK, filing_on_desk
from mantetong.review.forms import HandOverForm, ReassignForm
from mantetong.review.pages.back import back_to
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_FETCHED_AHEAD = 2


@staff(*DESK)
@require_POST
def next_case(request: Request) -> HttpResponseBase:
    """办下一件: take the most urgent filing that this person may judge, and open it."""
    leaving = request.POST.get("leaving", "")
    besides = filing_for(viewer=request.actor, reference=leaving, at=now_of(request)).id if leaving else None
    reference = cases.claim_next(by=request.actor, at=now_of(request), besides=besides)
    if reference is None:
        messages.info(request, _("现在没有待领取的办件。"))
        return redirect("review:home")
    return back_to(reference)


@staff(*DESK)
def peek(request: Request) -> HttpResponse:
    """The pages that will be needed next, for the browser to fetch beforehand: addresses of pictures, nothing else."""
    filing_id = peek_next(viewer=request.actor)
    shelf = papers.pages_ahead(filing_card(filing_id), most=_FETCHED_AHEAD) if filing_id is not None else ()
    return JsonResponse({"pages": list(shelf)})


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the desk with how much lies there. In the order of accounts: people are not ranked."""

    account_id: int
    name: str
    held: int


@dataclass(frozen=True, slots=True)
class DeskPeoplePage:
    """Who holds how much, and the form that hands it over."""

    title: str
    subtitle: str
    colleagues: tuple[Colleague, ...]
    form: HandOverForm


@staff(*DESK)
def people(request: Request) -> HttpResponseBase:
    """Absence: everything of one person goes to a colleague or back on the list. A reviewer hands over their own only."""
    at = now_of(request)
    colleagues = colleagues_of(request)
    away = [one for one in colleagues if request.actor.holds(Role.SUPERVISOR) or one.account_id == request.actor.account_id]
    form = HandOverForm(request.POST or None, away=choices_of(away), to=choices_of(colleagues))
    if form.is_valid():
        given = form.cleaned_data
        moved = cases.hand_over(away=given["away"], to=given["to"], by=request.actor, at=at)
        messages.success(request, _("已移交%(count)s份申请。") % {"count": moved})
        return redirect("review:people")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = DeskPeoplePage(_("请假与移交"), _("移交以后，同事接着办，时限照常计算"), tuple(away), form)
    return page_or_fragment(request, "review/people", page, status=status)


def colleagues_of(request: Request) -> tuple[Colleague, ...]:
    """Everybody of the desk in this region."""
    region, on = request.actor.region or "", day_of(now_of(request))
    cards = {card.account_id: card.name for role in DESK for card in staff_in(region=region, role=role, on=on)}
    held = claims_of(account_ids=sorted(cards))
    return tuple(Colleague(pk, cards[pk], len(held[pk])) for pk in sorted(cards))


def choices_of(colleagues: Sequence[Colleague]) -> tuple[tuple[str, str], ...]:
    """Colleagues to choose from, each with how much lies there."""
    return tuple(
        (str(one.account_id), _("%(name)s（在办%(held)s份）") % {"name": one.name, "held": one.held}) for one in colleagues
    )


@dataclass(frozen=True, slots=True)
class ReassignPage:
    """Who shall have it."""

    title: str
    subtitle: str
    reference: str
    form: ReassignForm
    label: str


@staff(Role.SUPERVISOR)
def reassign(request: Request, reference: str) -> HttpResponseBase:
    """转派: this filing goes to a colleague; a page that has grown stale moves nothing."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    holder = claimed_by(filing.id)
    others = [one for one in colleagues_of(request) if one.account_id != holder]
    form = ReassignForm(request.POST or None, to=choices_of(others), initial={"seen_holder": holder})
    if form.is_valid():
        given = form.cleaned_data
        cases.reassign_filing(filing_id=filing.id, to=given["to"], seen_holder=given["seen_holder"], by=request.actor, at=at)
        messages.success(request, _("已转派。"))
        return back_to(reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = ReassignPage(_("转派"), _("转派以后由这位同事接着办"), reference, form, _("转派"))
    return page_or_fragment(request, "review/words", page, status=status)
