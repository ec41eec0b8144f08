"""The auditor's desk: a sample by seed, looks after hours and outside assignments, one case as a sealed package."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from http import HTTPStatus

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.cases.operations import OUTSIDE, NoSuchFiling
from mantetong.cases.queries import filing_card, filing_id_by_number
from mantetong.cases.queries.sampling import Sampled, sample_of
from mantetong.domain.filing_number import NotAFilingNumber, parse_filing_number
from mantetong.domain.roles import Role
from mantetong.insight.audit.packing import seal
from mantetong.people.queries.looks_after_hours import LateLook, looks_after_hours, looks_of_kind
from mantetong.web.access import staff
from mantetong.web.clock import SHANGHAI, day_of, now_of
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.labels import LOOKED_AT, OUTCOMES, ROLES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_moment

_BACK = timedelta(days=30)
_LONGEST = 200


class SampleForm(PlainForm):
    """Which days, how many, and the seed by which anybody draws the same."""

    since = forms.DateField(label=gettext_lazy("办结从"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("到（含）"), widget=forms.DateInput(attrs={"type": "date"}))
    most = forms.IntegerField(label=gettext_lazy("抽几件"), min_value=1, max_value=500)
    seed = NarrowedField(
        label=gettext_lazy("种子"), help_text=gettext_lazy("任意文字。种子和日期相同，抽到的办件就相同。"), max_length=80
    )


class PackageForm(PlainForm):
    """Which case, and what for."""

    number = NarrowedField(label=gettext_lazy("受理号"), max_length=40)
    reason = forms.CharField(
        label=gettext_lazy("用途"), help_text=gettext_lazy("会记入查看记录，也写在封存包里。"), min_length=4, max_length=_LONGEST
    )


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One case of the sample, in words."""

    number: str
    filing_number: str
    outcome: str
    decided: str


@dataclass(frozen=True, slots=True)
class LookLine:
    """Looks of one person at one thing within a minute after hours, in words."""

    at: str
    who: str
    role: str
    what: str
    why: str
    times: int


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The auditor's desk."""

    title: str
    form: PackageForm
    sampling: SampleForm
    sample: tuple[SampleLine, ...] | None
    looks: tuple[LookLine, ...]
    outside: tuple[LookLine, ...]


@staff(Role.AUDITOR)
def audit(request: Request) -> HttpResponseBase:
    """Draw a sample; see who looked after hours."""
    return _page(request, PackageForm(), HTTPStatus.OK)


@staff(Role.AUDITOR)
def package(request: Request) -> HttpResponseBase:
    """One case, sealed. Asked for by a form that states the purpose."""
    form = PackageForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK)
    at = now_of(request)
    try:
        number = parse_filing_number(form.cleaned_data["number"])
    except NotAFilingNumber:
        form.add_error("number", _("受理号不对，请再核对一遍。"))
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    filing_id = filing_id_by_number(viewer=request.actor, number=number, at=at)
    if filing_id is None:
        raise NoSuchFiling
    content = seal(reference=filing_card(filing_id).reference, reason=form.cleaned_data["reason"], by=request.actor, at=at)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{number}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: Request, form: PackageForm, status: HTTPStatus) -> HttpResponseBase:
    at, region = now_of(request), request.actor.region or ""
    asked = request.GET if "seed" in request.GET else None
    today = day_of(at)
    sampling = SampleForm(asked, initial={"since": today - _BACK, "until": today, "most": 20})
    sample = _drawn(region, sampling) if asked is not None and sampling.is_valid() else None
    looks = _looks(looks_after_hours(region=region, since=at - _BACK))
    outside = _looks(looks_of_kind(kind=OUTSIDE, region=region, since=at - _BACK))
    page = AuditPage(_("抽样与封存"), form, sampling, sample, looks, outside)
    return page_or_fragment(request, "insight/audit", page, status=status)


def _drawn(region: str, sampling: SampleForm) -> tuple[SampleLine, ...]:
    given = sampling.cleaned_data
    since = datetime.combine(given["since"], time(), tzinfo=SHANGHAI)
    until = datetime.combine(given["until"] + timedelta(days=1), time(), tzinfo=SHANGHAI)
    return tuple(_line(one) for one in sample_of(region=region, since=since, until=until, seed=given["seed"], most=given["most"]))


def _line(one: Sampled) -> SampleLine:
    outcome = str(OUTCOMES[one.outcome]) if one.outcome else ""  # type: ignore[index]
    return SampleLine(one.number, one.filing_number, outcome, chinese_moment(one.decided_at))


def _looks(late: tuple[LateLook, ...]) -> tuple[LookLine, ...]:
    """One line for what was opened again and again within a minute, with how many times."""
    alike = Counter(_look(one) for one in late)
    return tuple(replace(line, times=times) for line, times in alike.items())


def _look(one: LateLook) -> LookLine:
    role, what = ROLES[Role(one.role)], LOOKED_AT[one.kind]
    return LookLine(chinese_moment(one.at), one.who, str(role), f"{what} {one.reference}", one.why, times=1)
