"""The decision form: a panel of the case screen for the agency, a page of its own for an entrusted institution."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import case_card, claimed_by
from mantetong.determination import operations, queries
from mantetong.determination.access import DECIDING, UNREAD, Opened, open_case, opened_already
from mantetong.determination.errors import DeterminationError
from mantetong.determination.forms import DecideForm, ReasonForm
from mantetong.determination.letter_data import DECIDERS
from mantetong.determination.operations.deciding import may_decide
from mantetong.determination.reasons import reasons_of, with_refusals
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import Decider
from mantetong.domain.roles import Role
from mantetong.domain.stages import ENDS, Stage
from mantetong.people.queries import institution_card
from mantetong.review.operations import Deed, hold, perform
from mantetong.review.queries import CaseView, case_view
from mantetong.review.queries.screen import Choice
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.labels import OUTCOMES, STAGES
from mantetong.web.pages import page_or_fragment, wants_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

WAITING = {
    "TOO_FEW_EXPERTS": _lazy("回避后可抽的专家不够，请科长写明原因后办理。"),
    "NO_OTHER_INSTITUTION": _lazy("除就诊医院外没有别的受托机构，请科长写明原因后办理。"),
}


@dataclass(frozen=True, slots=True)
class PanelVote:
    """One vote of a closed panel."""

    who: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecidePage:
    """The form, or who is awaited instead, and `view` where the form is a page of its own."""

    title: str
    subtitle: str
    case_reference: str
    may_decide: bool
    may_overrule: bool
    decider: str
    waits_for: str
    waiting: str
    votes: tuple[PanelVote, ...]
    form: DecideForm | None
    view: CaseView | None
    back_url: str


@staff(*DECIDING)
def decide(request: Request, reference: str) -> HttpResponseBase:
    """Shown beside the case; posted, it decides. What is missing comes back in words with everything typed kept."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("认定"))
    form = _form(request, opened)
    if request.method == "POST" and form.is_valid() and _decided(request, opened, form, at):
        return _after(request, opened)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(
        request, "determination/decide", _page(request, opened, form, view=_view(request, opened)), status=status
    )


@staff(*DECIDING)
def decision_form(request: Request, reference: str) -> HttpResponseBase:
    """The form alone, as a panel of the case screen."""
    if not wants_fragment(request):
        return redirect("determination:decide", reference)
    opened = opened_already(request, reference=reference)
    opened = opened or open_case(viewer=request.actor, reference=reference, at=now_of(request), why=_("认定"))
    return page_or_fragment(request, "determination/decision_form", _page(request, opened, _form(request, opened), view=None))


def _form(request: Request, opened: Opened) -> DecideForm:
    filing = opened.filing
    start = {"version": opened.case.version, "institution": filing.institution_code, "doctor": filing.doctor_code}
    if request.actor.holds(Role.INSTITUTION):
        start |= {"institution": request.actor.institution, "doctor": None}
    institution = start["institution"]
    criteria = tuple((path, leaf.label) for path, leaf in leaves_of(opened.disease.criteria.value))
    return DecideForm(request.POST or None, region=opened.case.region, institution=institution, criteria=criteria, initial=start)  # type: ignore[arg-type]


def _decided(request: Request, opened: Opened, form: DecideForm, at: datetime) -> bool:
    given = form.cleaned_data
    refusals = {given["path"]: given["remark"]} if given["path"] and given["outcome"] is Outcome.NOT_RECOGNISED else {}
    reasons = with_refusals(reasons_of(opened.case, disease=opened.disease), refusals=refusals)
    details = {
        "outcome": given["outcome"],
        "reasons": [reason.as_row() for reason in reasons],
        "remark": given["remark"],
        "institution": given["institution"] or None,
        "doctor": given["doctor"] or None,
        "version": given["version"],
    }
    deed = Deed("DECIDE", opened.filing.id, opened.case.id, details, request.actor, at)
    try:
        hold(deed) if _is_held(request) else perform(deed)
    except DeterminationError as error:
        sentence = sentence_for(error.code, vars(error))
        if sentence.status != HTTPStatus.UNPROCESSABLE_ENTITY:
            raise
        form.add_error(None, f"{sentence.what}{sentence.why}{sentence.now}")
        return False
    return True


def _is_held(request: Request) -> bool:
    """The page's script asks for half a minute to think again; an institution's page shows none of it and sends at once."""
    return request.POST.get("hold") == "1" and not request.actor.holds(Role.INSTITUTION)


def _after(request: Request, opened: Opened) -> HttpResponse:
    if not _is_held(request):
        stage = case_card(opened.case.id).stage
        messages.success(request, _("已作出认定。") if stage in ENDS else _("认定意见已提交，等待复核。"))
    if request.actor.holds(Role.INSTITUTION):
        return redirect("determination:institution")
    return redirect(reverse("review:filing", args=[opened.filing.reference]) + f"?case={opened.case.reference}")


def _view(request: Request, opened: Opened) -> CaseView:
    return case_view(case=opened.case, filing=opened.filing, policy=opened.policy, choice=Choice.of(request.GET.dict()))


def _page(request: Request, opened: Opened, form: DecideForm, *, view: CaseView | None) -> DecidePage:
    case, actor = opened.case, request.actor
    by_agency = opened.policy.determination.value.decider is Decider.AGENCY  # then nobody else is called on or awaited
    is_mine = _is_mine(opened, actor)
    return DecidePage(
        title=_("认定 %(number)s") % {"number": case.number},
        subtitle=str(STAGES[case.stage]),
        case_reference=case.reference,
        may_decide=is_mine,
        may_overrule=False,
        decider=DECIDERS[opened.policy.determination.value.decider],
        waits_for="" if is_mine else _awaited(opened, actor),
        waiting="" if by_agency else str(WAITING.get(queries.waiting_of(case_id=case.id), "")),
        votes=() if by_agency else panel_votes(case.id),
        form=form if is_mine else None,
        view=view,
        back_url=_back(opened, actor),
    )


def _is_mine(opened: Opened, actor: Actor) -> bool:
    by_agency = opened.policy.determination.value.decider is Decider.AGENCY
    if opened.holder is not UNREAD and by_agency:
        return opened.case.stage is Stage.DETERMINING and opened.holder == actor.account_id
    return may_decide(case=opened.case, rules=opened.policy, by=actor)


def _back(opened: Opened, actor: Actor) -> str:
    if actor.holds(Role.INSTITUTION):
        return reverse("determination:institution")
    return reverse("review:filing", args=[opened.filing.reference])


def _awaited(opened: Opened, actor: Actor) -> str:
    panel = queries.panel_of(case_id=opened.case.id)
    if panel and panel.closed_at is None:
        done = sum(seat.has_voted for seat in panel.seats)
        return _("等专家提出意见：已抽取%(seats)s人，%(done)s人已提出。") % {"seats": len(panel.seats), "done": done}
    code = queries.institution_of(case_id=opened.case.id)
    if code:
        office = institution_card(code)
        return _("等%(name)s认定。") % {"name": office.name if office else code}
    if claimed_by(opened.case.filing_id) != actor.account_id:
        return _("请先领取这件申请。")
    return _("由%(decider)s认定。") % {"decider": DECIDERS[opened.policy.determination.value.decider]}


def panel_votes(case_id: int) -> tuple[PanelVote, ...]:
    """The votes of the newest panel once it is closed."""
    panel = queries.panel_of(case_id=case_id)
    votes = panel.votes if panel else ()
    return tuple(
        PanelVote(_("专家%(order)s") % {"order": vote.order}, str(OUTCOMES[vote.outcome]), vote.reason) for vote in votes
    )


@dataclass(frozen=True, slots=True)
class SendBackPage:
    """Why it goes back."""

    title: str
    subtitle: str
    form: ReasonForm
    back_url: str


@staff(Role.REVIEWER, Role.SUPERVISOR, Role.INSTITUTION)
def send_back(request: Request, reference: str) -> HttpResponseBase:
    """Back to the step before, with a written reason."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("认定"))
    if opened.case.stage in ENDS:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        operations.send_back(case_id=opened.case.id, reason=form.cleaned_data["reason"], by=request.actor, at=at)
        messages.success(request, _("已退回。"))
        if request.actor.holds(Role.INSTITUTION):
            return redirect("determination:institution")
        return redirect(reverse("review:filing", args=[opened.filing.reference]) + f"?case={opened.case.reference}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = SendBackPage(
        _("退回 %(number)s") % {"number": opened.case.number}, str(STAGES[opened.case.stage]), form, _back(opened, request.actor)
    )
    return page_or_fragment(request, "determination/send_back", page, status=status)
