"""待复核: the supervisor's second signature."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import WorkList, standing_decision, work_rows
from mantetong.determination import operations
from mantetong.determination.access import open_case
from mantetong.determination.errors import NotAtDetermination
from mantetong.determination.forms import SeenForm
from mantetong.determination.letter_data import reason_rows
from mantetong.determination.pages.deciding import PanelVote, panel_votes
from mantetong.determination.pages.desk_first_round import FirstRoundView, first_round_view
from mantetong.determination.pages.expert import CaseLine, ListPage
from mantetong.domain.roles import Role
from mantetong.policies.queries import policy_on
from mantetong.review.queries import CaseView, case_view
from mantetong.review.queries.screen import Choice
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.labels import OUTCOME_TONES, OUTCOMES, ROLES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """A proposal with its reasons, the papers beside it."""

    title: str
    subtitle: str
    case_reference: str
    version: int
    outcome: str
    tone: Tone
    by: str
    remark: str
    reasons: tuple[dict[str, str], ...]
    votes: tuple[PanelVote, ...]
    first: FirstRoundView | None
    view: CaseView
    may_overrule: bool
    back_url: str


@staff(Role.SUPERVISOR)
def confirm_list(request: Request) -> HttpResponseBase:
    """What waits for a second signature in this region."""
    at = now_of(request)
    rows = work_rows(which=WorkList.CONFIRMING, viewer=request.actor, on=day_of(at))
    diseases = policy_on(region=request.actor.region or "", on=day_of(at)).diseases if rows else {}
    lines = tuple(
        CaseLine(
            number=row.number,
            disease=diseases[row.disease_code].name if row.disease_code in diseases else row.disease_code,
            waiting=_("%(days)s天") % {"days": (day_of(at) - day_of(row.entered_stage_at)).days},
            state=_("等复核"),
            tone=Tone.WARNING,
            url=reverse("determination:confirm", args=[row.case_reference]),
        )
        for row in rows
    )
    return page_or_fragment(
        request, "determination/list", ListPage(_("待复核"), _("等第二人签字"), lines, _("现在没有等复核的办件。"))
    )


@staff(Role.SUPERVISOR)
def confirm(request: Request, reference: str) -> HttpResponseBase:
    """Look at a proposal; posted, it becomes the decision."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("复核"))
    if request.method == "POST":
        operations.confirm(case_id=opened.case.id, by=request.actor, at=at, seen_version=SeenForm.version_in(request.POST))
        messages.success(request, _("已复核确认。"))
        return redirect("determination:confirm-list")
    decision = standing_decision(opened.case.id)
    if decision is None:
        raise NotAtDetermination
    page = ConfirmPage(
        title=_("复核 %(number)s") % {"number": opened.case.number},
        subtitle=opened.disease.name,
        case_reference=opened.case.reference,
        version=opened.case.version,
        outcome=str(OUTCOMES[decision.outcome]),
        tone=OUTCOME_TONES[decision.outcome],
        by=str(ROLES[Role(decision.role)]),
        remark=decision.remark,
        reasons=reason_rows(decision),
        votes=panel_votes(opened.case.id),
        first=first_round_view(opened.case, viewer=request.actor),
        view=case_view(case=opened.case, filing=opened.filing, policy=opened.policy, choice=Choice.of(request.GET.dict())),
        may_overrule=False,
        back_url=reverse("determination:confirm-list"),
    )
    return page_or_fragment(request, "determination/confirm", page)
