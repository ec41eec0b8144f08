"""The decision form: a panel of the case screen for the agency, a page of its own for an entrusted institution."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import answers_of, case_card, claimed_by
from mantetong.determination import queries
from mantetong.determination.access import DECIDING, UNREAD, Opened, open_case, opened_already
from mantetong.determination.errors import DeterminationError
from mantetong.determination.forms import DecideForm
from mantetong.determination.letter_data import DECIDERS
from mantetong.determination.operations.deciding import may_decide
from mantetong.determination.pages.desk_first_round import FirstRoundView, first_round_view
from mantetong.determination.reasons import reasons_of, with_refusals
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.judging import judge_answers
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
    panel_url: str
    proposal: str
    votes: tuple[PanelVote, ...]
    form: DecideForm | None
    form_url: str
    first: FirstRoundView | None
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
    if "institution" in request.GET:  # the institution was changed: its doctors are offered, what was filled in stays
        start |= request.GET.dict()
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
        "missing_institution": given["missing_institution"],
        "missing_doctor": given["missing_doctor"],
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
        waiting="" if by_agency else _waiting(case.id),
        panel_url="" if by_agency else _panel_url(opened, actor),
        proposal=_proposal(opened) if is_mine else "",
        votes=() if by_agency else panel_votes(case.id),
        form=form if is_mine else None,
        form_url=reverse("determination:decision-form", args=[case.reference]),
        first=first_round_view(case, viewer=actor) if view else None,
        view=view,
        back_url=back_of(opened, actor),
    )


def _waiting(case_id: int) -> str:
    card = queries.waiting_card(case_id=case_id)
    if card is None:
        return ""
    return _("科长已写明原因，可以直接认定：%(why)s") % {"why": card.waiver} if card.waiver else str(WAITING.get(card.code, ""))


def _panel_url(opened: Opened, actor: Actor) -> str:
    return reverse("determination:panel-of", args=[opened.case.reference]) if actor.holds(Role.SUPERVISOR) else ""


def _proposal(opened: Opened) -> str:
    """What the machine makes of the standing answers. It proposes recognition; a refusal is for people to find."""
    given = answers_of(opened.case.id) if opened.answers is None else opened.answers
    standing = {one.path: Answer(one.answer) for one in given}
    whole = judge_answers(criterion=opened.disease.criteria.value, answers=standing).answer
    if whole is Answer.MET:
        return _("系统建议：予以认定。各项条件按现有判断都已满足，请核对后作出认定。")
    if whole is Answer.NOT_MET:
        return _("按现有判断有条件不符合，请逐条核对；系统不提出不予认定的建议。")
    return _("还有判断不了的条件：看看能否补判断，或者退回审核一次性告知补正。")


def _is_mine(opened: Opened, actor: Actor) -> bool:
    by_agency = opened.policy.determination.value.decider is Decider.AGENCY
    if opened.holder is not UNREAD and by_agency:
        return opened.case.stage is Stage.DETERMINING and opened.holder == actor.account_id
    return may_decide(case=opened.case, rules=opened.policy, by=actor)


def back_of(opened: Opened, actor: Actor) -> str:
    """Where this person came from."""
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
