"""The desk's side of what people say: questions to answer, calls to make after a bad rating."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.queries import filing_card
from mantetong.notice import operations, queries
from mantetong.notice.access import ANSWERERS, CALLERS
from mantetong.notice.forms import GRADES, CallBackForm, ReplyForm
from mantetong.notice.queries import CallBackCard, QuestionCard
from mantetong.people import operations as people_operations
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question with its filing and a form of its own."""

    id: int
    number: str
    filing_url: str
    words: str
    at: datetime
    form: forms.Form


@dataclass(frozen=True, slots=True)
class OpenQuestionsPage:
    """What waits for an answer in the region."""

    title: str
    subtitle: str
    rows: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """One call to make."""

    card: CallBackCard
    grade: str


@dataclass(frozen=True, slots=True)
class CallBacksPage:
    """The calls this member of staff may make."""

    title: str
    subtitle: str
    rows: tuple[CallBackRow, ...]
    outcomes: tuple[tuple[str, str], ...]


@staff(*ANSWERERS)
def open_questions(request: Request) -> HttpResponse:
    """The list of the actor's region, oldest first."""
    return _questions_page(request)


@staff(*ANSWERERS)
@require_POST
def answer(request: Request, question_id: int) -> HttpResponseBase:
    """Answer one question in its filing."""
    form = ReplyForm(request.POST, prefix=f"q{question_id}")
    if not form.is_valid():
        return _questions_page(request, question_id, form, status=422)
    operations.answer_question(question_id=question_id, words=form.cleaned_data["words"], by=request.actor, at=now_of(request))
    return redirect("notice:open-questions")


def _questions_page(request: Request, question_id: int = 0, form: forms.Form | None = None, *, status: int = 200) -> HttpResponse:
    cards = queries.open_questions_in(region=request.actor.region or "")
    rows = tuple(_question(card, form if card.id == question_id and form else ReplyForm(prefix=f"q{card.id}")) for card in cards)
    page = OpenQuestionsPage(_("在线咨询"), _("申请人在办件里提的问题，答复会出现在他们的办件里"), rows)
    return page_or_fragment(request, "notice/open_questions", page, status=status)


def _question(card: QuestionCard, form: forms.Form) -> OpenQuestion:
    filing = filing_card(card.filing_id)
    url = reverse("review:filing", args=[filing.reference])
    return OpenQuestion(card.id, filing.number, url, card.words, card.at, form)


@staff(*CALLERS)
def call_backs(request: Request) -> HttpResponse:
    """Bad ratings to call about; cases one worked on are left to others."""
    grades = {grade: str(label) for grade, label in GRADES}
    rows = tuple(CallBackRow(card, grades[card.grade]) for card in queries.call_backs_open_to(viewer=request.actor))
    outcomes = tuple((code, str(label)) for code, label in CallBackForm.base_fields["outcome"].choices)  # type: ignore[attr-defined]
    page = CallBacksPage(_("评价回访"), _("对不满意的评价，请在期限内打电话了解情况；您经手过的办件不在这里"), rows, outcomes)
    return page_or_fragment(request, "notice/call_backs", page)


@staff(*CALLERS)
@require_POST
def called_back(request: Request, call_back_id: int) -> HttpResponseBase:
    """Keep what came of a call."""
    form = CallBackForm(request.POST)
    if form.is_valid():
        given, at = form.cleaned_data, now_of(request)
        people_operations.note_look(by=request.actor, kind="CALL_BACK", reference=str(call_back_id), why=_("评价回访"), at=at)
        if given["outcome"] == "NO_ANSWER":
            operations.note_call_back_try(call_back_id=call_back_id, by=request.actor, at=at)
        else:
            operations.note_call_back(
                call_back_id=call_back_id, outcome=given["outcome"], found=given["found"], by=request.actor, at=at
            )
    return redirect("notice:call-backs")
