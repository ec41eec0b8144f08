"""病情摘要: the condition in the person's own words (JQ-09)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mantetong.apply.answers import keep_answer
from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question
from mantetong.cases.operations import note_particulars

LONGEST = 1000


class SummaryForm(forms.Form):
    """A few sentences; may stay empty."""

    summary = forms.CharField(
        label=_("病情摘要"),
        help_text=_("例如：什么时候查出来的，平时吃什么药。几句话就行，也可以不填。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("写得太长了，最多%(limit_value)d个字，现在是%(show_value)d个字。请删短一些，写的内容还在。")
        },
    )


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    return SummaryForm(data, initial={"summary": draft.filing.summary})


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    note_particulars(filing_id=draft.filing.id, at=draft.at, summary=answer["summary"])
    keep_answer(filing_id=draft.filing.id, question="summary", value=answer["summary"], at=draft.at)


SUMMARY = Question(
    code="summary",
    title=_("简单说说病情"),
    hint=_("这段话会写进申请表，帮助审核人员了解情况。"),
    make_form=_form,
    keep=_keep,
    tell=lambda draft: draft.filing.summary or str(_("没有填写")),
)
