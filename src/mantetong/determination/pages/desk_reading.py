"""抽查复读: a decided case read again as if nobody had judged it: papers and criteria, no answers, no decision."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mantetong.cases.queries import desk_sheet
from mantetong.determination import operations, queries
from mantetong.determination.access import Opened, open_from_list
from mantetong.determination.desk_forms import ReadingForm
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.roles import Role
from mantetong.review.queries import CaseView, case_view
from mantetong.review.queries.screen import Choice
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The papers, and the questions anew."""

    title: str
    subtitle: str
    view: CaseView
    form: ReadingForm
    sources: tuple[tuple[str, str], ...]


@staff(Role.REVIEWER, Role.SUPERVISOR)
def reading(request: Request, reference: str) -> HttpResponseBase:
    """Answer every criterion and the outcome, without seeing what was said before."""
    at = now_of(request)
    opened = open_from_list(viewer=request.actor, reference=reference, at=at, why=_("抽查复读"))
    card = queries.reading_for(case_id=opened.case.id, reader_id=request.actor.account_id or 0)
    if card is None:
        raise Http404
    leaves = tuple(leaves_of(opened.disease.criteria.value))
    form = ReadingForm(request.POST or None, criteria=tuple((path, leaf.label) for path, leaf in leaves))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        operations.read_again(
            reading_id=card.id, answers=form.answers, outcome=given["outcome"], remark=given["remark"], by=request.actor, at=at
        )
        messages.success(request, _("复读已记下，谢谢。看法不同的，只有原来的认定人员本人会看到。"))
        return redirect("review:work-list", "sampled")
    page = ReadingPage(
        title=_("抽查复读 %(number)s") % {"number": opened.case.number},
        subtitle=_("%(disease)s；按材料重新判断，这里不显示原来的判断和结果") % {"disease": opened.disease.name},
        view=_blind(request, opened),
        form=form,
        sources=tuple((leaf.label, leaf.source or opened.disease.criteria.source) for _path, leaf in leaves),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "determination/reading", page, status=status)


def _blind(request: Request, opened: Opened) -> CaseView:
    sheet = replace(desk_sheet(opened.case), answers=(), judgements=())
    choice = Choice.of(request.GET.dict())
    return case_view(case=opened.case, filing=opened.filing, policy=opened.policy, choice=choice, sheet=sheet)
