"""People whom no message reached, for the staff of their region to call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mantetong.notice import operations, queries
from mantetong.notice.access import CALLERS
from mantetong.notice.forms import CALL_OUTCOMES, HOSPITAL_OUTCOME, CallForm
from mantetong.notice.queries import Unreached
from mantetong.notice.wording import wording_of
from mantetong.people import operations as people_operations
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_moment

_LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class UnreachedPage:
    """What the template is given."""

    title: str
    subtitle: str
    rows: tuple["CallRow", ...]
    form: CallForm
    outcomes: tuple[tuple[str, str], ...]
    hospital: tuple[str, str]
    knowing: tuple["KnowingRow", ...] = ()


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody to call; `last` says when and with what outcome it was tried before, `again` what was agreed then."""

    one: Unreached
    last: str
    again: str
    is_time: bool


@dataclass(frozen=True, slots=True)
class KnowingRow:
    """How long until one text is known, in words."""

    subject: str
    told: int
    known: int
    half: str
    most: str


@staff(*CALLERS)
def unreached(request: Request) -> HttpResponse:
    """The list of the actor's region."""
    return _page(request, CallForm(at=now_of(request)))


@staff(*CALLERS)
def called(request: Request, notice_id: int) -> HttpResponseBase:
    """Keep the outcome of one call."""
    if request.method != "POST":
        return redirect("notice:unreached")
    now = now_of(request)
    form = CallForm(request.POST, at=now)
    if not form.is_valid():
        return _page(request, form, status=422)
    card = queries.notice_in(notice_id=notice_id, region=request.actor.region or "")
    if card is None:
        raise Http404
    people_operations.note_look(by=request.actor, kind="NOTICE", reference=str(notice_id), why=_("电话告知"), at=now)
    given = form.cleaned_data
    operations.note_call(notice_id=notice_id, outcome=given["outcome"], by=request.actor, at=now, again_at=given["again_at"])
    return redirect("notice:unreached")


def _shown(outcomes: Iterable[tuple[str, Promise]]) -> tuple[tuple[str, str], ...]:
    return tuple((code, str(label)) for code, label in outcomes)


def _row(one: Unreached, at: datetime) -> CallRow:
    again = _("约好%(moment)s再打") % {"moment": chinese_moment(one.again_at)} if one.again_at else ""
    return CallRow(one, _last(one), again, is_time=one.again_at is not None and one.again_at <= at)


def _last(one: Unreached) -> str:
    outcome = dict((*CALL_OUTCOMES, HOSPITAL_OUTCOME)).get(one.last_outcome, "")
    return f"{chinese_moment(one.last_at)} {outcome}" if one.last_at else ""


def _knowing(region: str, since: datetime) -> tuple[KnowingRow, ...]:
    return tuple(
        KnowingRow(wording_of(one.text_key).subject, one.told, one.known, _hours(one.half), _hours(one.most))
        for one in queries.hours_until_known(region=region, since=since)
    )


def _hours(hours: float | None) -> str:
    return "—" if hours is None else f"{hours:.1f}"


def _page(request: Request, form: CallForm, *, status: int = 200) -> HttpResponse:
    region = request.actor.region or ""
    now = now_of(request)
    rows = tuple(_row(one, now) for one in queries.unreached_in(region=region, at=now))
    page = UnreachedPage(
        _("未送达的通知"),
        _("短信没有送到的人，和补正期限快到还没看到通知的人，请打电话告知"),
        rows,
        form,
        _shown(CALL_OUTCOMES),
        _shown((HOSPITAL_OUTCOME,))[0],
        _knowing(region, now - _LOOKED_BACK),
    )
    return page_or_fragment(request, "notice/unreached", page, status=status)
