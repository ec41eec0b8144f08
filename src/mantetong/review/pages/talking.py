"""Notes, questions to a colleague, and who is looking at the same filing."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.cases.queries import filing_for
from mantetong.people.queries.desk import staff_names
from mantetong.review import operations
from mantetong.review.access import DESK, filing_on_desk
from mantetong.review.forms import AskForm, WordsForm
from mantetong.review.pages.back import back_to
from mantetong.review.pages.sharing import choices_of, colleagues_of
from mantetong.review.queries.desk import looking_at
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class PresencePage:
    """Who else has this filing open."""

    title: str
    looking: str
    reference: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form about a filing; `label` is its button."""

    title: str
    subtitle: str
    reference: str
    form: WordsForm
    label: str


@staff(*DESK)
@require_POST
def note(request: Request, reference: str) -> HttpResponseBase:
    """A note for colleagues. An empty or too long one is told in words, and nothing typed is lost."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    form = WordsForm(request.POST)
    if not form.is_valid():
        page = FormPage(_("备注"), _("只给同事看，申请人看不到"), reference, form, _("保存备注"))
        return page_or_fragment(request, "review/words", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    operations.write_down(filing_id=filing.id, text=form.cleaned_data["text"], by=request.actor, at=at)
    return back_to(reference)


@staff(*DESK)
def ask(request: Request, reference: str) -> HttpResponseBase:
    """请同事看: the filing stands in that colleague's list until they answer."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    others = [one for one in colleagues_of(request) if one.account_id != request.actor.account_id]
    form = AskForm(request.POST or None, to=choices_of(others))
    if form.is_valid():
        given = form.cleaned_data
        operations.ask_colleague(filing_id=filing.id, to=given["to"], text=given["text"], by=request.actor, at=at)
        messages.success(request, _("已请同事看，答复会写在备注里。"))
        return back_to(reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = FormPage(_("请同事看"), _("同事答复以前，这件申请也在他的清单里"), reference, form, _("发给同事"))
    return page_or_fragment(request, "review/words", page, status=status)


@staff(*DESK)
@require_POST
def answer(request: Request, reference: str) -> HttpResponseBase:
    """The colleague who was asked answers."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    asked = request.POST.get("note", "")
    note_id = int(asked) if asked.isdecimal() and len(asked) < 19 else 0  # noqa: PLR2004  a bigint
    text = request.POST.get("text", "")[: operations.LONGEST_NOTE]
    operations.answer_colleague(note_id=note_id, filing_id=filing.id, text=text, by=request.actor, at=at)
    messages.success(request, _("已答复。"))
    return back_to(reference)


@staff(*DESK)
def presence(request: Request, reference: str) -> HttpResponseBase:
    """Asked for again and again by the open screen: says that one is here, and tells who else is."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)  # the look was noted when the screen was opened
    operations.be_present(filing_id=filing.id, by=request.actor, at=at)
    others = [one for one in looking_at(filing_id=filing.id, at=at) if one != request.actor.account_id]
    return page_or_fragment(
        request, "review/presence", PresencePage(_("谁在看"), "、".join(staff_names(others).values()), reference)
    )
