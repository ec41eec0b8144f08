"""Publishing on the desk: what waits, what it would do, and the three steps of two officers."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mantetong.domain.roles import Role
from mantetong.policies import operations, queries
from mantetong.policies.forms import DueForm
from mantetong.policies.guide.labels import Words
from mantetong.policies.pages.compare import ChangeRow, change_rows
from mantetong.policies.pages.replayed import ReportView, report_view
from mantetong.policies.versions.differences import differences
from mantetong.policies.versions.publications import (
    Progress,
    PublicationCard,
    files_of,
    publication,
    publications,
    regions_changed,
)
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone

_SHORT = 12
_OPEN = frozenset({Progress.STAGED, Progress.ASKED, Progress.CONFIRMED})
_PROGRESS: Mapping[Progress, tuple[Words, Tone]] = {
    Progress.STAGED: (gettext_lazy("已存入，未提出"), Tone.PLAIN),
    Progress.ASKED: (gettext_lazy("待第二人确认"), Tone.WARNING),
    Progress.CONFIRMED: (gettext_lazy("已确认，待施行"), Tone.INFO),
    Progress.IN_FORCE: (gettext_lazy("已施行"), Tone.SUCCESS),
    Progress.RECALLED: (gettext_lazy("已撤回"), Tone.PLAIN),
}


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """One publication in the list."""

    url: str
    version: str
    staged_on: str
    due_on: str
    progress: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class PublicationsPage:
    """All publications, newest first."""

    title: str
    subtitle: str
    rows: tuple[PublicationRow, ...]


@dataclass(frozen=True, slots=True)
class RegionChanges:
    """What changes in one region. `is_new` for a region that had no rules."""

    name: str
    is_new: bool
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Replaying:
    """A replay that is on its way; `expected` is 0 until it has counted."""

    done: int
    expected: int


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """One publication with all an officer must know before agreeing."""

    title: str
    subtitle: str
    row: PublicationRow
    form: DueForm
    report: ReportView | None
    replaying: Replaying | None
    may_replay: bool
    is_fresh: bool
    regions: tuple[RegionChanges, ...]
    may_ask: bool
    may_confirm: bool
    may_recall: bool
    waits_for_other: bool


@staff(Role.POLICY_OFFICER)
@require_safe
def listing(request: Request) -> HttpResponseBase:
    """What waits and what was published."""
    rows = tuple(_row(card) for card in publications())
    page = PublicationsPage(_("政策发布"), _("新的政策先重放、再由两人发布"), rows)
    return page_or_fragment(request, "policies/desk/publications", page)


def _row(card: PublicationCard) -> PublicationRow:
    words, tone = _PROGRESS[card.progress]
    url = reverse("policies:desk-publication", args=[card.id])
    return PublicationRow(url, card.digest[:_SHORT], str(day_of(card.staged_at)), str(card.due_on or "—"), str(words), tone)


@staff(Role.POLICY_OFFICER)
@require_safe
def one(request: Request, number: int) -> HttpResponseBase:
    """One publication: what changes where, what the replay found, and the step that is next."""
    form = DueForm(initial={"due_on": day_of(now_of(request))})
    return page_or_fragment(request, "policies/desk/publication", _page(request, _card(number), form))


def _card(number: int) -> PublicationCard:
    card = publication(number)
    if card is None:
        raise Http404
    return card


def _page(request: Request, card: PublicationCard, form: DueForm) -> PublicationPage:
    is_asked = card.progress is Progress.ASKED
    is_own = card.asked_by == request.actor.account_id
    return PublicationPage(
        title=_("政策发布 {version}").format(version=card.digest[:_SHORT]),
        subtitle=_row(card).progress,
        row=_row(card),
        form=form,
        report=report_view(card.report) if card.report else None,
        replaying=_replaying(card),
        may_replay=card.progress in _OPEN and not _replaying(card),
        is_fresh=card.is_fresh,
        regions=_regions(card) if card.progress in _OPEN else (),
        may_ask=card.progress is Progress.STAGED and card.is_fresh,
        may_confirm=is_asked and not is_own and card.is_fresh,
        may_recall=card.progress in _OPEN,
        waits_for_other=is_asked and is_own,
    )


def _replaying(card: PublicationCard) -> Replaying | None:
    return Replaying(card.replay_done, card.replay_expected) if card.is_replaying else None


def _regions(card: PublicationCard) -> tuple[RegionChanges, ...]:
    """A change made upstream appears under every region that takes it; one that keeps its own value does not appear."""
    found = []
    for old, new in regions_changed(card.id).values():
        after = queries.stored_content(version_id=new)
        changes = differences(before=queries.stored_content(version_id=old), after=after) if old else ()
        found.append(RegionChanges(after["name"], old is None, change_rows(changes)))
    return tuple(found)


@staff(Role.POLICY_OFFICER)
@require_POST
def ask(request: Request, number: int) -> HttpResponseBase:
    """提出发布."""
    form = DueForm(request.POST)
    if not form.is_valid():
        page = _page(request, _card(number), form)
        return page_or_fragment(request, "policies/desk/publication", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    due_on = form.cleaned_data["due_on"]
    operations.ask_publication(publication_id=number, due_on=due_on, by=request.actor, at=now_of(request))
    messages.success(request, _("已提出，请另一位政策管理员确认。"))
    return redirect("policies:desk-publication", number)


def _step(take: Callable[..., object], said: Words) -> Callable[[Request, int], HttpResponseBase]:
    def view(request: Request, number: int) -> HttpResponseBase:
        take(publication_id=number, by=request.actor, at=now_of(request))
        messages.success(request, str(said))
        return redirect("policies:desk-publication", number)

    return staff(Role.POLICY_OFFICER)(require_POST(view))


@staff(Role.POLICY_OFFICER)
@require_safe
def packs_zip(request: Request, number: int) -> HttpResponseBase:  # noqa: ARG001  Django gives it
    """The packs of a publication as files, for who keeps them under version control."""
    _card(number)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, text in files_of(number).items():
            packed.writestr(f"packs/{place}", text)
    headers = {"Content-Disposition": f'attachment; filename="packs-{number}.zip"'}
    return HttpResponse(made.getvalue(), "application/zip", headers=headers)


ask_replay = _step(operations.ask_replay, gettext_lazy("已开始重放以往办件，完成后本页会显示影响。"))
confirm = _step(operations.confirm_publication, gettext_lazy("已确认。到了施行日期自动施行，当天的立即施行。"))
recall = _step(operations.recall_publication, gettext_lazy("已撤回，现行政策不变。"))
