"""待补编码: institutions and doctors that were not in the loaded tables, until somebody finds their national code."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import case_card
from mantetong.determination import operations, queries
from mantetong.determination.desk_forms import CodeForm
from mantetong.determination.models import MissingKind
from mantetong.determination.pages.expert import ActPage
from mantetong.domain.roles import Role
from mantetong.people.queries import doctors_of, institution_card, institutions_in
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_DESK = (Role.REVIEWER, Role.SUPERVISOR)
KINDS = {MissingKind.INSTITUTION: _lazy("机构"), MissingKind.DOCTOR: _lazy("医师")}


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One line of the list."""

    number: str
    kind: str
    said: str
    where: str
    asked_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    """The list."""

    title: str
    subtitle: str
    rows: tuple[CodeRow, ...]


@staff(*_DESK)
def codes(request: Request) -> HttpResponseBase:
    """The region's list, oldest first."""
    rows = tuple(_row(one) for one in queries.codes_missing(region=request.actor.region or ""))
    page = CodesPage(_("待补编码"), _("认定已作出，等有了国家编码再向国家平台登记"), rows)
    return page_or_fragment(request, "determination/codes", page)


def _row(one: queries.MissingCard) -> CodeRow:
    office = institution_card(one.institution_code) if one.institution_code else None
    return CodeRow(
        number=case_card(one.case_id).number,
        kind=str(KINDS[MissingKind(one.kind)]),
        said=one.said,
        where=office.name if office else "",
        asked_at=one.asked_at,
        url=reverse("determination:code", args=[one.id]),
    )


@staff(*_DESK)
def code(request: Request, missing_id: int) -> HttpResponseBase:
    """Choose who it was, now that the tables name them."""
    region, at = request.actor.region or "", now_of(request)
    one = next((one for one in queries.codes_missing(region=region) if one.id == missing_id), None)
    if one is None:
        raise Http404
    form = CodeForm(request.POST if request.method == "POST" else None, choices=_choices(one, region))
    if form.is_valid():
        operations.settle_code(missing_id=missing_id, code=form.cleaned_data["code"], by=request.actor, at=at)
        messages.success(request, _("编码已补上，会按新编码向国家平台登记。"))
        return redirect("determination:codes")
    told = _("审核人员写的是：%(said)s。机构和医师的表由机构目录加载，加载以后在这里选。") % {"said": one.said}
    title = _("补编码 %(number)s") % {"number": case_card(one.case_id).number}
    page = ActPage(title, str(KINDS[MissingKind(one.kind)]), told, form, _("保存"), reverse("determination:codes"))
    return page_or_fragment(request, "determination/act", page, status=422 if form.is_bound else 200)


def _choices(one: queries.MissingCard, region: str) -> tuple[tuple[str, str], ...]:
    offices = institutions_in(region)
    if one.kind == MissingKind.INSTITUTION:
        return tuple((office.code, f"{office.name}（{office.code}）") for office in offices)
    places = [office for office in offices if not one.institution_code or office.code == one.institution_code]
    return tuple(
        (doctor.code, f"{office.name} {doctor.name} {doctor.title}（{doctor.code}）")
        for office in places
        for doctor in doctors_of(office.code)
    )
