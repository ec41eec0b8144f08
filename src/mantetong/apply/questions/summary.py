"""病情摘要: the condition in the person's own words (JQ-09)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question, keep
from mantetong.cases.operations import note_particulars
from mantetong.web.printing import MissingGlyph, missing_glyphs, wider_families

LONGEST = 1000


def unprintable(text: str) -> str:
    """The signs of a text that no font here can draw, each once: pictures of faces, mostly."""
    try:
        wider_families(missing_glyphs(text))
    except MissingGlyph as error:
        return error.characters
    return ""


class SummaryForm(forms.Form):
    """A few sentences; may stay empty. Its length is told, not cut off: a browser's own limit drops what was pasted without a word."""

    summary = forms.CharField(
        label=gettext_lazy("病情摘要"),
        help_text=gettext_lazy("例如：什么时候查出来的，平时吃什么药。几句话就行，也可以不填。"),
        widget=forms.Textarea(attrs={"rows": 5, "data-voice": ""}),
        required=False,
    )

    def clean_summary(self) -> str:
        """Not too long, and printable on the form."""
        text: str = self.cleaned_data["summary"].replace("\r\n", "\n")
        if len(text) > LONGEST:
            raise forms.ValidationError(
                _("写得太长了，最多%(most)s个字，现在是%(now)s个字。请删短一些，写的内容还在。")
                % {"most": LONGEST, "now": len(text)}
            )
        if signs := unprintable(text):
            raise forms.ValidationError(
                _("这些符号印不到申请表上：%(signs)s。请删掉或改用文字，其余内容还在。") % {"signs": " ".join(signs[:20])}
            )
        return text


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    return SummaryForm(data, initial={"summary": draft.filing.summary})


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    note_particulars(filing_id=draft.filing.id, at=draft.at, summary=answer["summary"])
    keep(draft, "summary", answer["summary"])


SUMMARY = Question(
    code="summary",
    title=gettext_lazy("简单说说病情"),
    hint=gettext_lazy("这段话会写进申请表，帮助审核人员了解情况。"),
    make_form=_form,
    keep=_keep,
    tell=lambda draft: draft.filing.summary or _("没有填写"),
)
