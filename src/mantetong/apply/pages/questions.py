"""One question a page."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from mantetong.apply.draft import Draft
from mantetong.apply.pages.road import back_url, first_open, next_url, progress_words, url_of
from mantetong.apply.queries import draft_for
from mantetong.apply.questions import CHECK, QUESTIONS, Question
from mantetong.apply.questions.told import EXTRAS
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import SummaryRow


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question with its form; `draft` texts for the side summary."""

    title: str
    hint: str
    form: forms.Form
    region_name: str
    back_url: str
    progress: str
    may_save: bool
    answered: tuple[SummaryRow, ...]
    extras: tuple[str, ...] = ()


def _page(draft: Draft, asked: Question, form: forms.Form) -> QuestionPage:
    before = [question for question in QUESTIONS if question.is_asked(draft) and draft.answered(question.code)]
    return QuestionPage(
        title=str(asked.title),
        hint=str(asked.hint),
        form=form,
        region_name=draft.policy.name,
        back_url=back_url(draft, asked.code),
        progress=progress_words(draft, asked.code),
        may_save=True,
        answered=tuple(
            SummaryRow(str(question.title), question.tell(draft)) for question in before if question.code != asked.code
        ),
        extras=tuple(str(words) for words in EXTRAS.values()),
    )


def _asked(code: str) -> Question:
    asked = next((question for question in QUESTIONS if question.code == code), None)
    if asked is None:
        raise Http404
    return asked


@citizen
def question(request: Request, reference: str, code: str) -> HttpResponseBase:
    """Show a question; keep its answer and go on, back to the check page when it came from there."""
    asked = _asked(code)
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    form = asked.make_form(draft, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked.keep(draft, form.cleaned_data)
        return redirect(_where_next(request, reference, code))
    return page_or_fragment(request, asked.template, _page(draft, asked, form), status=422 if request.method == "POST" else 200)


def _where_next(request: Request, reference: str, code: str) -> str:
    if request.POST.get("save") == "later":
        return reverse("cases:mine")
    fresh = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if request.GET.get("from") == CHECK:
        return url_of(fresh, CHECK)
    if code == "disease":
        return reverse("apply:checklist", args=[reference])
    return next_url(fresh, code)


@citizen
def resume(request: Request, reference: str) -> HttpResponseBase:
    """Go on where the draft was left."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    return redirect(url_of(draft, first_open(draft)))
