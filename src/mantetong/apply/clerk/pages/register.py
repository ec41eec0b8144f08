"""The register of originals: what lies here, labels to stick on, giving back."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mantetong.apply.clerk import originals
from mantetong.apply.clerk.errors import AlreadyReturned, NoSuchOriginal
from mantetong.apply.clerk.forms import ReturnForm
from mantetong.apply.clerk.queries import OriginalCard, originals_here, originals_of
from mantetong.apply.queries import draft_for
from mantetong.domain.roles import Role
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.printing import qr_svg
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """What lies here and has not been returned; the form for giving back."""

    title: str
    form: ReturnForm
    rows: tuple[OriginalCard, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A barcode to stick on an original."""

    card: OriginalCard
    picture: SafeString


@dataclass(frozen=True, slots=True)
class LabelsPage:
    """The labels of one filing's originals."""

    title: str
    labels: tuple[Label, ...]
    reference: str


@staff(Role.CLERK)
def register(request: Request) -> HttpResponseBase:
    """Scan a barcode, name who takes it: given back."""
    form, status = ReturnForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                card = originals.give_back(by=request.actor, at=now_of(request), **form.cleaned_data)
            except (NoSuchOriginal, AlreadyReturned) as error:
                words = sentence_for(error.code)
                form.add_error("barcode", f"{words.what}{words.why}{words.now}")
                status = HTTPStatus(words.status)
            else:
                messages.success(request, _("已退还：%(what)s，%(sheets)s张。") % {"what": card.what, "sheets": card.sheets})
                return redirect("apply:originals")
    page = RegisterPage(_("原件登记簿"), form, originals_here(region=request.actor.region or ""))
    return page_or_fragment(request, "apply/clerk/register", page, status=status)


@staff(Role.CLERK)
def labels(request: Request, reference: str) -> HttpResponseBase:
    """The labels of the originals that came with a case."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    drawn = tuple(
        Label(card, mark_safe(qr_svg(card.barcode)))  # noqa: S308  drawn here from twelve letters and digits
        for card in originals_of(draft.filing.id)
    )
    return page_or_fragment(request, "apply/clerk/labels", LabelsPage(_("原件条码"), drawn, reference))
