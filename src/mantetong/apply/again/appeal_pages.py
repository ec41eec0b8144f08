"""申诉复核: what was decided and why one disagrees; more papers if there are any; sent to people who did not judge it before."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.again import operations
from mantetong.apply.form_data import PLEDGE
from mantetong.cases.queries import (
    CaseCard,
    DecisionCard,
    FilingCard,
    case_card,
    case_for,
    filing_card,
    filing_for,
    followings_of,
    standing_decision,
)
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Kind
from mantetong.domain.policy import RegionPolicy
from mantetong.policies.queries import policy_of, policy_on
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.door import door_of
from mantetong.web.forms import PlainForm
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.remedies import unpublished_limit
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, OptionLabel
from mantetong.web.wording import chinese_day

LONGEST = 2000


class AppealForm(PlainForm):
    """Which reasons one disagrees with, and why."""

    paths = forms.MultipleChoiceField(label=gettext_lazy("您不同意哪一条"), widget=forms.CheckboxSelectMultiple, required=False)
    grounds = forms.CharField(
        label=gettext_lazy("为什么不同意"),
        help_text=gettext_lazy("用自己的话写，几句就行。例如：出院记录第2页写了这个诊断。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("请写一写为什么不同意，好让重新审核的人知道从哪里看起。"),
            "max_length": gettext_lazy("最多写%(limit_value)d字，现在是%(show_value)d字。请写要点，写的内容还在。"),
        },
    )

    def __init__(self, data: object, *, told: DecisionCard | None, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        against = [one for one in (told.reasons if told else ()) if one["answer"] != Answer.MET and one.get("path")]
        choices = [(str(one["path"]), OptionLabel(str(one["label"]), str(one["said"]))) for one in against]
        if not choices:
            del self.fields["paths"]
        else:
            self.fields["paths"].choices = choices  # type: ignore[attr-defined]


class SendForm(PlainForm):
    """The pledge, once more."""

    pledge = forms.BooleanField(
        label=gettext_lazy("我已看过并作出上面的承诺"), error_messages={"required": gettext_lazy("请阅读承诺并勾选，再提交。")}
    )


@dataclass(frozen=True, slots=True)
class AppealPage:
    """The remedies the pack states, the deadline, and the form."""

    title: str
    region_name: str
    number: str
    disease: str
    remedies: str
    deadline: str
    is_late: bool
    form: AppealForm
    hotline: Hotline | None
    back_url: str


@dataclass(frozen=True, slots=True)
class AppealDraftPage:
    """What has been said, and places for more papers; the pledge sends it."""

    title: str
    region_name: str
    reference: str
    disease: str
    grounds: str
    pledge: str
    is_late: bool
    form: SendForm
    change_url: str
    hotline: Hotline | None
    back_url: str


@citizen
def appeal(request: Request, reference: str) -> HttpResponseBase:
    """Say what one disagrees with; the appeal's draft holds everything handed in before."""
    at = now_of(request)
    case = case_for(viewer=request.actor, reference=reference, at=at)
    operations.ensure_appealable(case)
    form = AppealForm(request.POST or None, told=standing_decision(case.id), initial=_said_before(request, case))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        door = door_of(request, policy=policy_on(region=case.region, on=day_of(at)))
        said = {"paths": given.get("paths", []), "grounds": given["grounds"].strip()}
        draft = operations.open_appeal(case=case, **said, by=request.actor, door=door, at=at)
        return redirect("apply:appeal-draft", draft)
    return _appeal_page(request, case, form, status=422 if request.method == "POST" else 200)


def _said_before(request: Request, case: CaseCard) -> dict[str, object]:
    """What stands in the draft already, when one comes back to change it."""
    draft = request.GET.get("draft", "")
    if not draft:
        return {}
    filing = filing_for(viewer=request.actor, reference=draft, at=now_of(request))
    said = next((one for one in followings_of(filing.id) if one.earlier_case_id == case.id), None)
    return {"paths": list(said.paths), "grounds": said.grounds} if said else {}


def _appeal_page(request: Request, case: CaseCard, form: AppealForm, *, status: int) -> HttpResponse:
    rules = policy_of(version_id=filing_card(case.filing_id).policy_version_id or 0)
    page = AppealPage(
        title=_("提出申诉"),
        region_name=rules.name,
        number=case.number,
        disease=rules.diseases[case.disease_code].name,
        remedies=rules.appeal.value.text,
        deadline=_deadline(case, rules),
        is_late=operations.is_late(operations.last_day_to_appeal(case), on=day_of(now_of(request))),
        form=form,
        hotline=hotline_of(rules),
        back_url=reverse("determination:decision", args=[case.reference]),
    )
    return page_or_fragment(request, "apply/appeal", page, status=status)


def _deadline(case: CaseCard, rules: RegionPolicy) -> str:
    last = operations.last_day_to_appeal(case)
    if last is None:
        return unpublished_limit()
    return _("最后一天是%(day)s（收到决定之日起%(days)s日内）。") % {"day": chinese_day(last), "days": rules.appeal.value.days}


@citizen
def appeal_draft(request: Request, reference: str) -> HttpResponseBase:
    """More papers if there are any, the pledge, and off it goes; pressed twice it is sent once."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    if not filing.is_draft:
        return redirect("cases:home", reference)
    if filing.kind is not Kind.APPEAL or not followings_of(filing.id):
        return redirect("apply:resume", reference)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        holds = operations.holds_of_appeal(filing, on=day_of(at))
        operations.send_appeal(filing=filing, by=request.actor, at=at, holds=holds)
        return redirect("cases:home", reference)
    return _draft_page(request, filing, form, status=422 if request.method == "POST" else 200)


def _draft_page(request: Request, filing: FilingCard, form: SendForm, *, status: int) -> HttpResponse:
    said = [one for one in followings_of(filing.id) if one.earlier_case_id]
    cases = [case_card(one.earlier_case_id or 0) for one in said]
    rules = policy_of(version_id=filing_card(cases[0].filing_id).policy_version_id or 0)
    on = day_of(now_of(request))
    page = AppealDraftPage(
        title=_("核对后提交申诉"),
        region_name=rules.name,
        reference=filing.reference,
        disease="、".join(rules.diseases[case.disease_code].name for case in cases),
        grounds="\n".join(one.grounds for one in said),
        pledge=_(PLEDGE),
        is_late=bool(operations.holds_of_appeal(filing, on=on)),
        form=form,
        change_url=f"{reverse('apply:appeal', args=[cases[-1].reference])}?draft={filing.reference}",
        hotline=hotline_of(rules),
        back_url=reverse("cases:mine"),
    )
    return page_or_fragment(request, "apply/appeal_draft", page, status=status)
