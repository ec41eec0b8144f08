"""One case at the counter: answers, papers, originals, the form and its signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.apply.clerk import operations, originals
from mantetong.apply.clerk.forms import OriginalForm, SpokenForm
from mantetong.apply.clerk.queries import OriginalCard, originals_of, visit_of
from mantetong.apply.clerk.visits import asked_at_counter, forms_of, keep_what_fits
from mantetong.apply.draft import Draft
from mantetong.apply.form_data import RELATIONS
from mantetong.apply.models import Gesture
from mantetong.apply.operations import Sheet, make_form, sign_on_paper
from mantetong.apply.pages.unsent import bring_back, keep_unsent
from mantetong.apply.queries import draft_for, is_signed
from mantetong.domain.roles import Role
from mantetong.materials.operations.refusals import REFUSALS
from mantetong.people.queries import person_card, staff_display
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

AT_COUNTER = (Role.CLERK, Role.HELPER)


@dataclass(frozen=True, slots=True)
class Section:
    """One question with its form; `is_answered` says that it stands already."""

    code: str
    title: str
    form: forms.Form
    is_answered: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything of one case at the counter."""

    title: str
    subtitle: str
    reference: str
    proxy: str
    sections: tuple[Section, ...]
    has_diseases: bool
    originals: tuple[OriginalCard, ...]
    original_form: OriginalForm
    spoken: SpokenForm
    is_signed: bool
    makes_form: bool
    may_submit: bool
    form: forms.Form | None = None


def its_draft(request: Request, reference: str) -> Draft:
    """The clerk's own unfinished case. Raises NoSuchFiling; Http404 once it is submitted or was not begun at the counter."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft or visit_of(draft.filing.id) is None:
        raise Http404
    return draft


@keep_unsent
@staff(*AT_COUNTER)
def entry(request: Request, reference: str) -> HttpResponseBase:
    """Show; keep what is right of what was typed, and say what is not."""
    draft = its_draft(request, reference)
    typed = request.POST if request.method == "POST" else bring_back(request)
    shown = forms_of(draft, typed)
    if request.method != "POST":
        return show(request, draft, shown)
    all_kept = keep_what_fits(draft, shown)
    if all_kept:
        messages.success(request, _("已保存。"))
        return redirect("apply:counter-entry", reference)
    return show(request, its_draft(request, reference), shown, HTTPStatus.UNPROCESSABLE_ENTITY)


def show(
    request: Request, draft: Draft, shown: dict[str, forms.Form], status: HTTPStatus = HTTPStatus.OK, **more: forms.Form
) -> HttpResponseBase:
    """The entry page; `more` are forms that were wrong."""
    person, visit = person_card(draft.filing.person_id), visit_of(draft.filing.id)
    assert visit is not None  # noqa: S101  its_draft has looked
    proxy = f"{visit.proxy_name}（{RELATIONS.get(visit.relation, '')}）" if visit.has_proxy else ""
    wrong = [form for form in (*shown.values(), *more.values()) if form.is_bound and form.errors]
    page = EntryPage(
        title=_("窗口录入：%(name)s") % {"name": person.masked_name},
        subtitle=f"{person.masked_id_number}　{draft.policy.name}",
        reference=draft.filing.reference,
        proxy=proxy,
        sections=tuple(
            Section(one.code, str(one.title), shown[one.code], draft.answered(one.code)) for one in asked_at_counter(draft)
        ),
        has_diseases=bool(draft.filing.disease_codes),
        originals=originals_of(draft.filing.id),
        original_form=more.get("original") or OriginalForm(),  # type: ignore[arg-type]
        spoken=more.get("spoken") or SpokenForm(),  # type: ignore[arg-type]
        is_signed=is_signed(draft),
        makes_form=draft.makes_form,
        may_submit=request.actor.holds(Role.CLERK),
        form=wrong[0] if wrong else None,
    )
    return page_or_fragment(request, "apply/clerk/entry", page, status=status)


@staff(*AT_COUNTER)
def form_pdf(request: Request, reference: str) -> HttpResponseBase:
    """The form to be signed on paper."""
    draft = its_draft(request, reference)
    response = HttpResponse(make_form(draft=draft), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="form.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@staff(*AT_COUNTER)
@require_POST
def sign(request: Request, reference: str) -> HttpResponseBase:
    """The signed form as it comes from the scanner; or the spoken word before a witness."""
    draft = its_draft(request, reference)
    if request.POST.get("do") == "spoken":
        spoken = SpokenForm(request.POST)
        if not spoken.is_valid():
            return show(request, draft, forms_of(draft, None), HTTPStatus.UNPROCESSABLE_ENTITY, spoken=spoken)
        operations.witness_visit(draft=draft, by=request.actor)
        return redirect(f"{reverse('apply:counter-entry', args=[reference])}#signing")
    gesture = Gesture.THUMBPRINT if request.POST.get("gesture") == Gesture.THUMBPRINT else Gesture.PAPER
    problem = _signed_on_paper(request, draft, gesture)
    if problem:
        messages.error(request, problem)
    return redirect(f"{reverse('apply:counter-entry', args=[reference])}#signing")


def _signed_on_paper(request: Request, draft: Draft, gesture: Gesture) -> str:
    files: Sequence[UploadedFile] = request.FILES.getlist("sheets")  # type: ignore[type-arg]
    if not files:
        return _("还没有选文件。请先扫描或拍下签好的申请表，再点“上传”。")
    clerk = staff_display(request.actor.known_id, on=day_of(draft.at))
    sheets = [Sheet(one.name or "申请表", one.read()) for one in files]
    try:
        sign_on_paper(draft=draft, sheets=sheets, gesture=gesture, witness=clerk.name if clerk else "")
    except REFUSALS as refused:
        words = sentence_for(refused.code, vars(refused))
        return f"{words.what}{words.why}{words.now}"
    return ""


@staff(Role.CLERK)
@require_POST
def original(request: Request, reference: str) -> HttpResponseBase:
    """Enter an original that stays here."""
    draft = its_draft(request, reference)
    form = OriginalForm(request.POST)
    if not form.is_valid():
        return show(request, draft, forms_of(draft, None), HTTPStatus.UNPROCESSABLE_ENTITY, original=form)
    given = form.cleaned_data
    originals.take_original(filing=draft.filing, what=given["what"], sheets=given["sheets"], by=request.actor, at=draft.at)
    return redirect(f"{reverse('apply:counter-entry', args=[reference])}#originals")
