"""What was decided, told to the person it concerns: outcome, reason by reason, days, and what can be done now (MS-16, MS-17)."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.queries import CaseCard, case_for, filing_card, standing_decision
from mantetong.determination import operations
from mantetong.determination.letter_data import appeal_words, days_in_force, reason_rows, undetermined_words
from mantetong.determination.operations.reopening import is_reopenable
from mantetong.determination.queries import letter_of
from mantetong.determination.reasons import rules_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Stage
from mantetong.outside import documents
from mantetong.web.access import citizen, signed_in
from mantetong.web.clock import now_of
from mantetong.web.labels import OUTCOME_TONES, OUTCOMES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The decision of one case. `appeal` is empty where there is nothing to disagree with."""

    title: str
    region_name: str
    number: str
    disease: str
    is_decided: bool
    outcome: str
    tone: Tone
    decided_at: datetime | None
    days: str
    remark: str
    reasons: tuple[dict[str, str], ...]
    undetermined: str
    appeal: str
    other_benefits: tuple[str, ...]
    is_sample: bool
    letter_url: str
    certificate_url: str
    reopen_url: str
    back_url: str


@signed_in
def decision(request: Request, reference: str) -> HttpResponseBase:
    """The decision, in the words of the letter."""
    case = case_for(viewer=request.actor, reference=reference, at=now_of(request))
    return page_or_fragment(request, "determination/decision", _page(case))


def _page(case: CaseCard) -> DecisionPage:
    rules, filing = rules_of(case), filing_card(case.filing_id)
    told = standing_decision(case.id) if case.stage is Stage.DECIDED else None
    outcome = told.outcome if told else None
    declined = outcome is not None and outcome is not Outcome.RECOGNISED
    return DecisionPage(
        title=_("认定结果"),
        region_name=rules.name,
        number=case.number,
        disease=rules.diseases[case.disease_code].name,
        is_decided=told is not None,
        outcome=str(OUTCOMES[outcome]) if outcome else "",
        tone=OUTCOME_TONES[outcome] if outcome else Tone.PLAIN,
        decided_at=case.decided_at,
        days=days_in_force(case),
        remark=told.remark if told else "",
        reasons=reason_rows(told) if told else (),
        undetermined=undetermined_words(rules) if outcome is Outcome.UNDETERMINED else "",
        appeal=appeal_words(rules) if declined else "",
        other_benefits=tuple(f"{one.value.name}：{one.value.text}{one.value.where}" for one in rules.other_benefits)
        if declined
        else (),
        is_sample=rules.is_sample,
        letter_url=reverse("determination:letter", args=[case.reference]) if told and letter_of(decision_id=told.id) else "",
        certificate_url=_wallet() if outcome is Outcome.RECOGNISED else "",
        reopen_url=reverse("determination:reopen", args=[case.reference]) if is_reopenable(case) else "",
        back_url=reverse("cases:home", args=[filing.reference]),
    )


def _wallet() -> str:
    try:
        return reverse("recognition:wallet")
    except NoReverseMatch:  # the wallet is switched off
        return ""


@signed_in
def letter(request: Request, reference: str) -> HttpResponseBase:
    """The letter as PDF."""
    case = case_for(viewer=request.actor, reference=reference, at=now_of(request))
    told = standing_decision(case.id)
    key = letter_of(decision_id=told.id) if told and case.stage is Stage.DECIDED else None
    if key is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{case.number}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(documents.fetch(key), content_type="application/pdf", headers=headers)


@citizen
@require_POST
def reopen(request: Request, reference: str) -> HttpResponseBase:
    """One tap: back to review with all papers."""
    at = now_of(request)
    case = case_for(viewer=request.actor, reference=reference, at=at)
    operations.reopen(case_id=case.id, by=request.actor, at=at)
    return redirect("cases:home", filing_card(case.filing_id).reference)
