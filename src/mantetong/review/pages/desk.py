"""The desk's home, its work lists and its search."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import Forecast, WorkList, WorkRow, found_rows, lists_count, pile_on, work_rows
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.policies.queries import working_calendar
from mantetong.review.access import DESK
from mantetong.review.pages.list_rows import ListRow, key_of, place_of, rows_shown
from mantetong.review.pages.narrowing import Narrowed, narrowed_by
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Pager
from mantetong.web.wording import chinese_day

_MOST = 50
_COUNTED = 100
LISTS = {
    WorkList.MINE: _lazy("我正在办"),
    WorkList.URGENT: _lazy("急重"),
    WorkList.UNCLAIMED: _lazy("待领取"),
    WorkList.ANSWERED: _lazy("已补正待审"),
    WorkList.HELD: _lazy("待人工受理"),
    WorkList.DUE_TODAY: _lazy("今日到期"),
    WorkList.OVERDUE: _lazy("已超期"),
    WorkList.ASKED: _lazy("同事请我看"),
    WorkList.APPEALS: _lazy("申诉复核"),
    WorkList.SAMPLED: _lazy("抽查复读"),
    WorkList.DETERMINING: _lazy("认定中"),
    WorkList.CONFIRMING: _lazy("待复核"),
}
_HOMES = ((Role.EXPERT, "determination:panel"), (Role.INSTITUTION, "determination:institution"), (Role.AUDITOR, "cases:ledger"))


@dataclass(frozen=True, slots=True)
class ListTile:
    """One list with its count, "99+" beyond what is counted."""

    which: str
    name: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The lists of this person, their own cases, and the pile of the next working day."""

    title: str
    subtitle: str
    tiles: tuple[ListTile, ...]
    rows: tuple[ListRow, ...]
    forecast: str = ""
    is_supervisor: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """One work list, as it was narrowed; `action` is where the form leads."""

    title: str
    subtitle: str
    rows: tuple[ListRow, ...]
    pager: Pager
    narrowed: Narrowed
    action: str
    has_words: bool


@staff()
def home(request: Request) -> HttpResponseBase:
    """Where everybody of the desk begins; experts, institutions and auditors are led to their own lists."""
    if not request.actor.holds(*DESK):
        target = next((url for role, url in _HOMES if request.actor.holds(role)), None)
        return redirect(target) if target else page_or_fragment(request, "review/home", HomePage(_("工作台"), "", (), ()))
    at = now_of(request)
    counts = lists_count(viewer=request.actor, on=day_of(at), most=_COUNTED)
    rows = work_rows(which=WorkList.MINE, viewer=request.actor, on=day_of(at), most=10)
    page = HomePage(
        title=_("工作台"),
        subtitle=_("按到期先后办理；没有公布时限的按等待时间。"),
        tiles=tuple(_tile(which, str(name), counts[which]) for which, name in LISTS.items()),
        rows=rows_shown(rows, viewer=request.actor, at=at),
        forecast=_forecast(request.actor, at),
        is_supervisor=request.actor.holds(Role.SUPERVISOR),
    )
    return page_or_fragment(request, "review/home", page)


def _tile(which: WorkList, name: str, count: int) -> ListTile:
    said = str(count) if count < _COUNTED else f"{_COUNTED - 1}+"
    return ListTile(which, name, said, reverse("review:work-list", args=[which]))


def _forecast(viewer: Actor, at: datetime) -> str:
    if viewer.region is None:
        return ""
    on = working_calendar().next_working_day(day_of(at))
    pile: Forecast = pile_on(region=viewer.region, on=on, at=at)
    return _(
        "下一个工作日（%(day)s）前要办结的有%(due)s件，其中急重%(urgent)s件；按近四周的同一时段，大约还会新来%(arriving)s份。"
    ) % {
        "day": chinese_day(on),
        "due": pile.due,
        "urgent": pile.urgent,
        "arriving": pile.arriving,
    }


@staff(*DESK)
def work_list(request: Request, which: str) -> HttpResponseBase:
    """One list, a page at a time by key, narrowed by disease and hospital."""
    if which not in set(LISTS):
        raise Http404
    at, narrowed = now_of(request), narrowed_by(request, has_words=False)
    after = place_of(request.GET.get("after", ""))
    to, mine = narrowed.to, WorkList(which)
    rows: tuple[WorkRow, ...] = ()
    if to is not None:
        rows = work_rows(which=mine, viewer=request.actor, on=day_of(at), after=after, narrowing=to, most=_MOST + 1)
    return _answer(request, str(LISTS[mine]), rows, narrowed, at=at, has_words=False)


@staff(*DESK)
def find(request: Request) -> HttpResponseBase:
    """Search by number, name, ID number, disease and hospital, within what this person may see."""
    at, narrowed = now_of(request), narrowed_by(request, has_words=True)
    after = place_of(request.GET.get("after", ""))
    to = narrowed.to
    rows = found_rows(viewer=request.actor, narrowing=to, after=after, most=_MOST + 1) if to is not None else ()
    return _answer(request, _("查找办件"), rows, narrowed, at=at, has_words=True)


def _answer(
    request: Request, title: str, rows: tuple[WorkRow, ...], narrowed: Narrowed, *, at: datetime, has_words: bool
) -> HttpResponseBase:
    shown, more = rows[:_MOST], len(rows) > _MOST
    asked = {name: value for name, value in request.GET.items() if name in narrowed.form.fields and value}
    pager = Pager(
        previous_url=f"?{urlencode(asked)}" if "after" in request.GET else "",
        next_url=f"?{urlencode({**asked, 'after': key_of(shown[-1])})}" if more else "",
        said=_("本页%(count)s件") % {"count": len(shown)},
    )
    page = ListPage(
        title=title,
        subtitle=_("先到期的在前，同一天的风险高的在前；急重病种有标记"),
        rows=rows_shown(shown, viewer=request.actor, at=at),
        pager=pager,
        narrowed=narrowed,
        action=request.path,
        has_words=has_words,
    )
    return page_or_fragment(request, "review/work_list", page)
