"""The experts of a region: what each knows best, what waits for them, and the month's fees. In order of account, never of speed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.determination import operations, queries
from mantetong.determination.desk_forms import ExpertiseForm
from mantetong.determination.pages.expert import ActPage
from mantetong.domain.roles import Role
from mantetong.people.queries import StaffCard, staff_in
from mantetong.policies.queries import policy_on
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_YEARS = range(2020, 2100)


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """One expert."""

    name: str
    institution: str
    diseases: str
    waiting: int
    answered: int
    fee: str
    url: str


@dataclass(frozen=True, slots=True)
class ExpertsPage:
    """Everybody of the region, with the fees of a month. `month` as 2026-11."""

    title: str
    subtitle: str
    month: str
    rows: tuple[ExpertRow, ...]
    total: str
    rule: str


@staff(Role.SUPERVISOR)
def experts(request: Request) -> HttpResponseBase:
    """The list, with `?month=`."""
    region, on = request.actor.region or "", day_of(now_of(request))
    first = _month(request.GET.get("month", ""), on)
    people = staff_in(region=region, role=Role.EXPERT, on=on)
    work = queries.work_of(account_ids=tuple(one.account_id for one in people), since=_begin(first), until=_begin(_next(first)))
    policy = policy_on(region=region, on=on)
    names = {code: disease.name for code, disease in policy.diseases.items()}
    page = ExpertsPage(
        title=_("专家库"),
        subtitle=_("擅长什么、手上有几件、当月评审费"),
        month=f"{first:%Y-%m}",
        rows=tuple(_row(one, work[one.account_id], names) for one in people),
        total=_("合计%(fee)s元") % {"fee": sum(one.fee_yuan for one in work.values())},
        rule=_rule(policy.experts.value.fee_yuan) if policy.experts else "",
    )
    return page_or_fragment(request, "determination/experts", page)


def _rule(fee: int) -> str:
    return _("每提一次意见%(fee)s元（政策包所定，样例，非官方）；金额在提出意见时记下，以后改价不影响。") % {"fee": fee}


def _month(asked: str, on: date) -> date:
    year, _dash, month = asked.partition("-")
    if year.isdecimal() and month.isdecimal() and int(year) in _YEARS and int(month) in range(1, 13):
        return date(int(year), int(month), 1)
    return on.replace(day=1)


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _begin(first: date) -> datetime:
    return datetime.combine(first, time(), tzinfo=_SHANGHAI)


def _row(one: StaffCard, work: queries.ExpertWork, names: dict[str, str]) -> ExpertRow:
    return ExpertRow(
        name=one.name,
        institution=one.institution_name,
        diseases="、".join(names.get(code, code) for code in work.diseases) or _("不限"),
        waiting=work.waiting,
        answered=work.answered,
        fee=_("%(fee)s元") % {"fee": work.fee_yuan},
        url=reverse("determination:expertise", args=[one.account_id]),
    )


@staff(Role.SUPERVISOR)
def expertise(request: Request, account_id: int) -> HttpResponseBase:
    """What one expert knows best."""
    region, on = request.actor.region or "", day_of(now_of(request))
    one = next((one for one in staff_in(region=region, role=Role.EXPERT, on=on) if one.account_id == account_id), None)
    if one is None:
        raise Http404
    work = queries.work_of(account_ids=(account_id,), since=now_of(request), until=now_of(request))
    diseases = tuple((code, disease.name) for code, disease in policy_on(region=region, on=on).diseases.items())
    form = ExpertiseForm(
        request.POST if request.method == "POST" else None, diseases=diseases, initial={"diseases": work[account_id].diseases}
    )
    if form.is_valid():
        chosen = tuple(form.cleaned_data["diseases"])
        operations.note_expertise(account_id=account_id, diseases=chosen, by=request.actor, at=now_of(request))
        messages.success(request, _("已保存。"))
        return redirect("determination:experts")
    page = ActPage(one.name, one.institution_name, "", form, _("保存"), reverse("determination:experts"))
    return page_or_fragment(request, "determination/act", page, status=422 if form.is_bound else 200)
