"""The desk's home and its work lists."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import WorkList, WorkRow, lists_count, work_rows
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.people.queries import staff_in
from mantetong.policies.queries import policy_on
from mantetong.review.access import DESK
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.labels import STAGES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Pager, Tone
from mantetong.web.wording import chinese_day

_MOST = 50
LISTS = {
    WorkList.MINE: _lazy("我正在办"),
    WorkList.UNCLAIMED: _lazy("待领取"),
    WorkList.ANSWERED: _lazy("已补正待审"),
    WorkList.HELD: _lazy("待人工受理"),
    WorkList.DUE_TODAY: _lazy("今日到期"),
    WorkList.OVERDUE: _lazy("已超期"),
    WorkList.DETERMINING: _lazy("认定中"),
    WorkList.CONFIRMING: _lazy("待复核"),
}
_HOMES = ((Role.EXPERT, "determination:panel"), (Role.INSTITUTION, "determination:institution"), (Role.AUDITOR, "cases:ledger"))


@dataclass(frozen=True, slots=True)
class ListTile:
    """One list with its count."""

    which: str
    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The lists of this person."""

    title: str
    subtitle: str
    tiles: tuple[ListTile, ...]
    rows: tuple["ListRow", ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case of a list."""

    number: str
    url: str
    disease: str
    stage: str
    due: str
    due_tone: Tone
    waiting: str
    holder: str
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """One work list."""

    title: str
    subtitle: str
    rows: tuple[ListRow, ...]
    pager: Pager


@staff()
def home(request: Request) -> HttpResponseBase:
    """Where everybody of the desk begins; experts, institutions and auditors are led to their own lists."""
    if not request.actor.holds(*DESK):
        target = next((url for role, url in _HOMES if request.actor.holds(role)), None)
        return redirect(target) if target else page_or_fragment(request, "review/home", HomePage(_("工作台"), "", (), ()))
    at = now_of(request)
    counts = lists_count(viewer=request.actor, on=day_of(at))
    tiles = tuple(
        ListTile(which, str(name), counts[which], reverse("review:work-list", args=[which])) for which, name in LISTS.items()
    )
    rows = work_rows(which=WorkList.MINE, viewer=request.actor, on=day_of(at), most=10)
    page = HomePage(_("工作台"), _("按到期先后办理；没有公布时限的按等待时间。"), tiles, _shown(rows, request.actor, at))
    return page_or_fragment(request, "review/home", page)


@staff(*DESK)
def work_list(request: Request, which: str) -> HttpResponseBase:
    """One list, a page at a time by key."""
    if which not in set(LISTS):
        raise Http404
    at = now_of(request)
    after = _after(request.GET.get("after", ""))
    rows = work_rows(which=WorkList(which), viewer=request.actor, on=day_of(at), after=after, most=_MOST + 1)
    shown, more = rows[:_MOST], len(rows) > _MOST
    pager = Pager(next_url=f"?after={_key(shown[-1])}" if more else "", said=_("本页%(count)s件") % {"count": len(shown)})
    page = ListPage(str(LISTS[WorkList(which)]), _("急重病种有标记"), _shown(shown, request.actor, at), pager)
    return page_or_fragment(request, "review/work_list", page)


def _key(row: WorkRow) -> str:
    return f"{row.due_on.isoformat() if row.due_on else ''}.{row.case_id}"


def _after(text: str) -> tuple[date | None, int] | None:
    day, dot, number = text.rpartition(".")
    if not dot or not number.isdecimal() or len(number) > 18:  # noqa: PLR2004  a bigint
        return None
    try:
        return (date.fromisoformat(day) if day else None), int(number)
    except ValueError:
        return None


def _shown(rows: tuple[WorkRow, ...], viewer: Actor, at: datetime) -> tuple[ListRow, ...]:
    if not rows or viewer.region is None:
        return ()
    diseases = policy_on(region=viewer.region, on=day_of(at)).diseases
    desk = {card.account_id: card.name for role in DESK for card in staff_in(region=viewer.region, role=role, on=day_of(at))}
    return tuple(
        _row(row, diseases[row.disease_code].name if row.disease_code in diseases else row.disease_code, desk, viewer, at)
        for row in rows
    )


def _row(row: WorkRow, disease: str, desk: dict[int, str], viewer: Actor, at: datetime) -> ListRow:
    due, tone = _due(row, at)
    holder = (
        ""
        if row.claimed_by is None
        else (_("我") if row.claimed_by == viewer.account_id else desk.get(row.claimed_by, _("同事")))
    )
    return ListRow(
        number=row.number,
        url=reverse("review:filing", args=[row.filing_reference]) + f"?case={row.case_reference}",
        disease=disease,
        stage=str(STAGES[row.stage]),
        due=due,
        due_tone=tone,
        waiting=_("%(days)s天") % {"days": (day_of(at) - day_of(row.submitted_at)).days},
        holder=holder,
        is_urgent=row.is_urgent,
    )


def _due(row: WorkRow, at: datetime) -> tuple[str, Tone]:
    if row.due_on is None:
        return _("该市未公布办理时限"), Tone.PLAIN
    tail = _("（暂定）") if row.is_provisional else ""
    left = (row.due_on - day_of(at)).days
    tone = Tone.DANGER if left < 0 else Tone.WARNING if left == 0 else Tone.PLAIN
    return chinese_day(row.due_on) + tail, tone
