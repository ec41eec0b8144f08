"""How long there still is to answer, and more time on word: in hospital, a paper on its way."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.cases.queries import FilingCard, filing_for
from mantetong.policies.queries import policy_of
from mantetong.review import operations
from mantetong.review.errors import NothingToAnswer
from mantetong.review.operations.more_time import is_longer
from mantetong.review.queries import NoticeCard, notice_of
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.forms import PlainForm
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline


class MoreTimeForm(PlainForm):
    """Why: one of three, no proof."""

    why = forms.ChoiceField(
        label=gettext_lazy("什么原因来不及"),
        choices=(
            ("IN_HOSPITAL", gettext_lazy("本人正在住院")),
            ("PAPER_ON_ITS_WAY", gettext_lazy("材料还在开，暂时拿不到")),
            ("OTHER", gettext_lazy("别的原因")),
        ),
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """The last day to answer. `days_left` counts from today, 0 on the day itself, below when it has passed."""

    answer_by: date
    days_left: int


@dataclass(frozen=True, slots=True)
class MoreTimePage:
    """The question why, or the word that it was given already. `days` are what is given."""

    title: str
    region_name: str
    form: MoreTimeForm
    answer_by: date
    days: int
    is_given: bool
    hotline: Hotline | None
    back_url: str


@citizen
def waiting(request: Request, reference: str) -> HttpResponseBase:
    """Until when, as a part of the filing's page."""
    at = now_of(request)
    notice = _open_notice(filing_for(viewer=request.actor, reference=reference, at=at))
    return page_or_fragment(request, "review/waiting", WaitingPart(notice.answer_by, (notice.answer_by - day_of(at)).days))


@citizen
def more_time(request: Request, reference: str) -> HttpResponseBase:
    """Ask for more time; it is given on word, once."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    form = MoreTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.give_more_time(filing_id=filing.id, why=form.cleaned_data["why"], by=request.actor, at=at)
        return redirect("review:more-time", reference)
    return _page(request, filing, form, status=422 if request.method == "POST" else 200)


def _page(request: Request, filing: FilingCard, form: MoreTimeForm, *, status: int) -> HttpResponse:
    notice, policy = _open_notice(filing), policy_of(version_id=filing.policy_version_id or 0)
    days = policy.supplement.value.answer_days
    page = MoreTimePage(
        title=_("我需要更多时间"),
        region_name=policy.name,
        form=form,
        answer_by=notice.answer_by,
        days=days,
        is_given=is_longer(sent_at=notice.sent_at, answer_by=notice.answer_by, days=days),
        hotline=hotline_of(policy),
        back_url=reverse("review:supplement", args=[filing.reference]),
    )
    return page_or_fragment(request, "review/more_time", page, status=status)


def _open_notice(filing: FilingCard) -> NoticeCard:
    notice = notice_of(filing_id=filing.id)
    if notice is None or notice.answered_at:
        raise NothingToAnswer
    return notice
