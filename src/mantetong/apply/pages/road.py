"""The way through the pages: what comes before, what comes next, how far one has come."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply.draft import Draft
from mantetong.apply.queries import is_signed
from mantetong.apply.questions import CHECK, FORM, PAPERS, QUESTIONS, Question


def asked_on_the_road(draft: Draft) -> list[Question]:
    """The questions somebody is led to: those that are asked and not known already."""
    return [question for question in QUESTIONS if question.is_asked(draft) and not question.is_known(draft)]


def steps_of(draft: Draft) -> tuple[str, ...]:
    """The pages this draft passes through."""
    form = [FORM] if draft.makes_form else []
    return (*(question.code for question in asked_on_the_road(draft)), PAPERS, *form, CHECK)


def url_of(draft: Draft, step: str) -> str:
    """The address of a step."""
    reference = draft.filing.reference
    if step in {PAPERS, FORM, CHECK}:
        return reverse(f"apply:{step}", args=[reference])
    return reverse("apply:question", args=[reference, step])


def _at(draft: Draft, step: str, offset: int) -> str:
    steps = steps_of(draft)
    position = steps.index(step) + offset if step in steps else 0
    return steps[position] if 0 <= position < len(steps) else ""


def next_url(draft: Draft, step: str) -> str:
    """The page after `step`; after one the road does not pass, the check page."""
    return url_of(draft, (_at(draft, step, 1) if step in steps_of(draft) else CHECK) or CHECK)


def back_url(draft: Draft, step: str) -> str:
    """The page before `step`; before the first one, my cases; before one the road does not pass, the check page."""
    if step not in steps_of(draft):
        return url_of(draft, CHECK)
    before = _at(draft, step, -1)
    return url_of(draft, before) if before else reverse("cases:mine")


def progress_words(draft: Draft, step: str) -> str:
    """第3步，共8步."""
    steps = steps_of(draft)
    if step not in steps:
        return ""
    return _("第%(here)s步，共%(all)s步") % {"here": steps.index(step) + 1, "all": len(steps)}


def first_open(draft: Draft) -> str:
    """Where to go on: the first question without an answer, then papers, form, check."""
    for question in asked_on_the_road(draft):
        if question.is_open(draft):
            return question.code
    return CHECK if is_signed(draft) else PAPERS
