"""函询核实 and papers that may come later."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.cases.queries import rules_of
from mantetong.people.queries import institutions_in
from mantetong.policies.queries import policy_of
from mantetong.review import operations
from mantetong.review.access import DESK, filing_on_desk
from mantetong.review.forms import EnquireForm, EnquiryAnswerForm, PromiseForm
from mantetong.review.pages.back import back_to
from mantetong.review.queries.desk import review_sheet
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """One form; `told` is what it is about, `is_possible` False where the rules leave nothing to choose."""

    title: str
    subtitle: str
    reference: str
    form: EnquireForm | EnquiryAnswerForm | PromiseForm
    label: str
    told: str = ""
    is_possible: bool = True


@staff(*DESK)
def enquire(request: Request, reference: str) -> HttpResponseBase:
    """Ask the hospital that issued a paper."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.ensure_claimed(filing_id=filing.id, by=request.actor)
    offered = tuple((one.code, one.name) for one in institutions_in(filing.region))
    days = rules_of(filing).supplement.value.enquiry_days  # a start value the reviewer may change; empty where no pack names one
    start = {"institution": filing.institution_code, "answer_by": day_of(at) + timedelta(days=days) if days else None}
    form = EnquireForm(request.POST or None, institutions=offered, initial=start)
    if form.is_valid():
        given = form.cleaned_data
        operations.enquire(
            filing_id=filing.id,
            institution_code=given["institution"],
            question=given["question"],
            answer_by=given["answer_by"],
            by=request.actor,
            at=at,
        )
        messages.success(request, _("函询已记下。办理时限照常计算。"))
        return back_to(reference)
    page = FollowUpPage(_("函询核实"), _("向出具材料的医院核实；办理时限照常计算"), reference, form, _("记下函询"))
    return page_or_fragment(request, "review/follow_up", page, status=_status(request))


@staff(*DESK)
def enquiry(request: Request, reference: str, enquiry_id: int) -> HttpResponseBase:
    """Write down what the hospital said."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    cards = review_sheet(filing_id=filing.id, at=at).enquiries
    card = next((one for one in cards if one.id == enquiry_id), None)
    if card is None:
        raise Http404
    form = EnquiryAnswerForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        operations.note_enquiry_answer(
            enquiry_id=card.id, filing_id=filing.id, state=given["state"], answer=given["answer"], by=request.actor, at=at
        )
        messages.success(request, _("答复已记下。"))
        return back_to(reference)
    page = FollowUpPage(_("记下医院的答复"), _("照医院的原话写"), reference, form, _("保存答复"), told=card.question)
    return page_or_fragment(request, "review/follow_up", page, status=_status(request))


@staff(*DESK)
def promise(request: Request, reference: str) -> HttpResponseBase:
    """容缺受理, 告知承诺: only for what the pack lets follow."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.ensure_claimed(filing_id=filing.id, by=request.actor)
    slots = tuple((one.value.code, one.value.name) for one in operations.slots_that_may_follow(filing))
    days = policy_of(version_id=filing.policy_version_id or 0).supplement.value.answer_days
    form = PromiseForm(request.POST or None, slots=slots, initial={"by_on": day_of(at) + timedelta(days=days)})
    if form.is_valid():
        given = form.cleaned_data
        operations.promise_paper(
            filing_id=filing.id, slot=given["slot"], kind=given["kind"], by_on=given["by_on"], by=request.actor, at=at
        )
        messages.success(request, _("已同意后补，到期会提示。"))
        return back_to(reference)
    told = "" if slots else _("这份申请里没有规则允许后补的材料。")
    page = FollowUpPage(
        _("容缺受理、告知承诺"), _("只限规则允许后补的材料"), reference, form, _("同意后补"), told, is_possible=bool(slots)
    )
    return page_or_fragment(request, "review/follow_up", page, status=_status(request))


def _status(request: Request) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
