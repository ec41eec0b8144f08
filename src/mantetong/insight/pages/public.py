"""/figures/: what everybody may know."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.insight.queries import PERIOD, SMALLEST, RegionFigures, public_figures
from mantetong.policies.queries import regions
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One region's figures in words."""

    region: str
    submitted: str
    decided: str
    recognised: str
    median_days: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The table, from which day to which."""

    title: str
    first_day: str
    last_day: str
    smallest: int
    lines: tuple[FigureLine, ...]


@public
def figures(request: HttpRequest) -> HttpResponseBase:
    """The figures of the last 365 days."""
    at = now_of(request)
    names = {region.code: region.name for region in regions()}
    lines = tuple(_line(one, names.get(one.region, one.region)) for one in public_figures(at=at))
    first, last = chinese_day(day_of(at - PERIOD)), chinese_day(day_of(at))
    return page_or_fragment(request, "insight/figures", FiguresPage(_("办理情况公开"), first, last, SMALLEST, lines))


def _line(one: RegionFigures, name: str) -> FigureLine:
    days = "—" if one.median_days is None else _("{days}天").format(days=one.median_days)
    return FigureLine(name, _number(one.submitted), _number(one.decided), _number(one.recognised), days)


def _number(value: int | None) -> str:
    return _("数量较少，不公布") if value is None else f"{value:,}"
