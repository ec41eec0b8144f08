"""The auditor's look at the ledger: one filing's chain proven on demand, and the signed daily roots."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.cases import queries
from mantetong.cases.errors import NoSuchFiling
from mantetong.cases.shapes import LedgerLine
from mantetong.domain.filing_number import NotAFilingNumber, parse_filing_number
from mantetong.domain.roles import Role
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


class LedgerForm(forms.Form):
    """The number of the filing to prove."""

    number = forms.CharField(label=gettext_lazy("受理号"), max_length=40)


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Entries of one filing with the verdict on its chain; None before a number was given."""

    title: str
    form: LedgerForm
    lines: tuple[LedgerLine, ...] = ()
    is_whole: bool | None = None
    broken_at: int = 0
    roots: tuple[tuple[date, str, int, str], ...] = ()


@staff(Role.AUDITOR)
def ledger(request: Request) -> HttpResponseBase:
    """Prove a chain: every entry is hashed over the one before it, and the head is the one the filing keeps."""
    form = LedgerForm(request.GET or None)
    title, roots = _("台账核验"), queries.daily_roots(most=14)
    if not form.is_valid():
        return page_or_fragment(request, "cases/ledger", LedgerPage(title, form, roots=roots))
    try:
        number = parse_filing_number(form.cleaned_data["number"])
    except NotAFilingNumber:
        form.add_error("number", _("受理号不对，请再核对一遍。"))
        return page_or_fragment(request, "cases/ledger", LedgerPage(title, form, roots=roots), status=422)
    filing_id = queries.filing_id_by_number(viewer=request.actor, number=number, at=now_of(request))
    if filing_id is None:
        raise NoSuchFiling
    broken = next(queries.broken_chains(filing_id=filing_id), None)
    page = LedgerPage(title, form, queries.ledger_of(filing_id), broken is None, broken.broken_at if broken else 0, roots)
    return page_or_fragment(request, "cases/ledger", page)
