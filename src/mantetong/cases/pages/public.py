"""Progress without signing in: number and query code answer stage, date and next step, never the disease or the outcome's reason."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.cases import operations, queries
from mantetong.cases.pages.wording import CaseLine, case_line, policy_behind
from mantetong.domain.filing_number import NotAFilingNumber, parse_filing_number
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.sentences import sentence_for


class ProgressForm(forms.Form):
    """Number and query code as they stand on the receipt."""

    number = forms.CharField(label=gettext_lazy("受理号"), max_length=40, help_text=gettext_lazy("回执上的21位数字"))
    query_code = forms.CharField(label=gettext_lazy("查询码"), max_length=20, help_text=gettext_lazy("回执上的8位字母和数字"))

    def clean_number(self) -> str:
        """The number with its check digit proven."""
        try:
            return parse_filing_number(self.cleaned_data["number"])
        except NotAFilingNumber as error:
            words = sentence_for(error.code)
            raise forms.ValidationError(f"{words.what}{words.why}{words.now}") from error


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """The form, and below it what was found."""

    title: str
    form: ProgressForm
    cases: tuple[CaseLine, ...] = ()
    region_name: str = ""
    back_url: str = "/"


@public
def progress(request: HttpRequest) -> HttpResponseBase:
    """Ask for number and code; answer without naming anything that is nobody else's business."""
    form = ProgressForm(request.POST or None)
    title = _("查询办理进度")
    if request.method != "POST":
        return page_or_fragment(request, "cases/progress", ProgressPage(title, form))
    at = now_of(request)
    filing = None
    if form.is_valid():
        filing = queries.progress_by_code(number=form.cleaned_data["number"], query_code=form.cleaned_data["query_code"], at=at)
        if filing is None:
            operations.note_wrong_query(number=form.cleaned_data["number"], at=at)
            form.add_error(None, _("受理号和查询码对不上。可能是其中一个输错了，请对照回执再输入一次；一小时内可以试五次。"))
    if filing is None:
        return page_or_fragment(request, "cases/progress", ProgressPage(title, form), status=422)
    policy = policy_behind(filing, on=day_of(at))
    lines = tuple(case_line(case, policy=policy, shows_disease=False) for case in filing.cases)
    return page_or_fragment(request, "cases/progress", ProgressPage(title, form, lines, policy.name))
