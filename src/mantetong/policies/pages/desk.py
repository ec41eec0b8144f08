"""The policy officer's desk: which rules hold where, what they say on a day, and what differs between two versions."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mantetong.domain.policy import Status
from mantetong.domain.roles import Role
from mantetong.policies import queries
from mantetong.policies.forms import DayForm
from mantetong.policies.pages.compare import StatusTag, status_tag
from mantetong.policies.versions.entries import Entry, entries_of, status_counts
from mantetong.policies.versions.kept import Kept, periods_of, versions_of
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_SHORT = 12


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region in the overview."""

    name: str
    code: str
    url: str
    version: str
    since: str
    next_change: str
    official: int
    guide: int
    sample: int
    diseases: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Every region with its version and how its values are known."""

    title: str
    subtitle: str
    rows: tuple[RegionRow, ...]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value in words."""

    where: str
    words: str
    since: str
    source: str
    tag: StatusTag | None
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """The values under one heading: a key of the region, or a disease."""

    heading: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One kept version, with the link that compares it to the one in force."""

    id: int
    version: str
    stored_on: date
    period: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A region's rules on a day, and its versions."""

    title: str
    subtitle: str
    code: str
    form: DayForm
    sections: tuple[Section, ...]
    diseases: tuple[Section, ...]
    versions: tuple[VersionRow, ...]
    compare_url: str


@staff(Role.POLICY_OFFICER)
@require_safe
def overview(request: Request) -> HttpResponseBase:
    """Every region on this day."""
    on = day_of(now_of(request))
    rows = tuple(_region_row(region.code, region.name, on) for region in queries.regions())
    page = OverviewPage(_("政策"), _("各地区现行版本，以及每个值的来历"), rows)
    return page_or_fragment(request, "policies/desk/overview", page)


def _region_row(code: str, name: str, on: date) -> RegionRow:
    periods = periods_of(region=code)
    current, since, until = next((one for one in reversed(periods) if one[1] <= on), periods[-1])
    content = queries.stored_content(version_id=current)
    counts = status_counts(content)
    return RegionRow(
        name=name,
        code=code,
        url=reverse("policies:desk-region", args=[code]),
        version=queries.policy_of(version_id=current).digest[:_SHORT],
        since=str(since),
        next_change=str(until or ""),
        official=counts[Status.OFFICIAL],
        guide=counts[Status.GUIDE],
        sample=counts[Status.SAMPLE],
        diseases=len(content["diseases"]),
        is_open=queries.is_open_for_filing(policy=queries.policy_of(version_id=current)),
    )


@staff(Role.POLICY_OFFICER)
@require_safe
def region(request: Request, code: str) -> HttpResponseBase:
    """What holds on the day asked (today when none is), with every source."""
    today = day_of(now_of(request))
    form = DayForm(request.GET if "on" in request.GET else {"on": today})
    on = form.cleaned_data["on"] if form.is_valid() else today
    version = queries.current_version(region=code, on=on)
    content = queries.stored_content(version_id=version.id)
    sections = _sections(tuple(entries_of(content)))
    split = len(sections) - len(content["diseases"])
    page = RegionPage(
        title=_("{name}的政策").format(name=content["name"]),
        subtitle=_("{day}，版本 {version}").format(day=on, version=version.digest[:_SHORT]),
        code=code,
        form=form,
        sections=sections[:split],
        diseases=sections[split:],
        versions=_version_rows(code, version.id),
        compare_url=reverse("policies:desk-compare", args=[code]),
    )
    return page_or_fragment(request, "policies/desk/region", page)


def _sections(entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    headings: dict[str, list[ValueRow]] = {}
    for entry in entries:
        headings.setdefault(entry.path[0], []).append(_value_row(entry))
    return tuple(Section(heading, tuple(rows)) for heading, rows in headings.items())


def _value_row(entry: Entry) -> ValueRow:
    return ValueRow(" › ".join(entry.path[1:]), entry.words, entry.since, entry.source, status_tag(entry.status), entry.note)


def _version_rows(code: str, shown: int) -> tuple[VersionRow, ...]:
    compare = reverse("policies:desk-compare", args=[code])
    return tuple(
        VersionRow(
            one.id,
            one.digest[:_SHORT],
            day_of(one.stored_at),
            _periods(one),
            f"{compare}?a={shown}&b={one.id}" if one.id != shown else "",
        )
        for one in versions_of(region=code)
    )


def _periods(one: Kept) -> str:
    """Every stretch in which a version holds: the same content may come back."""
    said = (_("{since}起").format(since=since) if until is None else f"{since} — {until}" for since, until in one.periods)
    return "；".join(said) or _("未在施行中")
