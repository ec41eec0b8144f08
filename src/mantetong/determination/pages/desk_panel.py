"""The panel of a case as the supervisor sees it: who sits, who may not and why, who is silent; never what anybody has said yet."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from mantetong.cases.queries import case_card
from mantetong.determination import operations, queries
from mantetong.determination.access import Opened, open_case
from mantetong.determination.desk_forms import ReplaceForm, WhyForm
from mantetong.determination.operations.drawing import Pool, pool_of
from mantetong.determination.pages.deciding import WAITING
from mantetong.determination.pages.expert import CaseLine, ListPage
from mantetong.determination.reasons import rules_of
from mantetong.domain.policy import Decider
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.queries.desk import staff_names
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone

LEFT_OUT = {
    "OWN_INSTITUTION": _lazy("申请人的就诊医院"),
    "KIN": _lazy("申请人本人或亲属"),
    "DECLARED_TIE": _lazy("本人申请过回避"),
    "JUDGED_BEFORE": _lazy("参与过原来的认定"),
    "ON_PANEL": _lazy("已在这一组"),
    "OTHER_SPECIALITY": _lazy("擅长其他病种，熟悉本病种的专家已够"),
}
_LEFT = {"TIE": _lazy("已回避"), "REPLACED": _lazy("已换下"), "SILENT": _lazy("逾期未提，已换下")}
REACHES = {"CITY": _lazy("本市专家"), "PROVINCE": _lazy("本市不够，已扩大到全省")}


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat: who, since when, answered or not."""

    name: str
    since: datetime | None
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The panel, the pool a next draw would come from, and what can be done."""

    title: str
    subtitle: str
    reference: str
    seats: tuple[SeatRow, ...]
    drawn: str
    waiting: str
    waiver: str
    may_waive: bool
    free: int
    reach: str
    left_out: tuple[tuple[str, str], ...]
    replace_form: ReplaceForm | None
    waive_form: WhyForm
    back_url: str


@staff(Role.SUPERVISOR)
def panel_of(request: Request, reference: str) -> HttpResponseBase:
    """Seats, conflicts and pool of one case."""
    opened = _open(request, reference)
    return page_or_fragment(request, "determination/panel", _page(request, opened))


@staff(Role.SUPERVISOR)
def waiting_list(request: Request) -> HttpResponseBase:
    """待科长处理: what cannot go the way the pack says, oldest first."""
    on = day_of(now_of(request))
    lines = tuple(_line(case_id, card, on) for case_id, card in queries.waiting_in(region=request.actor.region or ""))
    page = ListPage(_("待科长处理"), _("专家或受托机构不够，认定不能照常进行"), lines, _("现在没有。"))
    return page_or_fragment(request, "determination/list", page)


def _line(case_id: int, card: queries.WaitingCard, on: date) -> CaseLine:
    case = case_card(case_id)
    return CaseLine(
        number=case.number,
        disease=rules_of(case).diseases[case.disease_code].name,
        waiting=_("%(days)s天") % {"days": (on - day_of(card.at)).days},
        state=_("已写明理由，等认定") if card.waiver else _("等处理"),
        tone=Tone.INFO if card.waiver else Tone.WARNING,
        url=reverse("determination:panel-of", args=[case.reference]),
    )


@staff(Role.SUPERVISOR)
@require_POST
def replace(request: Request, reference: str) -> HttpResponseBase:
    """One expert leaves, another is drawn."""
    opened = _open(request, reference)
    form = _replace_form(request, opened)
    if form is None or not form.is_valid():
        return page_or_fragment(request, "determination/panel", _page(request, opened, replace_form=form), status=422)
    operations.leave_panel(
        case_id=opened.case.id,
        account_id=form.cleaned_data["expert"],
        why=form.cleaned_data["why"],
        seed=token_hex(16),
        by=request.actor,
        at=now_of(request),
    )
    messages.success(request, _("已换下，换上的人由系统抽取。"))
    return redirect("determination:panel-of", reference)


@staff(Role.SUPERVISOR)
@require_POST
def waive(request: Request, reference: str) -> HttpResponseBase:
    """The pack's way is blocked: leave it, in writing."""
    opened, form = _open(request, reference), WhyForm(request.POST)
    if not form.is_valid():
        return page_or_fragment(request, "determination/panel", _page(request, opened, waive_form=form), status=422)
    operations.waive(case_id=opened.case.id, why=form.cleaned_data["why"], by=request.actor, at=now_of(request))
    messages.success(request, _("理由已记入台账。领取这件申请后，可以直接认定。"))
    return redirect("determination:panel-of", reference)


@staff(Role.SUPERVISOR)
@require_POST
def draw_again(request: Request, reference: str) -> HttpResponseBase:
    """Try the lot again."""
    opened = _open(request, reference)
    if operations.draw_again(case_id=opened.case.id, seed=token_hex(16), by=request.actor, at=now_of(request)):
        messages.success(request, _("已重新抽取。"))
    else:
        messages.warning(request, _("还是不够，请先增加专家，或者写明理由后直接认定。"))
    return redirect("determination:panel-of", reference)


def _open(request: Request, reference: str) -> Opened:
    return open_case(viewer=request.actor, reference=reference, at=now_of(request), why=_("专家抽取"))


def _page(
    request: Request, opened: Opened, *, replace_form: ReplaceForm | None = None, waive_form: WhyForm | None = None
) -> PanelPage:
    case = opened.case
    card, waiting = queries.panel_of(case_id=case.id), queries.waiting_card(case_id=case.id)
    pool = _pool(opened, card, now_of(request))
    names = staff_names({*(seat.account_id for seat in (card.seats if card else ())), *map(int, pool.left_out if pool else ())})
    return PanelPage(
        title=_("由谁认定 %(number)s") % {"number": case.number},
        subtitle=opened.disease.name,
        reference=case.reference,
        seats=tuple(_row(seat, names) for seat in (card.seats if card else ())),
        drawn=_drawn(card),
        waiting=str(WAITING.get(waiting.code, "")) if waiting else "",
        waiver=waiting.waiver if waiting else "",
        may_waive=waiting is not None and not waiting.waiver,
        free=len(pool.members) if pool else 0,
        reach=str(REACHES[pool.reach]) if pool else "",
        left_out=tuple(
            (names.get(int(who), who), str(LEFT_OUT.get(why, why))) for who, why in (pool.left_out if pool else {}).items()
        ),
        replace_form=replace_form or _replace_form(request, opened),
        waive_form=waive_form or WhyForm(),
        back_url=reverse("determination:decide", args=[case.reference]),
    )


def _pool(opened: Opened, card: queries.PanelCard | None, at: datetime) -> Pool | None:
    """The pool of a next draw, while there may be one."""
    by_experts = opened.policy.determination.value.decider is Decider.EXPERTS
    if not by_experts or opened.case.stage not in (Stage.REVIEWING, Stage.DETERMINING):
        return None
    seated = [seat.account_id for seat in card.seats] if card and card.closed_at is None else []
    return pool_of(case=opened.case, at=at, besides=seated)


def _drawn(card: queries.PanelCard | None) -> str:
    if card is None:
        return ""
    facts = {"pool": len(card.pool), "wanted": card.wanted, "quorum": card.quorum, "seed": card.seed}
    return _("从%(pool)s人中抽取%(wanted)s人，%(quorum)s人意见一致即成立；抽签种子 %(seed)s，凭台账可以重演。") % facts


def _row(seat: queries.SeatCard, names: dict[int, str]) -> SeatRow:
    if seat.has_left:
        state, tone = str(_LEFT.get(seat.left_why, _("已退出"))), Tone.PLAIN
    elif seat.has_voted:
        state, tone = _("已提意见"), Tone.SUCCESS
    else:
        state, tone = (_("已催办"), Tone.DANGER) if seat.reminded_at else (_("等意见"), Tone.WARNING)
    return SeatRow(names.get(seat.account_id, _("专家")), seat.seated_at, state, tone)


def _replace_form(request: Request, opened: Opened) -> ReplaceForm | None:
    card = queries.panel_of(case_id=opened.case.id)
    if card is None or card.closed_at is not None:
        return None
    silent = [seat for seat in card.seats if not seat.has_voted and not seat.has_left]
    names = staff_names({seat.account_id for seat in silent})
    choices = [(seat.account_id, names.get(seat.account_id, _("专家"))) for seat in silent]
    posted = request.POST if "expert" in request.POST else None
    return ReplaceForm(posted, experts=choices) if choices else None
