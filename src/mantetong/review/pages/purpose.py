"""查看事由: asked before a filing opens that nobody gave to the one who opens it; good for the rest of the day."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.cases.operations import give_purpose
from mantetong.cases.queries import claimed_by, filing_for
from mantetong.people.queries.desk import staff_names
from mantetong.review.access import READERS
from mantetong.review.pages.back import back_to
from mantetong.review.purpose_forms import LookForm
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class PurposePage:
    """Who has the filing, and the question; nothing of what it is about."""

    title: str
    subtitle: str
    reference: str
    case_reference: str
    holder: str
    form: LookForm


@staff(*READERS)
def purpose(request: Request, reference: str) -> HttpResponseBase:
    """Say what for, then the filing opens. Nothing is asked of those it was given to; they may come here all the same."""
    if request.method != "POST":
        return ask_purpose(request, reference, LookForm())
    form = LookForm(request.POST)
    if not form.is_valid():
        return ask_purpose(request, reference, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    give_purpose(filing=filing, by=request.actor, why=form.why, at=at)
    messages.info(request, _("查看事由已记入查看记录，今天内有效。"))
    return back_to(reference, request.POST.get("case", ""))


def ask_purpose(request: Request, reference: str, form: LookForm, *, status: int = HTTPStatus.OK) -> HttpResponseBase:
    """The question in place of the filing. Raises NoSuchFiling."""
    filing = filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    holder = claimed_by(filing.id)
    page = PurposePage(
        title=_("写明查看事由"),
        subtitle=_("受理号尾号%(tail)s") % {"tail": filing.number[-4:]},
        reference=reference,
        case_reference=request.POST.get("case", "") or request.GET.get("case", ""),
        holder=staff_names({holder}).get(holder, _("同事")) if holder is not None else "",
        form=form,
    )
    return page_or_fragment(request, "review/purpose", page, status=status)
