"""One question a page."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply import operations
from mantetong.apply.answers import version_of
from mantetong.apply.draft import Draft
from mantetong.apply.errors import AnswerMoved
from mantetong.apply.pages.road import asked_on_the_road, back_url, first_open, next_url, progress_words, url_of
from mantetong.apply.pages.unsent import bring_back, keep_unsent
from mantetong.apply.queries import draft_for
from mantetong.apply.questions import CHECK, QUESTIONS, Note, Question
from mantetong.policies.queries import hotline_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import Text
from mantetong.web.shapes import Hotline, SummaryRow


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question with its form. `seen` is the version of the answer shown; `moved` what another window has answered meanwhile;
    `query` what was searched for and `found` how many that gave; `answered` the side summary.
    """

    title: str
    hint: str
    form: forms.Form
    region_name: str
    hotline: Hotline | None
    back_url: str
    progress: str
    may_save: bool
    answered: tuple[SummaryRow, ...]
    notes: tuple[Note, ...]
    seen: int
    here: str
    query: str = ""
    found: int | None = None
    moved: str = ""
    continue_label: Text = ""


def _page(draft: Draft, asked: Question, form: forms.Form) -> QuestionPage:
    before = [question for question in QUESTIONS if question.is_asked(draft) and draft.answered(question.code)]
    return QuestionPage(
        title=str(asked.title),
        hint=str(asked.hint),
        form=form,
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=back_url(draft, asked.code),
        progress=progress_words(draft, asked.code),
        may_save=True,
        answered=tuple(
            SummaryRow(str(question.title), question.tell(draft), url_of(draft, question.code))
            for question in before
            if question.code != asked.code
        ),
        notes=asked.notes(draft),
        seen=version_of(filing_id=draft.filing.id, question=asked.code),
        here=url_of(draft, asked.code),
        found=getattr(form, "found", None),
        continue_label=str(asked.continue_label),
    )


def _asked(code: str) -> Question:
    asked = next((question for question in QUESTIONS if question.code == code), None)
    if asked is None:
        raise Http404
    return asked


def _seen(request: Request) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() else None


@keep_unsent
@citizen
def question(request: Request, reference: str, code: str) -> HttpResponseBase:
    """Show a question; keep its answer and go on, back to the check page when it came from there."""
    asked = _asked(code)
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request), seen=_seen(request))
    if not draft.filing.is_draft:
        return _too_late(request, reference)
    typed = request.POST if request.method == "POST" else bring_back(request)
    form = asked.make_form(draft, typed)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_question(question=asked, draft=draft, given=form.cleaned_data)
        except AnswerMoved as moved:
            return _show_both(request, asked, form, moved)
        return redirect(_where_next(request, reference, code))
    page = replace(_page(draft, asked, form), query=request.POST.get("q", ""))
    wrong = request.method == "POST" and form.is_bound
    return page_or_fragment(request, asked.template, page, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK)


def _too_late(request: Request, reference: str) -> HttpResponseBase:
    """Back after submitting, or a second window: nothing is changed any more, and it is said."""
    if request.method == "POST":
        messages.info(request, _("这份申请已经提交，刚才的修改没有保存。需要补充时，工作人员会一次性告诉您。"))
    return redirect("apply:receipt", reference)


def _show_both(request: Request, asked: Question, form: forms.Form, moved: AnswerMoved) -> HttpResponseBase:
    """What was typed here stays in the form, what was answered there stands above it; sending again decides."""
    fresh = draft_for(viewer=request.actor, reference=request.resolver_match.kwargs["reference"], at=now_of(request))  # type: ignore[union-attr]
    page = replace(_page(fresh, asked, form), moved=asked.tell(fresh))
    response = page_or_fragment(request, asked.template, page, status=HTTPStatus.CONFLICT)
    response["X-Error-Code"] = moved.code
    return response


def _where_next(request: Request, reference: str, code: str) -> str:
    if request.POST.get("save") == "later":
        return reverse("cases:mine")
    fresh = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if instead := _asked(code).instead(fresh):
        return instead
    if request.GET.get("from") == CHECK:
        return url_of(fresh, CHECK)
    return next_url(fresh, code)


@citizen
def resume(request: Request, reference: str) -> HttpResponseBase:
    """Go on where the draft was left."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    return redirect(url_of(draft, first_open(draft)))


__all__ = ["QuestionPage", "asked_on_the_road", "question", "resume"]
