"""At the counter: the clerk types the digits shown, reads the form aloud, and bears witness. And the voice of who could not come."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply import operations
from mantetong.apply.draft import Draft
from mantetong.apply.errors import WitnessCodeWrong
from mantetong.apply.form_data import FormData, form_data
from mantetong.apply.queries import recording_of
from mantetong.cases.operations import note_desk_look
from mantetong.cases.queries import filing_for
from mantetong.domain.roles import Role
from mantetong.outside.documents import fetch
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


class CodeForm(PlainForm):
    """The six digits on the applicant's telephone."""

    code = NarrowedField(
        label=gettext_lazy("申请人手机上的六位数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class WitnessForm(PlainForm):
    """Three things a witness has done."""

    code = forms.CharField(widget=forms.HiddenInput)
    is_there = forms.BooleanField(label=gettext_lazy("本人在场，已核对身份证件"))
    was_read = forms.BooleanField(label=gettext_lazy("申请表已经读给本人听"))
    said_yes = forms.BooleanField(label=gettext_lazy("本人口头确认：是我申请的，内容是真的"))


@dataclass(frozen=True, slots=True)
class WitnessPage:
    """First the digits, then the form to read aloud."""

    title: str
    form: CodeForm | WitnessForm
    data: FormData | None
    subtitle: str = ""


@staff(Role.CLERK, Role.HELPER)
def witness(request: Request) -> HttpResponseBase:
    """Find the draft by its digits; witness it."""
    if request.method != "POST":
        return _page(request, CodeForm(), None)
    codes = CodeForm(request.POST)
    if not codes.is_valid():
        return _page(request, codes, None)
    at, code = now_of(request), codes.cleaned_data["code"]
    try:
        draft = operations.draft_at_the_counter(code=code, by=request.actor, at=at)
    except WitnessCodeWrong as wrong:
        words = sentence_for(wrong.code)
        codes.add_error("code", f"{words.what}{words.why}{words.now}")
        return _page(request, codes, None)
    return _witnessed(request, draft, code)


def _witnessed(request: Request, draft: Draft, code: str) -> HttpResponseBase:
    form = WitnessForm(request.POST if request.POST.get("do") == "witness" else None, initial={"code": code})
    if form.is_bound and form.is_valid():
        operations.witness_form(draft=draft, code=code, by=request.actor, at=now_of(request))
        messages.success(request, _("已见证。申请人可以在自己的手机上继续提交。"))
        return redirect("apply:witness")
    return _page(request, form, form_data(draft))


def _page(request: Request, form: CodeForm | WitnessForm, data: FormData | None) -> HttpResponseBase:
    page = WitnessPage(_("见证签名"), form, data)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return page_or_fragment(request, "apply/witness", page, status=status)


@staff(Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION, Role.AUDITOR)
def recording(request: Request, reference: str) -> HttpResponseBase:
    """The recorded voice of a filing one may see; the listening is written down."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    card = recording_of(filing.id)
    if card is None:
        raise Http404
    note_desk_look(filing=filing, by=request.actor, kind="RECORDING", reference=reference, why=f"办件 {reference}", at=at)
    response = HttpResponse(fetch(card.storage_key), content_type=card.type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
