"""Check your answers, pledge, submit."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mantetong.apply import operations
from mantetong.apply.checks import Readiness, readiness_of
from mantetong.apply.draft import Draft
from mantetong.apply.errors import DraftMoved
from mantetong.apply.form_data import PLEDGE
from mantetong.apply.pages.hints import PaperHint, hints_of
from mantetong.apply.pages.road import back_url, progress_words, url_of
from mantetong.apply.pages.unsent import keep_unsent
from mantetong.apply.queries import draft_for, rules_changed_since, state_of
from mantetong.apply.questions import CHECK, FORM, PAPERS, QUESTIONS, Question
from mantetong.cases.operations import remove_draft
from mantetong.materials.queries import PaperCard, papers_of
from mantetong.people.queries import person_card
from mantetong.policies.queries import hotline_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, SummaryRow

HOLDS = {
    "REGISTRY_AWAY": gettext_lazy("参保信息暂时没有核对上。您可以照常提交，由工作人员人工核对。"),
    "PERSON_DIED": gettext_lazy("参保登记显示这位参保人已经去世。如果登记有误，请说明情况，由工作人员核对。"),
    "INSURANCE_PAUSED": gettext_lazy("参保登记显示医保已暂停。如果已经续上，请说明情况，由工作人员核对。"),
    "INSURED_ELSEWHERE": gettext_lazy("参保登记显示您在外地参保。认定由参保地办理；如果登记有误，请说明情况，由工作人员核对。"),
    "NOT_INSURED": gettext_lazy("没有查到您的参保登记。如果您已经参保，请说明情况，由工作人员核对。"),
    "LIVES_ELSEWHERE": gettext_lazy(
        "您说已经办了异地就医备案。提交以后，由工作人员到备案系统里核对，再受理。备案的地方可以写在下面。"
    ),
    "EXCLUDED_BY_RUNNING": gettext_lazy("您正在办理的另一个病种和这次申请的病种按规定不能同时享受。请说明情况，由工作人员处理。"),
}


class SubmitForm(forms.Form):
    """The pledge; a word to the person who will look where a check failed; and a nod to what is missing."""

    pledge = forms.BooleanField(
        label=gettext_lazy("我已看过并作出上面的承诺"), error_messages={"required": gettext_lazy("请阅读承诺并勾选，再提交。")}
    )
    said = forms.CharField(
        label=gettext_lazy("说明情况，交人工受理"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )
    anyway = forms.BooleanField(label=gettext_lazy("我知道还缺这些材料，先提交，之后再补"), required=False)

    def __init__(self, data: object, *, ready: Readiness) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if not ready.holds:
            del self.fields["said"]
        if not ready.missing:
            del self.fields["anyway"]
        else:
            self.fields["anyway"].required = True
            self.fields["anyway"].error_messages = {"required": _("还缺上面列出的材料。请先补上；暂时没有的，勾选这里也能提交。")}


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Every answer with its change link, what is missing, what sends it to a person, the pledge. `seen` is the state looked at,
    `moved` that another window has changed it, `rules_changed` what is new in the rules since the draft began. `hints` are what the
    pre-check says, `unread` how many papers it has not finished.
    """

    title: str
    form: SubmitForm
    rows: tuple[SummaryRow, ...]
    missing: tuple[str, ...]
    papers_url: str
    hints: tuple[PaperHint, ...]
    unread: int
    still_open: tuple[tuple[str, str], ...]
    holds: tuple[str, ...]
    pledge: str
    region_name: str
    hotline: Hotline | None
    back_url: str
    progress: str
    seen: str
    moved: bool
    rules_changed: tuple[str, ...]


def _said_back(draft: Draft, question: Question) -> str:
    """An answer in words; who has not answered has not said 不在列表里 either."""
    return question.tell(draft) if draft.answered(question.code) or question.is_known(draft) else _("还没有填")


def _rows(draft: Draft, given: Sequence[PaperCard], *, is_signed: bool) -> tuple[SummaryRow, ...]:
    person = person_card(draft.filing.person_id)
    who = SummaryRow(_("申请人"), f"{person.masked_name}，{person.masked_id_number}")
    asked = [question for question in QUESTIONS if question.is_asked(draft)]
    answers = [SummaryRow(str(one.title), _said_back(draft, one), f"{url_of(draft, one.code)}?from={CHECK}") for one in asked]
    names = {slot.code: slot.name for slot in draft.slots}
    counts = {slot: sum(paper.slot == slot for paper in given) for slot in dict.fromkeys(paper.slot for paper in given)}
    listed = "\n".join(_("%(name)s：%(count)s份") % {"name": names.get(slot, slot), "count": n} for slot, n in counts.items())
    papers = SummaryRow(_("上传的材料"), listed or _("还没有上传"), url_of(draft, PAPERS))
    if not draft.makes_form:
        return (who, *answers, papers)
    signed = _("已签名") if is_signed else _("还没有签名")
    return (who, *answers, papers, SummaryRow(_("申请表"), signed, url_of(draft, FORM)))


def _is_form(draft: Draft, code: str) -> bool:
    return any(slot.code == code and slot.made_here for slot in draft.slots)


def _check_page(draft: Draft, form: SubmitForm, ready: Readiness, *, moved: bool) -> CheckPage:
    given = [paper for paper in papers_of(draft.filing.id) if not _is_form(draft, paper.slot)]
    titles = {question.code: str(question.title) for question in QUESTIONS} | {FORM: _("核对申请表并签名")}
    return CheckPage(
        title=_("核对后提交"),
        form=form,
        rows=_rows(draft, given, is_signed=FORM not in ready.open_questions),
        missing=tuple(slot.name for slot in ready.missing),
        papers_url=url_of(draft, PAPERS),
        hints=hints_of(draft, given),
        unread=sum(not paper.is_settled for paper in given),
        still_open=tuple((titles[code], url_of(draft, code)) for code in ready.open_questions),
        holds=tuple(str(HOLDS[code]) for code in ready.holds),
        pledge=_(PLEDGE),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=back_url(draft, CHECK),
        progress=progress_words(draft, CHECK),
        seen=state_of(draft),
        moved=moved,
        rules_changed=rules_changed_since(draft),
    )


@keep_unsent
@citizen
def check(request: Request, reference: str) -> HttpResponseBase:
    """Show everything once more; submit exactly once, however often the button is pressed."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:receipt", reference)
    ready = readiness_of(draft)
    form = SubmitForm(request.POST if request.method == "POST" else None, ready=ready)
    if request.method != "POST" or ready.open_questions or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return page_or_fragment(request, "apply/check", _check_page(draft, form, ready, moved=False), status=status)
    try:
        operations.submit(draft=draft, said=form.cleaned_data.get("said", ""), seen=request.POST.get("seen", ""))
    except DraftMoved as moved:
        page = _check_page(draft, form, ready, moved=True)
        response = page_or_fragment(request, "apply/check", page, status=HTTPStatus.CONFLICT)
        response["X-Error-Code"] = moved.code
        return response
    return redirect("apply:receipt", reference)


@citizen
@require_POST
def remove(request: Request, reference: str) -> HttpResponseBase:
    """Take a draft off the list."""
    at = now_of(request)
    draft = draft_for(viewer=request.actor, reference=reference, at=at)
    remove_draft(filing_id=draft.filing.id, at=at)
    return redirect("cases:mine")
