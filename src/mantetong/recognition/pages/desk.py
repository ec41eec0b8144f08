"""待遇管理: a region's recognitions at the desk: found by number, suspended or revoked after hearing the person, resumed."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.roles import Role
from mantetong.people.operations import note_look
from mantetong.people.queries import PersonCard, person_by_id_number, person_by_psn_no, person_card
from mantetong.recognition import operations
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.labels import NATIONAL
from mantetong.recognition.models import Act, NationalState, State
from mantetong.recognition.pages.desk_forms import FindForm, ProposeForm, ResumeForm
from mantetong.recognition.pages.wording import last_day, state_of
from mantetong.recognition.queries import (
    ProposalCard,
    RecognitionCard,
    all_of,
    not_registered,
    open_proposals,
    papers_missing,
    proposals_of,
    recognition_of,
)
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.printing import MissingGlyph, missing_glyphs, wider_families
from mantetong.web.requests import Request
from mantetong.web.shapes import SummaryRow, Tone
from mantetong.web.wording import chinese_day, chinese_moment

_ACTS = {Act.SUSPEND: "暂停待遇", Act.REVOKE: "撤销待遇"}


@dataclass(frozen=True, slots=True)
class Holding:
    """One recognition in a list."""

    heading: str
    said: str
    status: str
    tone: Tone
    url: str


@dataclass(frozen=True, slots=True)
class HoldingsPage:
    """The form, what was found (None before asking), and what waits for a decision."""

    title: str
    subtitle: str
    form: FindForm
    found: tuple[Holding, ...] | None
    waiting: tuple[Holding, ...]
    unmade: tuple[Holding, ...]
    unregistered: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in words. `may_confirm` and `may_drop`: what this member of staff may do with it now."""

    id: int
    heading: str
    rows: tuple[SummaryRow, ...]
    may_confirm: bool
    may_drop: bool
    waits: str


@dataclass(frozen=True, slots=True)
class HoldingPage:
    """One recognition with what was proposed; forms are None where nothing can be done with them."""

    title: str
    subtitle: str
    status: str
    tone: Tone
    rows: tuple[SummaryRow, ...]
    proposals: tuple[ProposalLine, ...]
    form: forms.Form | None
    resume: ResumeForm | None
    url: str


@staff(Role.REVIEWER, Role.SUPERVISOR)
def holdings(request: Request) -> HttpResponseBase:
    """Search by number with a purpose that is written down; what waits for a decision below."""
    region, at = request.actor.region or "", now_of(request)
    form = FindForm(request.POST if request.method == "POST" else None)
    found = _found(request, form.cleaned_data, at) if form.is_bound and form.is_valid() else None
    waiting = tuple(_holding(held, at, _waits(one)) for one, held in open_proposals(region=region))
    said = _("按身份证号或人员编号查找；暂停、撤销要先告知本人并听取陈述，由两位工作人员分别提出和决定。")
    unmade = tuple(_holding(one, at, _why_unmade(one)) for one in papers_missing(region=region, at=at))
    unregistered = tuple(_holding(one, at, _registration(one)) for one in not_registered(region=region, at=at))
    page = HoldingsPage(_("待遇管理"), said, form, found, waiting, unmade, unregistered)
    return page_or_fragment(request, "recognition/holdings", page, status=422 if form.is_bound and found is None else 200)


@staff(Role.REVIEWER, Role.SUPERVISOR)
def holding(request: Request, number: int) -> HttpResponseBase:
    """One recognition; a posted form proposes. Raises NoSuchRecognition, NotInForce."""
    held = _own(request, number)
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.propose(recognition_id=held.id, by=request.actor, at=now_of(request), **form.cleaned_data)
        return redirect("recognition:holding", number)
    status = 422 if form.is_bound else 200
    return page_or_fragment(request, "recognition/holding", _page(request, held, form, ResumeForm()), status=status)


@staff(Role.SUPERVISOR)
def decide(request: Request, number: int, proposal: int) -> HttpResponseBase:
    """Confirm or drop a proposal. Raises NoSuchRecognition, SamePerson, StillToBeHeard, NotInForce."""
    held = _own(request, number)
    if request.method == "POST":
        confirm = request.POST.get("confirm") == "1"
        operations.decide_proposal(proposal_id=proposal, confirm=confirm, by=request.actor, at=now_of(request))
    return redirect("recognition:holding", held.id)


@staff(Role.SUPERVISOR)
def resume(request: Request, number: int) -> HttpResponseBase:
    """End a suspension with its reason. Raises NoSuchRecognition, NotInForce."""
    held = _own(request, number)
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.resume(recognition_id=held.id, by=request.actor, at=now_of(request), **form.cleaned_data)
        return redirect("recognition:holding", number)
    page = _page(request, held, ProposeForm(), form)
    return page_or_fragment(request, "recognition/holding", page, status=422 if form.is_bound else 200)


def _own(request: Request, number: int) -> RecognitionCard:
    held = recognition_of(number, region=request.actor.region or "")
    if held is None:
        raise NoSuchRecognition
    at = now_of(request)
    note_look(by=request.actor, kind="RECOGNITION", reference=str(held.id), why=_("待遇管理"), at=at, person_id=held.person_id)
    return held


def _found(request: Request, given: dict[str, str], at: datetime) -> tuple[Holding, ...]:
    text = "".join(given["number"].split()).upper()
    person: PersonCard | None = person_by_id_number(text) or person_by_psn_no(text)
    if person is None:
        return ()
    mine = [one for one in all_of(person_id=person.id) if one.region == request.actor.region]
    if mine:
        reference = str(mine[0].id)
        note_look(by=request.actor, kind="RECOGNITION", reference=reference, why=given["why"], at=at, person_id=person.id)
    return tuple(_holding(one, at, f"{chinese_day(one.begins_on)} – {last_day(one)}") for one in mine)


def _holding(held: RecognitionCard, at: datetime, said: str) -> Holding:
    status, tone = state_of(held, on=day_of(at))
    name = person_card(held.person_id).masked_name
    return Holding(f"{name}　{held.disease_name}", said, status, tone, reverse("recognition:holding", args=[held.id]))


def _why_unmade(held: RecognitionCard) -> str:
    """What keeps the certificate from being made, and what to do."""
    try:
        wider_families(missing_glyphs(person_card(held.person_id).name))
    except MissingGlyph as missing:
        return _("姓名里的“{signs}”没有字体能印，请联系系统管理员安装字体，装好后一小时内自动生成").format(
            signs=missing.characters
        )
    return _("凭证没有生成，系统每小时重试；超过一天请联系系统管理员")


def _waits(one: ProposalCard) -> str:
    said = _("本人已陈述") if one.heard_at else _("陈述期限 {day}").format(day=chinese_day(one.heard_until))
    return f"{_ACTS[Act(one.act)]}：{said}"


def _page(request: Request, held: RecognitionCard, form: ProposeForm, resuming: ResumeForm) -> HoldingPage:
    on, is_supervisor = day_of(now_of(request)), Role.SUPERVISOR in request.actor.roles
    proposals = proposals_of(held.id)
    is_open = any(one.is_confirmed is None for one in proposals)
    said, tone = state_of(held, on=on)
    return HoldingPage(
        title=held.disease_name,
        subtitle=person_card(held.person_id).masked_name,
        status=said,
        tone=tone,
        rows=_rows(held),
        proposals=tuple(_line(one, request, on) for one in proposals),
        form=None if is_open or held.state == State.REVOKED else form,
        url=reverse("recognition:holding", args=[held.id]),
        resume=resuming if held.state == State.SUSPENDED and is_supervisor and not is_open else None,
    )


def _registration(held: RecognitionCard) -> str:
    """Yes, no or unknown, with the platform's own words where it refused."""
    said = str(NATIONAL[NationalState(held.national_state)])
    return f"{said}：{held.national_said}" if held.national_said else said


def _rows(held: RecognitionCard) -> tuple[SummaryRow, ...]:
    plain = (
        SummaryRow(_("生效日期"), chinese_day(held.begins_on)),
        SummaryRow(_("截止日期"), last_day(held)),
        SummaryRow(_("认定日期"), chinese_day(held.decided_on)),
        SummaryRow(_("全国平台登记"), _registration(held)),
    )
    return (*plain, SummaryRow(_("变更理由"), held.state_reason)) if held.state_reason else plain


def _line(one: ProposalCard, request: Request, on: date) -> ProposalLine:
    is_open = one.is_confirmed is None
    may = is_open and Role.SUPERVISOR in request.actor.roles and one.proposed_by != request.actor.account_id
    heard = one.heard_at is not None or on > one.heard_until
    waits = "" if heard or not is_open else _("等本人陈述，期限{day}（含当日）").format(day=chinese_day(one.heard_until))
    ended = {None: _("等待决定"), True: _("已执行"), False: _("未采纳")}[one.is_confirmed]
    rows = (
        SummaryRow(_("理由和依据"), one.reason),
        SummaryRow(_("提出时间"), chinese_moment(one.proposed_at)),
        SummaryRow(_("本人陈述"), one.heard or _("没有陈述")),
    )
    return ProposalLine(one.id, f"{_ACTS[Act(one.act)]}（{ended}）", rows, may and heard, may, waits)
