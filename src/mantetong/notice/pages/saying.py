"""What a citizen says back: a question in the filing, a rating of a case that has ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import CaseCard, FilingCard, case_for, filing_card, filing_for
from mantetong.domain.stages import ENDS
from mantetong.notice import operations, queries
from mantetong.notice.forms import GRADES, QuestionForm, RatingForm
from mantetong.notice.queries import QuestionCard, RatingCard
from mantetong.policies.queries import policy_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Questions and answers of one filing, and the form for another."""

    title: str
    region_name: str
    number: str
    rows: tuple[QuestionCard, ...]
    form: QuestionForm
    action: str
    back_url: str


@dataclass(frozen=True, slots=True)
class RatingPage:
    """The five grades, or what was said already. `ended_at` of the case is told, its outcome is not asked about."""

    title: str
    region_name: str
    number: str
    is_ended: bool
    form: RatingForm
    given: str
    given_at: datetime | None
    call_by: date | None
    is_called: bool
    url: str
    back_url: str


@citizen
def questions(request: Request, reference: str) -> HttpResponseBase:
    """Ask and read answers, as a page or a panel in the filing."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.ask_question(filing_id=filing.id, words=form.cleaned_data["words"], by=request.actor, at=at)
        return redirect("notice:questions", reference)
    status = 422 if request.method == "POST" else 200
    return page_or_fragment(request, "notice/questions", _questions(filing, form), status=status)


def _questions(filing: FilingCard, form: QuestionForm) -> QuestionsPage:
    return QuestionsPage(
        title=_("在线咨询"),
        region_name=policy_of(version_id=filing.policy_version_id).name if filing.policy_version_id else "",
        number=filing.number,
        rows=queries.questions_of(filing.id),
        form=form,
        action=reverse("notice:questions", args=[filing.reference]),
        back_url=reverse("cases:home", args=[filing.reference]),
    )


@citizen
def rating(request: Request, reference: str) -> HttpResponseBase:
    """Rate one case, once."""
    at = now_of(request)
    case = case_for(viewer=request.actor, reference=reference, at=at)
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        operations.rate_case(
            case_id=case.id, grade=given["grade"], words=given["words"], wants_call=not given["no_call"], by=request.actor, at=at
        )
        return redirect("notice:rating", reference)
    status = 422 if request.method == "POST" else 200
    return _rating_page(request, case, form, status=status)


def _rating_page(request: Request, case: CaseCard, form: RatingForm, *, status: int) -> HttpResponse:
    filing, given = filing_card(case.filing_id), queries.rating_of(case.id)
    page = RatingPage(
        title=_("评价这次办理"),
        region_name=policy_of(version_id=filing.policy_version_id).name if filing.policy_version_id else "",
        number=case.number,
        is_ended=case.stage in ENDS,
        form=form,
        given=_grade(given),
        given_at=given.at if given else None,
        call_by=given.call_by if given else None,
        is_called=given.is_done if given else False,
        url=reverse("notice:rating", args=[case.reference]),
        back_url=reverse("cases:home", args=[filing.reference]),
    )
    return page_or_fragment(request, "notice/rating", page, status=status)


def _grade(given: RatingCard | None) -> str:
    return next((str(label) for grade, label in GRADES if given and grade == given.grade), "")
