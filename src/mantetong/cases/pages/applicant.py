"""我的办件: what a person has filed, where it stands, what happens next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases import operations, queries
from mantetong.cases.pages.wording import CaseLine, case_line, policy_behind
from mantetong.cases.shapes import FilingCard, LedgerLine
from mantetong.domain.stages import Action, Stage
from mantetong.people.queries import person_card
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.labels import ACTIONS, ROLES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import TimelineEntry


@dataclass(frozen=True, slots=True)
class FilingLine:
    """One filing in the list."""

    reference: str
    number: str
    person: str
    region: str
    when: datetime
    is_draft: bool
    url: str
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class MinePage:
    """The list, newest first."""

    title: str
    filings: tuple[FilingLine, ...]
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """One filing, composed with panels of other rooms."""

    title: str
    reference: str
    number: str
    query_code: str
    region_name: str
    person: str
    submitted_at: datetime
    cases: tuple[CaseLine, ...]
    needs_supplement: bool
    back_url: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What happened to a filing, in plain words."""

    entries: tuple[TimelineEntry, ...]


def _line(filing: FilingCard, *, on: date) -> FilingLine:
    policy = policy_behind(filing, on=on)
    target = (
        reverse("apply:resume", args=[filing.reference]) if filing.is_draft else reverse("cases:home", args=[filing.reference])
    )
    return FilingLine(
        reference=filing.reference,
        number=filing.number,
        person=person_card(filing.person_id).masked_name,
        region=policy.name,
        when=filing.submitted_at or filing.opened_at,
        is_draft=filing.is_draft,
        url=target,
        cases=tuple(case_line(case, policy=policy, shows_disease=True) for case in filing.cases),
    )


@citizen
def mine(request: Request) -> HttpResponseBase:
    """Everything this person has filed or begun."""
    at = now_of(request)
    filings = queries.filings_of(viewer=request.actor, at=at)
    lines = tuple(_line(filing, on=day_of(at)) for filing in filings)
    return page_or_fragment(request, "cases/mine", MinePage(title=_("我的办件"), filings=lines))


@citizen
def home(request: Request, reference: str) -> HttpResponseBase:
    """One filing: where each disease stands, what to do, and everything other rooms have to say about it."""
    at = now_of(request)
    filing = queries.filing_for(viewer=request.actor, reference=reference, at=at)
    if filing.is_draft:
        return redirect("apply:resume", reference)
    assert filing.submitted_at is not None  # noqa: S101  not a draft
    policy = policy_behind(filing, on=day_of(at))
    page = HomePage(
        title=_("办件详情"),
        reference=reference,
        number=filing.number,
        query_code=queries.query_code_of(filing.id),
        region_name=policy.name,
        person=person_card(filing.person_id).masked_name,
        submitted_at=filing.submitted_at,
        cases=tuple(case_line(case, policy=policy, shows_disease=True) for case in filing.cases),
        needs_supplement=any(case.stage is Stage.SUPPLEMENTING for case in filing.cases),
        back_url=reverse("cases:mine"),
    )
    return page_or_fragment(request, "cases/home", page)


_TOLD = {action.value for action in Action} - {Action.PROPOSE.value}


def _entry(line: LedgerLine) -> TimelineEntry:
    return TimelineEntry(title=str(ACTIONS[Action(line.action)]), at=line.at, who=str(ROLES[line.role]))  # type: ignore[index]


@citizen
def timeline(request: Request, reference: str) -> HttpResponseBase:
    """What was done so far, once per act even when it moved several cases."""
    filing = queries.filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    told = [line for line in queries.ledger_of(filing.id) if line.action in _TOLD]
    once = {(line.action, line.at): line for line in told}
    return page_or_fragment(request, "cases/timeline", TimelinePage(tuple(_entry(line) for line in once.values())))


@require_POST
def _withdraw(request: Request, reference: str, case_reference: str) -> HttpResponseBase:
    at = now_of(request)
    case = queries.case_for(viewer=request.actor, reference=case_reference, at=at)
    operations.take_action(case_id=case.id, action=Action.WITHDRAW, by=request.actor, at=at)
    return redirect("cases:home", reference)


withdraw = citizen(_withdraw)
