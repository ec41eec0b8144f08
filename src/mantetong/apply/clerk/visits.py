"""The questions as a clerk sees them: all on one page, kept one by one, so that half an entry is never lost."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from mantetong.apply.answers import keep_answer
from mantetong.apply.clerk.forms import CounterContactForm
from mantetong.apply.clerk.operations import ensure_may_ask
from mantetong.apply.draft import Draft
from mantetong.apply.errors import ApplyError
from mantetong.apply.operations.answering import answer_question
from mantetong.apply.questions import QUESTIONS, Question
from mantetong.cases.operations import AlreadyRunning, note_particulars
from mantetong.web.sentences import sentence_for

_TOLD_ALOUD = "told"
_CONTACT = "contact"
_FIRST_FIELD = {"disease": "diseases", "hospital": "institution", "insurance": "insutype"}


def asked_at_counter(draft: Draft) -> tuple[Question, ...]:
    """The questions of the entry page; what is used and why was told aloud before."""
    return tuple(one for one in QUESTIONS if one.code != _TOLD_ALOUD and one.is_asked(draft))


def forms_of(draft: Draft, data: QueryDict | None) -> dict[str, forms.Form]:
    """The form of each question, by its code."""
    return {one.code: _form(one, draft, data) for one in asked_at_counter(draft)}


def _form(question: Question, draft: Draft, data: QueryDict | None) -> forms.Form:
    if question.code == _CONTACT:
        return CounterContactForm(data, initial={"phone": draft.filing.phone, "address": draft.filing.address})
    form = question.make_form(draft, data)
    for name in ("institution", "doctor"):
        if name in form.fields:
            field = form.fields[name]
            field.widget = forms.Select(choices=[(code, _said(label)) for code, label in field.choices])  # type: ignore[attr-defined]
    return form


def _said(label: Any) -> str:
    hint = getattr(label, "hint", "")
    return f"{label}（{hint}）" if hint else str(label)


def keep_what_fits(draft: Draft, shown: Mapping[str, forms.Form]) -> bool:
    """Keep every answer that is right, whatever is wrong with the others; True when all of them were."""
    kept = [_kept(question, draft, shown[question.code]) for question in asked_at_counter(draft) if question.code in shown]
    return all(kept)


def _kept(question: Question, draft: Draft, form: forms.Form) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        _keep(question, draft, form.cleaned_data)
    except (ApplyError, AlreadyRunning) as refused:
        words = sentence_for(refused.code, vars(refused))
        form.add_error(_FIRST_FIELD.get(question.code), f"{words.what}{words.why}")
        return False
    return True


def _keep(question: Question, draft: Draft, given: Mapping[str, Any]) -> None:
    if question.code == _CONTACT:
        note_particulars(filing_id=draft.filing.id, at=draft.at, phone=given["phone"], address=given["address"])
        keep_answer(filing_id=draft.filing.id, question=_CONTACT, value=dict(given), at=draft.at)
        return
    if question.code == "disease":
        ensure_may_ask(draft=draft, codes=given["diseases"])
    answer_question(question=question, draft=draft, given=given)
