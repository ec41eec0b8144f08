"""我的办件: what a person has filed, where it stands, what happens next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases import operations, queries
from mantetong.cases.pages.next_step import NextStep, kind_words, last_day_to_reopen, next_step_of
from mantetong.cases.pages.timeline import entries_of
from mantetong.cases.pages.wording import CaseLine, case_line, policy_behind
from mantetong.cases.shapes import CaseCard, FilingCard
from mantetong.domain.outcomes import Kind
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.stages import ENDS, RUNNING, Action, Stage
from mantetong.people.queries import person_card
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, TimelineEntry

_DRAFT_PAGE = {Kind.APPEAL: "apply:appeal-draft"}


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case with its next step. `reopen_until` is the last day for one tap, None where there is nothing to reopen."""

    line: CaseLine
    step: NextStep
    reopen_until: date | None
    is_ended: bool


@dataclass(frozen=True, slots=True)
class FilingLine:
    """One filing in the list. `door` says through which door it came and what that door calls this page."""

    reference: str
    number: str
    kind: str
    person: str
    region: str
    door: str
    when: datetime
    is_draft: bool
    url: str
    cases: tuple[OwnCase, ...]


@dataclass(frozen=True, slots=True)
class MinePage:
    """The list, newest first, under the label of the door it is read through."""

    title: str
    filings: tuple[FilingLine, ...]
    nothing_to_do: bool
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """One filing, composed with panels of other rooms."""

    title: str
    reference: str
    number: str
    kind: str
    query_code: str
    region_name: str
    person: str
    submitted_at: datetime
    cases: tuple[OwnCase, ...]
    needs_supplement: bool
    nothing_to_do: bool
    doors: tuple[tuple[str, str], ...]
    hotline: Hotline | None
    back_url: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What happened to a filing, in plain words."""

    entries: tuple[TimelineEntry, ...]


def _own(case: CaseCard, *, policy: RegionPolicy, on: date) -> OwnCase:
    last = last_day_to_reopen(case, policy=policy)
    return OwnCase(
        line=case_line(case, policy=policy, shows_disease=True),
        step=next_step_of(case, policy=policy, on=on),
        reopen_until=last if last and on <= last else None,
        is_ended=case.stage in ENDS,
    )


def _line(filing: FilingCard, *, on: date) -> FilingLine:
    policy = policy_behind(filing, on=on)
    draft_page = _DRAFT_PAGE.get(filing.kind, "apply:resume")
    return FilingLine(
        reference=filing.reference,
        number=filing.number,
        kind=kind_words(filing.kind),
        person=person_card(filing.person_id).masked_name,
        region=policy.name,
        door=_door_words(filing, policy),
        when=filing.submitted_at or filing.opened_at,
        is_draft=filing.is_draft,
        url=reverse(draft_page if filing.is_draft else "cases:home", args=[filing.reference]),
        cases=tuple(_own(case, policy=policy, on=on) for case in filing.cases),
    )


def _door_words(filing: FilingCard, policy: RegionPolicy) -> str:
    """从“四川医保APP”提交，在那里叫“我的办件”; empty for our own entry."""
    door = next((stated.value for stated in policy.doors if stated.value.code == filing.door), None)
    if door is None:
        return ""
    return _("从“%(door)s”提交，在那里叫“%(label)s”") % {"door": door.name, "label": door.progress_label}


def _label(filings: tuple[FilingCard, ...], *, on: date) -> str:
    """What the doors of these filings call the page; 我的办件 where they differ or none is known."""
    labels = {
        stated.value.progress_label
        for filing in filings
        for stated in policy_behind(filing, on=on).doors
        if stated.value.code == filing.door
    }
    return labels.pop() if len(labels) == 1 else _("我的办件")


@citizen
def mine(request: Request) -> HttpResponseBase:
    """Everything this person has filed or begun."""
    at = now_of(request)
    filings = queries.filings_of(viewer=request.actor, at=at)
    lines = tuple(_line(filing, on=day_of(at)) for filing in filings)
    page = MinePage(title=_label(filings, on=day_of(at)), filings=lines, nothing_to_do=_all_waits(filings))
    return page_or_fragment(request, "cases/mine", page)


def _all_waits(filings: tuple[FilingCard, ...]) -> bool:
    """Something runs, and none of it waits for the reader."""
    stages = {case.stage for filing in filings for case in filing.cases if not filing.is_draft}
    return bool(stages & RUNNING) and Stage.SUPPLEMENTING not in stages


@citizen
def home(request: Request, reference: str) -> HttpResponseBase:
    """One filing: where each disease stands, what to do, and everything other rooms have to say about it."""
    at = now_of(request)
    filing = queries.filing_for(viewer=request.actor, reference=reference, at=at)
    if filing.is_draft:
        return redirect(_DRAFT_PAGE.get(filing.kind, "apply:resume"), reference)
    return page_or_fragment(request, "cases/home", _home(filing, on=day_of(at)))


def _home(filing: FilingCard, *, on: date) -> HomePage:
    assert filing.submitted_at is not None  # noqa: S101  not a draft
    policy = policy_behind(filing, on=on)
    return HomePage(
        title=_("办件详情"),
        reference=filing.reference,
        number=filing.number,
        kind=kind_words(filing.kind),
        query_code=queries.query_code_of(filing.id),
        region_name=policy.name,
        person=person_card(filing.person_id).masked_name,
        submitted_at=filing.submitted_at,
        cases=tuple(_own(case, policy=policy, on=on) for case in filing.cases),
        needs_supplement=any(case.stage is Stage.SUPPLEMENTING for case in filing.cases),
        nothing_to_do=_all_waits((filing,)),
        doors=tuple((stated.value.name, stated.value.progress_label) for stated in policy.doors),
        hotline=hotline_of(policy),
        back_url=reverse("cases:mine"),
    )


@citizen
def timeline(request: Request, reference: str) -> HttpResponseBase:
    """What was done so far, what is being done, what lies ahead."""
    at = now_of(request)
    filing = queries.filing_for(viewer=request.actor, reference=reference, at=at)
    policy = policy_behind(filing, on=day_of(at))
    entries = entries_of(filing, ledger=queries.ledger_of(filing.id), policy=policy, on=day_of(at))
    return page_or_fragment(request, "cases/timeline", TimelinePage(entries))


@require_POST
def _withdraw(request: Request, reference: str, case_reference: str) -> HttpResponseBase:
    at = now_of(request)
    case = queries.case_for(viewer=request.actor, reference=case_reference, at=at)
    operations.take_action(case_id=case.id, action=Action.WITHDRAW, by=request.actor, at=at)
    return redirect("cases:home", reference)


withdraw = citizen(_withdraw)
