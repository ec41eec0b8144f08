"""Check, submit, and what goes home on paper: the receipt, the query code on a sheet of its own, the slip of what is missing."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.checks import readiness_of
from mantetong.apply.clerk import operations
from mantetong.apply.clerk.pages.entering import AT_COUNTER, its_draft
from mantetong.apply.clerk.queries import OriginalCard, originals_of, visit_of
from mantetong.apply.draft import Draft
from mantetong.apply.errors import DraftMoved
from mantetong.apply.form_data import PLEDGE
from mantetong.apply.pages.check import HOLDS, SubmitForm
from mantetong.apply.queries import draft_for, rules_changed_since, state_of
from mantetong.apply.questions import FORM, QUESTIONS
from mantetong.cases.queries import due_words_of, query_code_of
from mantetong.domain.policy import Occasion, Slot
from mantetong.domain.roles import Role
from mantetong.materials.queries import papers_of
from mantetong.people.queries import person_card
from mantetong.policies.queries import hotline_of, own_words_of
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.printing import qr_svg
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, OwnWords, SummaryRow


class CounterSubmitForm(SubmitForm):
    """The same as at home, in the words of who sits behind the counter."""

    pledge = forms.BooleanField(
        label=gettext_lazy("承诺已经读给申请人（代办人）听，申请人已作出承诺"),
        error_messages={"required": gettext_lazy("请把承诺读给申请人听，再勾选。")},
    )


@dataclass(frozen=True, slots=True)
class CounterCheckPage:
    """Every answer, what is missing, what sends it to a person; the pledge."""

    title: str
    reference: str
    form: CounterSubmitForm
    rows: tuple[SummaryRow, ...]
    still_open: tuple[str, ...]
    missing: tuple[str, ...]
    holds: tuple[str, ...]
    pledge: str
    seen: str
    moved: bool
    rules_changed: tuple[str, ...]


@staff(Role.CLERK)
def check(request: Request, reference: str) -> HttpResponseBase:
    """The same checks as everywhere; submit exactly once."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft:
        return redirect("apply:counter-receipt", reference)
    draft = its_draft(request, reference)
    ready = readiness_of(draft)
    form = CounterSubmitForm(request.POST if request.method == "POST" else None, ready=ready)
    if request.method != "POST":
        return _check_page(request, draft, form)
    if ready.open_questions or not form.is_valid():
        return _check_page(request, draft, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        operations.submit_visit(draft=draft, said=form.cleaned_data.get("said", ""), seen=request.POST.get("seen", ""))
    except DraftMoved:
        return _check_page(request, draft, form, HTTPStatus.CONFLICT, moved=True)
    return redirect("apply:counter-receipt", reference)


def _check_page(
    request: Request, draft: Draft, form: CounterSubmitForm, status: HTTPStatus = HTTPStatus.OK, *, moved: bool = False
) -> HttpResponseBase:
    ready = readiness_of(draft)
    titles = {one.code: str(one.title) for one in QUESTIONS} | {FORM: _("申请表还没有签名")}
    page = CounterCheckPage(
        title=_("核对后提交"),
        reference=draft.filing.reference,
        form=form,
        rows=_rows(draft),
        still_open=tuple(titles[code] for code in ready.open_questions),
        missing=tuple(slot.name for slot in ready.missing),
        holds=tuple(str(HOLDS[code]) for code in ready.holds),
        pledge=_(PLEDGE),
        seen=state_of(draft),
        moved=moved,
        rules_changed=rules_changed_since(draft),
    )
    return page_or_fragment(request, "apply/clerk/check", page, status=status)


def _rows(draft: Draft) -> tuple[SummaryRow, ...]:
    person, visit = person_card(draft.filing.person_id), visit_of(draft.filing.id)
    who = SummaryRow(_("参保人"), f"{person.name}，{person.masked_id_number}")
    proxy = (SummaryRow(_("代办人"), visit.proxy_name),) if visit and visit.has_proxy else ()
    told = [one for one in QUESTIONS if one.is_asked(draft) and one.code != "told" and draft.answered(one.code)]
    answers = (SummaryRow(str(one.title), one.tell(draft)) for one in told)
    names = {slot.code: slot.name for slot in draft.slots}
    papers = "、".join(dict.fromkeys(names.get(paper.slot, paper.name) for paper in papers_of(draft.filing.id)))
    return (who, *proxy, *answers, SummaryRow(_("材料"), papers or _("还没有")))


@dataclass(frozen=True, slots=True)
class SlipPage:
    """What is still missing, once and whole; the barcode that brings the case back at any counter of the region."""

    title: str
    who: str
    region_name: str
    missing: tuple[Slot, ...]
    still_open: tuple[str, ...]
    originals: tuple[OriginalCard, ...]
    barcode: str
    picture: SafeString
    hotline: Hotline | None
    own_words: tuple[OwnWords, ...]
    reference: str


@staff(*AT_COUNTER)
def missing(request: Request, reference: str) -> HttpResponseBase:
    """One slip with everything that is still missing. No illness is named on it."""
    draft = its_draft(request, reference)
    visit = visit_of(draft.filing.id)
    assert visit is not None  # noqa: S101  its_draft has looked
    ready = readiness_of(draft)
    titles = {one.code: str(one.title) for one in QUESTIONS} | {FORM: _("申请表要本人签名")}
    page = SlipPage(
        title=_("一次性告知单"),
        who=person_card(draft.filing.person_id).masked_name,
        region_name=draft.policy.name,
        missing=ready.missing,
        still_open=tuple(titles[code] for code in ready.open_questions),
        originals=originals_of(draft.filing.id),
        barcode=visit.barcode,
        picture=mark_safe(qr_svg(visit.barcode)),  # noqa: S308  drawn here from twelve letters and digits
        hotline=hotline_of(draft.policy),
        own_words=own_words_of(draft.policy, Occasion.SUPPLEMENT),
        reference=reference,
    )
    return page_or_fragment(request, "apply/clerk/slip", page)


@dataclass(frozen=True, slots=True)
class CounterReceiptPage:
    """What goes home: on one sheet the number, on another the query code."""

    title: str
    reference: str
    who: str
    number: str
    submitted_at: datetime
    due: str
    originals: tuple[OriginalCard, ...]
    region_name: str
    hotline: Hotline | None
    own_words: tuple[OwnWords, ...]
    query_code: str


@staff(Role.CLERK)
def receipt(request: Request, reference: str) -> HttpResponseBase:
    """The receipt with the number, without the query code."""
    return page_or_fragment(request, "apply/clerk/receipt", _receipt(request, reference, _("受理回执"), with_code=False))


@staff(Role.CLERK)
def query_code(request: Request, reference: str) -> HttpResponseBase:
    """The query code on a sheet of its own, without the number."""
    return page_or_fragment(request, "apply/clerk/code", _receipt(request, reference, _("查询码"), with_code=True))


def _receipt(request: Request, reference: str, title: str, *, with_code: bool) -> CounterReceiptPage:
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if draft.filing.submitted_at is None or visit_of(draft.filing.id) is None:
        raise Http404
    return CounterReceiptPage(
        title=title,
        reference=reference,
        who=person_card(draft.filing.person_id).masked_name,
        number="" if with_code else draft.filing.number,
        submitted_at=draft.filing.submitted_at,
        due=due_words_of(draft.filing),
        originals=originals_of(draft.filing.id),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        own_words=own_words_of(draft.policy, Occasion.RECEIPT),
        query_code=query_code_of(draft.filing.id) if with_code else "",
    )
