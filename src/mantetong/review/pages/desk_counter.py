"""窗口补正: who was asked for papers brings them to the counter."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mantetong.cases.queries import FilingCard
from mantetong.cases.queries.at_counter import filing_at_counter
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.materials.operations import receive_paper
from mantetong.materials.operations.refusals import REFUSALS
from mantetong.people.queries import person_card
from mantetong.policies.queries import policy_of
from mantetong.review import operations, papers
from mantetong.review.errors import CounterTriedTooOften, NoSupplementHere, StillMissing
from mantetong.review.forms import AnswerForm, FindSupplementForm
from mantetong.review.pages.applicant import AskedRow, asked_rows
from mantetong.review.papers import PaperView
from mantetong.review.queries import notice_of
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class FindPage:
    """The number on the notice and the card of who it is about."""

    title: str
    subtitle: str
    form: FindSupplementForm


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """One thing that is asked, with what has come for it; `field` names its file input, empty where no paper is wanted."""

    row: AskedRow
    field: str
    papers: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True)
class CounterSupplementPage:
    """Everything that is asked, the places for it, and the way to hand it in."""

    title: str
    subtitle: str
    answer_by: date
    places: tuple[AskedPlace, ...]
    form: AnswerForm


@staff(Role.CLERK)
def find(request: Request) -> HttpResponseBase:
    """Find the filing that waits; what did not fit is not said."""
    form, status = FindSupplementForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                found = operations.find_supplement(shown=form.shown, by=request.actor, at=now_of(request))
            except (NoSupplementHere, CounterTriedTooOften) as error:
                words = sentence_for(error.code)
                form.add_error(None, f"{words.what}{words.why}{words.now}")
                status = HTTPStatus(words.status)
            else:
                return redirect("review:counter-supplement", found)
    page = FindPage(_("窗口补正"), _("申请人把要补的材料带到窗口来交。请核对身份证件后填写。"), form)
    return page_or_fragment(request, "review/counter_find", page, status=status)


@staff(Role.CLERK)
def supplement(request: Request, assignment_id: int) -> HttpResponseBase:
    """Put papers into the places that were asked for; hand everything in once."""
    at = now_of(request)
    filing = filing_at_counter(assignment_id=assignment_id, account_id=request.actor.known_id, region=request.actor.region or "")
    if filing is None or not any(case.stage is Stage.SUPPLEMENTING for case in filing.cases):
        raise Http404
    form, status = AnswerForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        all_kept = _keep(request, filing, at)
        if request.POST.get("step") != "hand-in" and all_kept:
            return redirect("review:counter-supplement", assignment_id)
        if all_kept and form.is_valid() and _handed_in(request, filing, form, at):
            messages.success(
                request, _("已替申请人交回，审核人员会接着办，办理时间接着算。请告诉申请人：结果会按登记的方式通知。")
            )
            return redirect("review:counter-find")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return page_or_fragment(request, "review/counter_supplement", _page(filing, form), status=status)


def _keep(request: Request, filing: FilingCard, at: datetime) -> bool:
    """Take every file into its place; False when one was refused, with the words on the page."""
    all_kept = True
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            try:
                receive_paper(
                    filing_id=filing.id,
                    slot=name.removeprefix("slot-"),
                    name=file.name or "材料",
                    content=file.read(),
                    by=request.actor,
                    at=at,
                )
            except REFUSALS as refused:
                words = sentence_for(refused.code, vars(refused))
                messages.error(request, f"{file.name}：{words.what}{words.why}{words.now}")
                all_kept = False
    return all_kept


def _handed_in(request: Request, filing: FilingCard, form: AnswerForm, at: datetime) -> bool:
    try:
        operations.hand_in_supplement(filing=filing, said=form.cleaned_data["said"], by=request.actor, at=at)
    except StillMissing as missing:
        words = _("还没有收到：%(names)s。请补上；确实交不出的，请在情况说明里写明原因，也可以这样交回。")
        form.add_error("said", words % {"names": missing.names})
        return False
    return True


def _page(filing: FilingCard, form: AnswerForm) -> CounterSupplementPage:
    notice = notice_of(filing_id=filing.id)
    if notice is None:
        raise Http404
    person = person_card(filing.person_id)
    shelf = papers.papers_of(filing, policy=policy_of(version_id=filing.policy_version_id or 0))
    rows = asked_rows(notice, is_open=True)
    return CounterSupplementPage(
        title=_("窗口补正：%(name)s") % {"name": person.masked_name},
        subtitle=_("受理号 %(number)s") % {"number": filing.number},
        answer_by=notice.answer_by,
        places=tuple(_place(row, shelf) for row in rows),
        form=form,
    )


def _place(row: AskedRow, shelf: tuple[PaperView, ...]) -> AskedPlace:
    came = tuple(one for one in shelf if one.round and one.slot == row.slot)
    return AskedPlace(row, f"slot-{row.slot}" if row.shows_upload else "", came if row.shows_upload else ())
