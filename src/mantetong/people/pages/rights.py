"""我的信息: what is held and why, who looked, a copy, a correction, closing the account."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth import logout as end_session
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.people import operations
from mantetong.people.operations import NothingToCopy
from mantetong.people.pages.device_cookie import device_kind, device_name
from mantetong.people.pages.holdings import CONSENT_WORDS, HOLDINGS, Holding
from mantetong.people.pages.insurance import place_name
from mantetong.people.queries import CopyCard, PersonCard, consents_of, copies_of, corrections_of, looks_of, person_of_account
from mantetong.people.rights_forms import ClosingForm, CorrectionForm
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.labels import LOOKED_AT, ROLES
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_day, chinese_moment

_LOOKS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """One extra agreed to."""

    text: str
    since: str
    end_url: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """Who looked: day, role, office; no name."""

    day: str
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy of the data."""

    said: str
    is_running: bool
    url: str
    downloads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction with its answer."""

    asked: str
    wrong: str
    right: str
    answer: str
    state: str


@dataclass(frozen=True, slots=True)
class RightsPage:
    """Everything about one's own data."""

    title: str
    holdings: tuple[Holding, ...]
    extras: tuple[ExtraRow, ...]
    looks: tuple[LookRow, ...]
    copies: tuple[CopyRow, ...]
    corrections: tuple[CorrectionRow, ...]
    may_copy: bool
    is_running: bool
    back_url: str


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """What is wrong?"""

    title: str
    form: CorrectionForm
    hint: str
    continue_label: str
    back_url: str


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What closing does and what it does not."""

    title: str
    form: ClosingForm
    back_url: str


@citizen
def rights(request: Request) -> HttpResponseBase:
    """What is held, who looked, what was asked for."""
    account_id = request.actor.known_id
    person = person_of_account(account_id)
    copies = tuple(_copy(card) for card in copies_of(account_id))
    page = RightsPage(
        title=_("我的信息"),
        holdings=HOLDINGS,
        extras=_extras(account_id),
        looks=_looks(person),
        copies=copies,
        corrections=_corrections(account_id),
        may_copy=person is not None and person.is_confirmed,
        is_running=any(copy.is_running for copy in copies),
        back_url=reverse("people:account"),
    )
    return page_or_fragment(request, "people/rights", page)


def _extras(account_id: int) -> tuple[ExtraRow, ...]:
    return tuple(
        ExtraRow(
            text=str(CONSENT_WORDS.get(one.what, one.what)),
            since=_("{day}同意").format(day=chinese_day(one.given_at)),
            end_url=reverse("people:withdraw-consent", args=[one.id]),
        )
        for one in consents_of(account_id)
        if one.withdrawn_at is None
    )


def _looks(person: PersonCard | None) -> tuple[LookRow, ...]:
    lines = looks_of(person.id)[:_LOOKS_SHOWN] if person and person.is_confirmed else ()
    return tuple(
        LookRow(
            day=chinese_day(line.on),
            who=_("{place}医保经办机构，{role}").format(
                place=place_name(line.region) if line.region else "", role=ROLES[line.role]
            ),
            what=str(LOOKED_AT[line.kind]),
            why=line.why,
        )
        for line in lines
    )


def _copy(card: CopyCard) -> CopyRow:
    asked = chinese_moment(card.asked_at)
    said = {
        "ASKED": _("{asked}要的副本正在整理，已完成{done}/{pieces}。").format(
            asked=asked, done=card.done, pieces=card.pieces or "…"
        ),
        "READY": _("{asked}要的副本做好了，保留到{until}。").format(
            asked=asked, until=chinese_day(card.expires_at) if card.expires_at else ""
        ),
        "FAILED": _("{asked}要的副本没有做成，请再要一次。").format(asked=asked),
        "GONE": _("{asked}要的副本已到期删除。").format(asked=asked),
    }[card.state]
    url = reverse("people:copy", args=[card.id]) if card.state == "READY" else ""
    downloads = tuple(
        _("{when}用{device}下载").format(when=chinese_moment(at), device=device_name(code)) for at, code in card.downloads
    )
    return CopyRow(said, card.state == "ASKED", url, downloads)


def _corrections(account_id: int) -> tuple[CorrectionRow, ...]:
    states = {None: _("等待答复"), True: _("已更正"), False: _("没有更正")}
    return tuple(
        CorrectionRow(chinese_moment(one.asked_at), one.wrong, one.right, one.answer, states[one.was_corrected])
        for one in corrections_of(account_id)
    )


@require_POST
def _withdraw(request: Request, consent_id: int) -> HttpResponseBase:
    account_id = request.actor.known_id
    for one in consents_of(account_id):
        if one.id == consent_id:
            operations.withdraw_consent(account_id=account_id, what=one.what, at=now_of(request), person_id=one.person_id)
    return redirect("people:rights")


@require_POST
def _ask_copy(request: Request) -> HttpResponseBase:
    operations.ask_copy(account_id=request.actor.known_id, at=now_of(request))
    return redirect(reverse("people:rights") + "#copies")


withdraw = citizen(_withdraw)
ask_copy = citizen(_ask_copy)


@citizen
def copy(request: Request, copy_id: int) -> HttpResponseBase:
    """The ZIP, its download written down."""
    device = device_kind(request.headers.get("User-Agent", ""))
    content = operations.open_copy(account_id=request.actor.known_id, copy_id=copy_id, device=device, at=now_of(request))
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@citizen
def correction(request: Request) -> HttpResponseBase:
    """Say what is wrong; a member of staff answers."""
    person = person_of_account(request.actor.known_id)
    if person is None or not person.is_confirmed:
        raise NothingToCopy
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.ask_correction(account_id=request.actor.known_id, at=now_of(request), **form.cleaned_data)
        return redirect(reverse("people:rights") + "#corrections")
    hint = _("工作人员会核对并答复您，答复显示在“我的信息”里。参保登记里的内容要由参保地更正，我们会告诉您怎么办。")
    page = CorrectionPage(_("请求更正"), form, hint, _("提交"), reverse("people:rights"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "people/correction", page, status=status)


@citizen
def closing(request: Request) -> HttpResponseBase:
    """Close the account, after reading what goes and what stays."""
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account_id, at = request.actor.known_id, now_of(request)
        end_session(request)
        operations.close_account(account_id=account_id, at=at)
        return redirect("people:closed")
    page = ClosingPage(_("注销账户"), form, reverse("people:rights"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "people/closing", page, status=status)
