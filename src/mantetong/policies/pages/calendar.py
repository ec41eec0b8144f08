"""The calendars on the desk: which years are known, and which due days moved when one was loaded."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mantetong.domain.roles import Role
from mantetong.policies import queries
from mantetong.policies.versions.calendars import LoadedCalendar, Moved, loaded_calendars
from mantetong.web.access import staff
from mantetong.web.clock import day_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One case whose due day moved. `days` is how far, in calendar days."""

    number: str
    region: str
    before: str
    after: str
    days: str


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """One calendar and what it moved."""

    version: str
    loaded_on: str
    years: str
    count: int
    more: int
    rows: tuple[MoveRow, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Every calendar, newest first."""

    title: str
    subtitle: str
    cards: tuple[CalendarCard, ...]


@staff(Role.POLICY_OFFICER)
@require_safe
def calendars(request: Request) -> HttpResponseBase:
    """What each loading of a calendar moved; an officer of one region sees that region's cases."""
    names = {region.code: region.name for region in queries.regions()}
    cards = tuple(_card(one, names) for one in loaded_calendars(region=request.actor.region))
    page = CalendarPage(_("工作日历"), _("装载新的放假安排以后，哪些在办件的办结日期变了"), cards)
    return page_or_fragment(request, "policies/desk/calendar", page)


def _card(one: LoadedCalendar, names: dict[str, str]) -> CalendarCard:
    rows = tuple(_row(moved, names) for moved in one.moved)
    years = f"{min(one.years)} — {max(one.years)}" if one.years else "—"
    return CalendarCard(one.version, str(day_of(one.loaded_at)), years, one.count, one.count - len(rows), rows)


def _row(moved: Moved, names: dict[str, str]) -> MoveRow:
    days = (moved.after - moved.before).days if moved.before and moved.after else None
    said = _("日期不变，不再是暂定") if days == 0 else "—" if days is None else _("{days:+}天").format(days=days)
    return MoveRow(moved.number, names.get(moved.region, moved.region), str(moved.before or "—"), str(moved.after or "—"), said)
