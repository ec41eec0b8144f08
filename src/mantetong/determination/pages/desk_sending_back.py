"""退回: back to the step before, with a written reason."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.determination import operations
from mantetong.determination.access import open_case
from mantetong.determination.forms import ReasonForm
from mantetong.determination.pages.deciding import back_of
from mantetong.domain.roles import Role
from mantetong.domain.stages import ENDS
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.labels import STAGES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class SendBackPage:
    """Why it goes back."""

    title: str
    subtitle: str
    form: ReasonForm
    back_url: str


@staff(Role.REVIEWER, Role.SUPERVISOR, Role.INSTITUTION)
def send_back(request: Request, reference: str) -> HttpResponseBase:
    """Back to the step before, with a written reason."""
    at = now_of(request)
    opened = open_case(viewer=request.actor, reference=reference, at=at, why=_("认定"))
    if opened.case.stage in ENDS:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        operations.send_back(case_id=opened.case.id, reason=form.cleaned_data["reason"], by=request.actor, at=at)
        messages.success(request, _("已退回。"))
        if request.actor.holds(Role.INSTITUTION):
            return redirect("determination:institution")
        return redirect(reverse("review:filing", args=[opened.filing.reference]) + f"?case={opened.case.reference}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = SendBackPage(
        _("退回 %(number)s") % {"number": opened.case.number},
        str(STAGES[opened.case.stage]),
        form,
        back_of(opened, request.actor),
    )
    return page_or_fragment(request, "determination/send_back", page, status=status)
