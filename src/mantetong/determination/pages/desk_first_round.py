"""The first round of an appeal, beside the papers: decision, reasons, votes, and what the person disagrees with."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import CaseCard
from mantetong.determination import queries
from mantetong.determination.access import open_case, opened_already
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.labels import ANSWER_TONES, ANSWERS, OUTCOME_TONES, OUTCOMES, ROLES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone

_DESK = (Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class EarlierReason:
    """One criterion of the first decision; `is_contested` where the person disagrees with it."""

    label: str
    answer: str
    tone: Tone
    said: str
    is_contested: bool


@dataclass(frozen=True, slots=True)
class EarlierVote:
    """What one expert of the first round said."""

    who: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class FirstRoundView:
    """The first round in words. `url` opens the first filing, for those whose desk it is on."""

    number: str
    outcome: str
    tone: Tone
    by: str
    at: datetime | None
    remark: str
    reasons: tuple[EarlierReason, ...]
    votes: tuple[EarlierVote, ...]
    grounds: str
    url: str


@dataclass(frozen=True, slots=True)
class FirstRoundPage:
    """The panel."""

    first: FirstRoundView | None


@staff(Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR, Role.EXPERT, Role.INSTITUTION)
def first_round(request: Request, reference: str) -> HttpResponseBase:
    """The first round alone, as a panel of the case screen."""
    opened = opened_already(request, reference=reference)
    opened = opened or open_case(viewer=request.actor, reference=reference, at=now_of(request), why=_("申诉复核"))
    page = FirstRoundPage(first_round_view(opened.case, viewer=request.actor))
    return page_or_fragment(request, "determination/first_round", page)


def first_round_view(case: CaseCard, *, viewer: Actor) -> FirstRoundView | None:
    """What the first round said, None where the case is no appeal."""
    first = queries.first_round_of(case)
    if first is None:
        return None
    told = first.decision
    return FirstRoundView(
        number=first.case.number,
        outcome=str(OUTCOMES[told.outcome]) if told else "",
        tone=OUTCOME_TONES[told.outcome] if told else Tone.PLAIN,
        by=str(ROLES[Role(told.role)]) if told else "",
        at=told.at if told else None,
        remark=told.remark if told else "",
        reasons=tuple(_reason(one, first.contested) for one in (told.reasons if told else ())),
        votes=tuple(
            EarlierVote(_("专家%(order)s") % {"order": vote.order}, str(OUTCOMES[vote.outcome]), vote.reason)
            for vote in first.votes
        ),
        grounds=first.grounds,
        url=reverse("review:filing", args=[first.filing_reference]) if viewer.holds(*_DESK) else "",
    )


def _reason(row: dict, contested: tuple[str, ...]) -> EarlierReason:  # type: ignore[type-arg]
    answer = row["answer"]
    is_contested = str(row.get("path")) in contested
    return EarlierReason(str(row.get("label", "")), str(ANSWERS[answer]), ANSWER_TONES[answer], str(row["said"]), is_contested)
