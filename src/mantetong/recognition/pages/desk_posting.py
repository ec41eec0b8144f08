"""凭证邮寄: printed copies that clerks send by courier and follow until they arrive or come back."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.roles import Role
from mantetong.people.operations import note_look
from mantetong.recognition import operations
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.models import PostingState
from mantetong.recognition.pages.desk_forms import ReturnedForm, SentForm
from mantetong.recognition.posted import PostingCard, posting_in, running_postings
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.printing import render_pdf
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_moment


@dataclass(frozen=True, slots=True)
class Line:
    """One posting at the desk with the one form that fits."""

    id: int
    heading: str
    said: str
    label_url: str
    paper_url: str
    form: forms.Form
    is_sent: bool


@dataclass(frozen=True, slots=True)
class PostingsPage:
    """What is to be sent or followed."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]


@staff(Role.CLERK, Role.SUPERVISOR)
def postings(request: Request) -> HttpResponseBase:
    """The list; a posted form moves one on. Raises NoSuchRecognition."""
    form = _posted(request)
    if form is not None and form.is_valid():
        _move(request, form, now_of(request))
        return redirect("recognition:postings")
    region = request.actor.region or ""
    lines = tuple(_line(one, form if form and form.prefix == str(one.id) else None) for one in running_postings(region=region))
    said = _("只寄打印件，不寄也不收原件。寄出后填运单号；退回的写明原因，本人会看到并可以改地址再申请。")
    page = PostingsPage(_("凭证邮寄"), said, lines)
    return page_or_fragment(request, "recognition/postings", page, status=422 if form is not None else 200)


@staff(Role.CLERK, Role.SUPERVISOR)
def label(request: Request, posting: int) -> HttpResponseBase:
    """The address label as PDF: who and where to, no word of an illness. Raises NoSuchRecognition."""
    found, at = posting_in(posting, region=request.actor.region or ""), now_of(request)
    if found is None:
        raise NoSuchRecognition
    note_look(by=request.actor, kind="POSTING", reference=str(found.id), why="邮寄凭证", at=at)
    data = {"name": found.recipient, "phone": found.phone, "address": found.address, "number": f"{found.id:08d}"}
    content = render_pdf(template="recognition/label.typ", data=data, at=at)
    headers = {"Content-Disposition": 'inline; filename="label.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _posted(request: Request) -> forms.Form | None:
    if request.method != "POST":
        return None
    kinds = {"sent": SentForm, "returned": ReturnedForm, "delivered": forms.Form}
    kind = kinds.get(request.POST.get("act", ""))
    if kind is None:
        raise NoSuchRecognition
    return kind(request.POST, prefix=request.POST.get("posting", ""))


def _move(request: Request, form: forms.Form, at: datetime) -> None:
    number = request.POST.get("posting", "")
    found = posting_in(int(number), region=request.actor.region or "") if number.isdecimal() else None
    if found is None:
        raise NoSuchRecognition
    if isinstance(form, SentForm):
        operations.mark_sent(posting_id=found.id, by=request.actor, at=at, **form.cleaned_data)
    elif isinstance(form, ReturnedForm):
        operations.mark_returned(posting_id=found.id, by=request.actor, at=at, **form.cleaned_data)
    else:
        operations.mark_delivered(posting_id=found.id, by=request.actor, at=at)


def _line(one: PostingCard, form: forms.Form | None) -> Line:
    is_sent = one.state == PostingState.SENT
    asked = chinese_moment(one.changed_at if is_sent else one.asked_at)
    said = _("{at}寄出，{carrier} {tracking}") if is_sent else _("{at}申请")
    fitting = ReturnedForm(prefix=str(one.id)) if is_sent else SentForm(prefix=str(one.id))
    return Line(
        id=one.id,
        heading=one.recipient,
        said=said.format(at=asked, carrier=one.carrier, tracking=one.tracking),
        label_url=reverse("recognition:label", args=[one.id]),
        paper_url=reverse("recognition:verify", args=[one.token]),
        form=form or fitting,
        is_sent=is_sent,
    )
