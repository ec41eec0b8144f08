"""The expert's list and voting page, made for a phone."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from secrets import token_hex

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import case_card
from mantetong.determination import operations, queries
from mantetong.determination.access import Opened, open_case
from mantetong.determination.desk_forms import WhyForm
from mantetong.determination.forms import VoteForm
from mantetong.determination.pages.desk_first_round import FirstRoundView, first_round_view
from mantetong.determination.reasons import rules_of
from mantetong.domain.roles import Role
from mantetong.people.queries import person_card
from mantetong.review.queries import CaseView, case_view
from mantetong.review.queries.screen import Choice
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import SummaryRow, Tone


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a list: its number, disease, since when, and what is to be done."""

    number: str
    disease: str
    waiting: str
    state: str
    tone: Tone
    url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """What waits for this person."""

    title: str
    subtitle: str
    lines: tuple[CaseLine, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class VotePage:
    """One case to judge. Nothing of the other experts is on it, nor the applicant's name."""

    title: str
    subtitle: str
    particulars: tuple[SummaryRow, ...]
    first: FirstRoundView | None
    view: CaseView
    form: VoteForm | None
    may_overrule: bool
    tie_url: str
    back_url: str


@staff(Role.EXPERT)
def panel(request: Request) -> HttpResponseBase:
    """待我评审: what waits for an answer first."""
    at = now_of(request)
    lines = tuple(_line(seat, day_of(at)) for seat in queries.seats_of(account_id=request.actor.account_id or 0))
    page = ListPage(_("待我评审"), _("抽取到您的办件"), lines, _("现在没有等您提意见的办件。"))
    return page_or_fragment(request, "determination/list", page)


def _line(seat: queries.SeatLine, on: date) -> CaseLine:
    case = case_card(seat.case_id)
    days = (on - day_of(seat.drawn_at)).days
    waits = seat.is_open and not seat.has_voted
    state, tone = (_("已提意见") if seat.has_voted else _("已结束"), Tone.PLAIN)
    if waits:
        state, tone = (_("已催办，请尽快"), Tone.DANGER) if seat.is_reminded else (_("等您提意见"), Tone.WARNING)
    return CaseLine(
        number=case.number,
        disease=rules_of(case).diseases[case.disease_code].name,
        waiting=_("%(days)s天") % {"days": days},
        state=state,
        tone=tone,
        url=reverse("determination:vote", args=[case.reference]) if waits else "",
    )


@staff(Role.EXPERT)
def vote(request: Request, reference: str) -> HttpResponseBase:
    """See the papers and criteria, say what one thinks, and why."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("专家评审"))
    view = case_view(case=opened.case, filing=opened.filing, policy=opened.policy, choice=Choice.of(request.GET.dict()))
    form = VoteForm(request.POST or None, criteria=tuple((row.path, row.label) for row in view.leaves))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        operations.vote(
            case_id=opened.case.id, outcome=given["outcome"], path=given["path"], reason=given["reason"], by=request.actor, at=at
        )
        messages.success(request, _("您的意见已收到，谢谢。"))
        return redirect("determination:panel")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "determination/vote", _vote_page(request, opened, view, form), status=status)


def _vote_page(request: Request, opened: Opened, view: CaseView, form: VoteForm) -> VotePage:
    waits = queries.may_vote(case_id=opened.case.id, account_id=request.actor.account_id or 0)
    return VotePage(
        title=_("评审 %(number)s") % {"number": opened.case.number},
        subtitle=opened.disease.name,
        particulars=_particulars(opened, day_of(now_of(request))),
        first=first_round_view(opened.case, viewer=request.actor),
        view=view,
        form=form if waits else None,
        may_overrule=False,
        tie_url=reverse("determination:tie", args=[opened.case.reference]) if waits else "",
        back_url=reverse("determination:panel"),
    )


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act that needs a written reason: what it is about, its form, and the word on its button."""

    title: str
    subtitle: str
    told: str
    form: Form
    label: str
    back_url: str


@staff(Role.EXPERT)
def tie(request: Request, reference: str) -> HttpResponseBase:
    """需要回避: the expert knows the person, or has another tie, and leaves the panel; another is drawn at once."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("专家评审"))
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, seed = form.cleaned_data["why"], token_hex(16)
        operations.declare_tie(case_id=opened.case.id, why=why, seed=seed, by=request.actor, at=at)
        messages.success(request, _("已为您回避，系统另抽了专家。谢谢您如实告知。"))
        return redirect("determination:panel")
    told = _("认识申请人、是亲属同事，或有其他可能影响公正的关系，都请回避。以后这位申请人的办件不会再抽到您。")
    page = ActPage(
        _("申请回避 %(number)s") % {"number": opened.case.number},
        opened.disease.name,
        told,
        form,
        _("我要回避"),
        reverse("determination:vote", args=[reference]),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "determination/act", page, status=status)


def _particulars(opened: Opened, on: date) -> tuple[SummaryRow, ...]:
    person = person_card(opened.case.person_id)
    age = on.year - person.born_on.year - ((on.month, on.day) < (person.born_on.month, person.born_on.day))
    sex = {"1": _("男"), "2": _("女")}.get(person.sex, "")
    return (
        SummaryRow(_("申请人"), f"{person.masked_name} {sex} {age}" + _("岁")),
        SummaryRow(_("病情摘要"), opened.filing.summary or _("未填写")),
    )
