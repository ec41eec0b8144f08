"""The feeder: one file in, each page to its place."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply.clerk import feeding
from mantetong.apply.clerk.feeding import THROW_AWAY
from mantetong.apply.clerk.pages.entering import AT_COUNTER, its_draft
from mantetong.apply.draft import Draft
from mantetong.apply.errors import ApplyError
from mantetong.materials.operations.refusals import REFUSALS
from mantetong.web.access import staff
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class FedPageView:
    """A page that waits, and the address of its picture."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The pages that wait, and the places they may go to."""

    title: str
    reference: str
    pages: tuple[FedPageView, ...]
    places: tuple[tuple[str, str], ...]
    problem: str


@staff(*AT_COUNTER)
def feed(request: Request, reference: str) -> HttpResponseBase:
    """Take a stack; lay its pages out. A page left without a place takes that of the page before it."""
    draft = its_draft(request, reference)
    if request.method != "POST":
        return _show(request, draft)
    try:
        if request.POST.get("do") == "lay":
            places = _places(request, draft)
            feeding.lay_out(filing=draft.filing, places=places, by=draft.by, at=draft.at)
        else:
            return _fed(request, draft)
    except (*REFUSALS, ApplyError) as refused:
        words = sentence_for(refused.code, vars(refused))
        return _show(request, draft, f"{words.what}{words.why}{words.now}", HTTPStatus(words.status))
    if feeding.waiting_pages(draft.filing.id):
        return redirect("apply:counter-feed", reference)
    return redirect(f"{reverse('apply:counter-entry', args=[reference])}#papers")


def _fed(request: Request, draft: Draft) -> HttpResponseBase:
    file = request.FILES.get("stack")
    if file is None:
        return _show(request, draft, _("还没有选文件。请先扫描，再选扫描出来的文件。"), HTTPStatus.UNPROCESSABLE_ENTITY)
    count = feeding.feed(filing=draft.filing, content=file.read(), by=draft.by, at=draft.at)
    messages.success(request, _("收到%(count)s页，请给每一页选地方。") % {"count": count})
    return redirect("apply:counter-feed", draft.filing.reference)


def _places(request: Request, draft: Draft) -> dict[int, str]:
    """What was chosen page by page: empty follows the page before; a place nobody offered is left out."""
    offered = {code for code, _name in _offered(draft)}
    chosen, last = {}, ""
    for page in feeding.waiting_pages(draft.filing.id):
        said = request.POST.get(f"page{page.number}", "")
        last = said or last
        if last in offered:
            chosen[page.number] = last
    return chosen


def _offered(draft: Draft) -> tuple[tuple[str, str], ...]:
    slots = tuple((slot.code, slot.name) for slot in draft.slots if not slot.made_here)
    return (*slots, ("other", _("其他材料")), (THROW_AWAY, _("不要这一页")))


def _show(request: Request, draft: Draft, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> HttpResponseBase:
    reference = draft.filing.reference
    pages = tuple(
        FedPageView(one.number, reverse("apply:counter-fed-page", args=[reference, one.number]))
        for one in feeding.waiting_pages(draft.filing.id)
    )
    page = FeedPage(_("扫描一叠材料"), reference, pages, _offered(draft), problem)
    return page_or_fragment(request, "apply/clerk/feed", page, status=status)


@staff(*AT_COUNTER)
def fed_page(request: Request, reference: str, number: int) -> HttpResponseBase:
    """One waiting page."""
    draft = its_draft(request, reference)
    picture = feeding.picture_of(filing_id=draft.filing.id, number=number)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})
