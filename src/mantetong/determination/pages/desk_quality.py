"""质量: the figures of a region, always all of them together, never of one person; and the switch of automatic approval."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.determination import operations, queries
from mantetong.determination.desk_forms import WhyForm
from mantetong.domain.roles import Role
from mantetong.people.queries.desk import staff_names
from mantetong.policies.queries import policy_on
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_day

_SPANS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as a count of a whole, with its share beside it."""

    name: str
    count: str
    share: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Two readings of one criterion, raw."""

    disease: str
    label: str
    both: int
    first_only: int
    second_only: int
    neither: int
    untold: int
    positive: str
    negative: str


@dataclass(frozen=True, slots=True)
class SwitchView:
    """Whether automatic approval runs here; `is_allowed` by the pack."""

    is_allowed: bool
    is_off: bool
    said: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Everything together."""

    title: str
    subtitle: str
    days: int
    spans: tuple[int, ...]
    figures: tuple[FigureRow, ...]
    agreement: tuple[AgreementRow, ...]
    overturned_most: tuple[tuple[str, int], ...]
    switch: SwitchView
    switch_form: WhyForm | None


@staff(Role.SUPERVISOR, Role.AUDITOR)
def quality(request: Request) -> HttpResponseBase:
    """The figures of the last days, `?days=` 30, 90 or 365."""
    return page_or_fragment(request, "determination/quality", _page(request, None))


@staff(Role.SUPERVISOR)
@require_POST
def switch(request: Request) -> HttpResponseBase:
    """Automatic approval off, or on again: one act, in writing, from now on."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        return page_or_fragment(request, "determination/quality", _page(request, form), status=422)
    is_off = request.POST.get("to") != "on"
    operations.switch_automatic(is_off=is_off, why=form.cleaned_data["why"], by=request.actor, at=now_of(request))
    messages.success(request, _("自动认定已停用，从现在起全部由人认定。") if is_off else _("自动认定已恢复。"))
    return redirect("determination:quality")


def _page(request: Request, form: WhyForm | None) -> QualityPage:
    region, at = request.actor.region or "", now_of(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked[:6]) in _SPANS else _SPANS[1]
    figures = queries.figures_of(region=region, since=at - timedelta(days=days), until=at + timedelta(seconds=1))
    names = {code: disease.name for code, disease in policy_on(region=region, on=day_of(at)).diseases.items()}
    return QualityPage(
        title=_("质量"),
        subtitle=_("%(first)s以来办结的办件；只看整体，不给个人排名") % {"first": chinese_day(at - timedelta(days=days))},
        days=days,
        spans=_SPANS,
        figures=tuple(_figures(figures)),
        agreement=tuple(_agreement(one, names) for one in figures.criteria),
        overturned_most=figures.overturned_most,
        switch=_switch(region, day_of(at)),
        switch_form=(form or WhyForm()) if request.actor.holds(Role.SUPERVISOR) else None,
    )


def _figures(figures: queries.Figures) -> list[FigureRow]:
    shares = figures.shares
    rows = [
        _row(_("补正过的"), shares.supplemented, shares.decided),
        _row(_("不予认定的"), shares.refused, shares.decided),
        _row(_("材料不足、未作认定的"), shares.undetermined, shares.decided),
        _row(_("后来被申诉改变或更正的"), shares.overturned, shares.decided),
        _row(_("90天内又来申请同一病种的"), shares.again, shares.decided),
        _row(_("要了却没有补、照样予以认定的材料"), figures.unneeded, figures.asked),
        _row(_("在时限最后五分之一才发出的补正"), figures.late, figures.limited),
        _row(_("抽查复读已完成"), figures.read, figures.drawn),
        _row(_("复读结果与原结果一致"), figures.outcome_agrees, figures.read),
    ]
    return [FigureRow(_("办结"), str(shares.decided), ""), *rows, _days(figures)]


def _row(name: str, count: int, whole: int) -> FigureRow:
    return FigureRow(name, f"{count}/{whole}", f"{count / whole:.1%}" if whole else _("没有"))


def _days(figures: queries.Figures) -> FigureRow:
    name = _("从提交到办结的自然日（补正时间也算）")
    if figures.days is None:
        return FigureRow(name, _("没有"), "")
    middle, most = figures.days
    return FigureRow(name, _("一半在%(days)s天内") % {"days": f"{middle:g}"}, _("九成在%(days)s天内") % {"days": most})


def _agreement(one: queries.CriterionAgreement, names: dict[str, str]) -> AgreementRow:
    counts = one.counts
    return AgreementRow(
        disease=names.get(one.disease_code, one.disease_code),
        label=one.label,
        both=counts.both,
        first_only=counts.first_only,
        second_only=counts.second_only,
        neither=counts.neither,
        untold=counts.untold,
        positive=_percent(counts.positive),
        negative=_percent(counts.negative),
    )


def _percent(share: float | None) -> str:
    return _("没有") if share is None else f"{share:.0%}"


def _switch(region: str, on: date) -> SwitchView:
    allowed = policy_on(region=region, on=on).determination.value.automatic_approval
    card = queries.switch_of(region=region)
    if card is None:
        said = _("政策包允许自动认定，没有人停用。") if allowed else _("政策包没有开放自动认定，全部由人认定。")
        return SwitchView(allowed, is_off=False, said=said)
    who = staff_names({card.by}).get(card.by, "")
    facts = {"who": who, "at": chinese_day(card.at), "why": card.why}
    said = _("%(at)s由%(who)s停用：%(why)s") % facts if card.is_off else _("%(at)s由%(who)s恢复：%(why)s") % facts
    return SwitchView(allowed, card.is_off, said)
