"""What was decided, told to the person it concerns: outcome, reason by reason, days, and what can be done now (MS-16, MS-17)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mantetong.cases.operations import record_reached
from mantetong.cases.queries import (
    CaseCard,
    DecisionCard,
    appeal_against,
    case_for,
    decision_received_on,
    filing_card,
    standing_decision,
)
from mantetong.determination import operations
from mantetong.determination.access import open_case
from mantetong.determination.announcing import announced_code
from mantetong.determination.letter_data import days_in_force, undetermined_words
from mantetong.determination.operations.reopening import is_reopenable
from mantetong.determination.pages.reasons import ReasonGroup, open_labels, reason_groups
from mantetong.determination.queries import letter_of
from mantetong.determination.reasons import rules_of
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.policy import Occasion, RegionPolicy
from mantetong.domain.stages import Stage
from mantetong.outside import documents
from mantetong.policies.queries import own_words_of
from mantetong.web.access import citizen, signed_in
from mantetong.web.clock import day_of, now_of
from mantetong.web.hotline import hotline_of
from mantetong.web.labels import OUTCOME_TONES, OUTCOMES
from mantetong.web.pages import page_or_fragment
from mantetong.web.remedies import unpublished_limit
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, OwnWords, Tone
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class Remedies:
    """How to disagree, as the pack states it. `appeal_url` begins an appeal here; `running_url` leads to the one that runs."""

    text: str
    deadline: str
    appeal_url: str
    running_url: str
    source: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The decision of one case. `remedies` is None where there is nothing to disagree with."""

    title: str
    region_name: str
    number: str
    disease: str
    is_decided: bool
    outcome: str
    tone: Tone
    in_short: str
    decided_at: datetime | None
    days: str
    remark: str
    reasons: tuple[ReasonGroup, ...]
    remedies: Remedies | None
    other_benefits: tuple[tuple[str, str], ...]
    is_sample: bool
    letter_url: str
    certificate_url: str
    announced_code: str
    reopen_url: str
    reopen_until: date | None
    own_words: tuple[OwnWords, ...]
    hotline: Hotline | None
    back_url: str


@signed_in
def decision(request: Request, reference: str) -> HttpResponseBase:
    """The decision, in the words of the letter. A citizen who opens it has been reached."""
    at = now_of(request)
    case = open_case(viewer=request.actor, reference=reference, at=at, why=_("查看认定决定")).case
    if request.actor.is_citizen and case.stage is Stage.DECIDED:
        _note_read(case, at)
    return page_or_fragment(request, "determination/decision", _page(case, at))


def _note_read(case: CaseCard, at: datetime) -> None:
    """Reading the decision is the proof that it arrived: the days to appeal count from it. Noted once for a decision."""
    if case.decided_at and decision_received_on(case) is None:
        record_reached(filing_id=case.filing_id, event=Event.DECIDE, channel="PAGE", state="REACHED", at=at)


def _page(case: CaseCard, at: datetime) -> DecisionPage:
    rules, filing = rules_of(case), filing_card(case.filing_id)
    told = standing_decision(case.id) if case.stage is Stage.DECIDED else None
    outcome = told.outcome if told else None
    declined = outcome is not None and outcome is not Outcome.RECOGNISED
    last = _reopen_until(case, rules, at)
    return DecisionPage(
        title=_("认定结果"),
        region_name=rules.name,
        number=case.number,
        disease=rules.diseases[case.disease_code].name,
        is_decided=told is not None,
        outcome=str(OUTCOMES[outcome]) if outcome else "",
        tone=OUTCOME_TONES[outcome] if outcome else Tone.PLAIN,
        in_short=_in_short(told, rules),
        decided_at=case.decided_at,
        days=days_in_force(case),
        remark=told.remark if told else "",
        reasons=reason_groups(told, case_id=case.id, filing_id=filing.id) if told else (),
        remedies=_remedies(case, filing.kind, rules) if declined else None,
        other_benefits=_other_benefits(rules) if declined else (),
        is_sample=rules.is_sample,
        letter_url=reverse("determination:letter", args=[case.reference]) if told and letter_of(decision_id=told.id) else "",
        certificate_url=_wallet() if outcome is Outcome.RECOGNISED else "",
        announced_code=announced_code(case, rules=rules, at=at),
        reopen_url=reverse("determination:reopen", args=[case.reference]) if last else "",
        reopen_until=last,
        own_words=own_words_of(rules, Occasion.LETTER) if told else (),
        hotline=hotline_of(rules),
        back_url=reverse("cases:home", args=[filing.reference]),
    )


def _in_short(told: DecisionCard | None, rules: RegionPolicy) -> str:
    """The outcome in one sentence a neighbour would use."""
    words = {
        Outcome.RECOGNISED: _("您的申请通过了。以后看这个病、买这个病的药，按门诊慢特病报销。"),
        Outcome.NOT_RECOGNISED: _("这次没有通过，下面逐条写明了哪一条不符合、看的是哪份材料。"),
        Outcome.UNDETERMINED: undetermined_words(rules),
    }
    return words[told.outcome] if told else ""


def _other_benefits(rules: RegionPolicy) -> tuple[tuple[str, str], ...]:
    return tuple((one.value.name, f"{one.value.text}{one.value.where}") for one in rules.other_benefits)


def _remedies(case: CaseCard, kind: Kind, rules: RegionPolicy) -> Remedies:
    appeal, running = rules.appeal, appeal_against(case.id)
    may = running is None and kind is not Kind.APPEAL and case.outcome is Outcome.NOT_RECOGNISED
    return Remedies(
        text=appeal.value.text,
        deadline=appeal_deadline(case, rules),
        appeal_url=reverse("apply:appeal", args=[case.reference]) if may else "",
        running_url=reverse("cases:home", args=[filing_card(running.filing_id).reference]) if running else "",
        source=appeal.source,
    )


def appeal_deadline(case: CaseCard, rules: RegionPolicy) -> str:
    """Until when one may appeal, in words; said plainly where nobody has published a limit."""
    days = rules.appeal.value.days
    if days is None:
        return unpublished_limit()
    received = decision_received_on(case) or (day_of(case.decided_at) if case.decided_at else None)
    if received is None:
        return _("请在收到决定之日起%(days)s日内提出。") % {"days": days}
    last = chinese_day(received + timedelta(days=days))
    return _("请在收到决定之日起%(days)s日内提出，最后一天是%(day)s。") % {"days": days, "day": last}


def _reopen_until(case: CaseCard, rules: RegionPolicy, at: datetime) -> date | None:
    if not is_reopenable(case):
        return None
    last = case.entered_stage_at + timedelta(days=rules.supplement.value.reopen_days)
    return day_of(last) if at <= last else None


def _wallet() -> str:
    try:
        return reverse("recognition:wallet")
    except NoReverseMatch:  # the wallet is switched off
        return ""


@signed_in
def letter(request: Request, reference: str) -> HttpResponseBase:
    """The letter as PDF."""
    case = open_case(viewer=request.actor, reference=reference, at=now_of(request), why=_("查看认定决定")).case
    told = standing_decision(case.id)
    key = letter_of(decision_id=told.id) if told and case.stage is Stage.DECIDED else None
    if key is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{case.number}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(documents.fetch(key), content_type="application/pdf", headers=headers)


@dataclass(frozen=True, slots=True)
class ReopenPage:
    """Add what is missing, then one tap. `missing` are the criteria nobody could answer, in words."""

    title: str
    region_name: str
    number: str
    reference: str
    disease: str
    missing: tuple[str, ...]
    until: date
    hotline: Hotline | None
    back_url: str


@citizen
def reopen(request: Request, reference: str) -> HttpResponseBase:
    """Put in what is missing, then one tap: back to review with all papers."""
    at = now_of(request)
    case = case_for(viewer=request.actor, reference=reference, at=at)
    home = filing_card(case.filing_id).reference
    if request.method == "POST":
        operations.reopen(case_id=case.id, by=request.actor, at=at)
        return redirect("cases:home", home)
    rules = rules_of(case)
    until = _reopen_until(case, rules, at)
    if until is None:
        return redirect("cases:home", home)
    told = standing_decision(case.id)
    page = ReopenPage(
        title=_("补材料，重新启动"),
        region_name=rules.name,
        number=case.number,
        reference=home,
        disease=rules.diseases[case.disease_code].name,
        missing=open_labels(told) if told else (),
        until=until,
        hotline=hotline_of(rules),
        back_url=reverse("cases:home", args=[home]),
    )
    return page_or_fragment(request, "determination/reopen", page)
