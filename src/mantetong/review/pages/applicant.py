"""What the applicant sees of review: what is asked, the places to put it, sending it back; and a refusal in writing."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.operations import note_desk_look
from mantetong.cases.queries import FilingCard, filing_for
from mantetong.domain.policy import Occasion
from mantetong.domain.stages import Stage
from mantetong.policies.queries import own_words_of, policy_of
from mantetong.review import operations
from mantetong.review.errors import StillMissing
from mantetong.review.forms import AnswerForm
from mantetong.review.models import ItemKind
from mantetong.review.pages.preview import PREVIEW, empty_places, preview_of
from mantetong.review.queries import ItemCard, NoticeCard, notice_of, refusal_of
from mantetong.web.access import citizen, signed_in
from mantetong.web.clock import now_of
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, OwnWords, Tone

_OTHER = "other"


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One thing that is asked: words, rule, state. `slot` is the place its papers go to."""

    label: str
    words: str
    source: str
    state: str
    tone: Tone
    slot: str
    shows_upload: bool


@dataclass(frozen=True, slots=True)
class SupplementPage:
    """补正: everything that is asked, at once. `is_open` while the person can still send it back."""

    title: str
    reference: str
    region_name: str
    number: str
    rows: tuple[AskedRow, ...]
    sent_at: datetime | None
    answer_by: date | None
    round: int
    is_open: bool
    form: AnswerForm
    longer_url: str
    own_words: tuple[OwnWords, ...]
    hotline: Hotline | None
    back_url: str


@dataclass(frozen=True, slots=True)
class RefusalPage:
    """不予受理 with its reasons."""

    title: str
    region_name: str
    number: str
    at: datetime
    reasons: tuple[dict[str, str], ...]
    contacts: tuple[str, ...]
    back_url: str


@signed_in
def supplement(request: Request, reference: str) -> HttpResponseBase:
    """See what is asked, put it in, look at it as the reviewer will, send it back. Nothing to do is said plainly."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    note_desk_look(filing=filing, by=request.actor, kind="FILING", reference=reference, why=_("看补正通知"), at=at)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == PREVIEW and _is_whole(filing, form):
            return page_or_fragment(request, "review/preview", preview_of(filing, said=form.cleaned_data["said"].strip()))
        if request.POST.get("step") != PREVIEW and _answered(request, filing, form, at):
            return redirect("cases:home", reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "review/supplement", _page(filing, form), status=status)


def _answered(request: Request, filing: FilingCard, form: AnswerForm, at: datetime) -> bool:
    """Send it back; False, with the words in the form, while a place is empty and nothing was said."""
    try:
        operations.answer_supplement(filing_id=filing.id, by=request.actor, at=at, said=form.cleaned_data["said"])
    except StillMissing as missing:
        _say_missing(form, missing)
        return False
    return True


def _is_whole(filing: FilingCard, form: AnswerForm) -> bool:
    """Whether it could be sent back like this; False, with the words in the form, while it could not."""
    empty = empty_places(filing)
    if empty and not form.cleaned_data["said"].strip():
        _say_missing(form, StillMissing(empty))
        return False
    return True


def _say_missing(form: AnswerForm, missing: StillMissing) -> None:
    words = _("还没有收到：%(names)s。请补上；确实交不出的，请在情况说明里写明原因，也可以这样交回。")
    form.add_error("said", words % {"names": missing.names})


def _page(filing: FilingCard, form: AnswerForm) -> SupplementPage:
    notice = notice_of(filing_id=filing.id)
    is_open = (
        notice is not None and notice.answered_at is None and any(case.stage is Stage.SUPPLEMENTING for case in filing.cases)
    )
    return SupplementPage(
        title=_("补正材料"),
        reference=filing.reference,
        region_name=policy_of(version_id=filing.policy_version_id or 0).name if filing.policy_version_id else "",
        number=filing.number,
        rows=asked_rows(notice, is_open=is_open) if notice else (),
        sent_at=notice.sent_at if notice else None,
        answer_by=notice.answer_by if notice else None,
        round=notice.round if notice else 0,
        is_open=is_open,
        form=form,
        longer_url=reverse("review:more-time", args=[filing.reference]) if is_open else "",
        own_words=own_words_of(policy_of(version_id=filing.policy_version_id), Occasion.SUPPLEMENT)
        if filing.policy_version_id
        else (),
        hotline=hotline_of(policy_of(version_id=filing.policy_version_id)) if filing.policy_version_id else None,
        back_url=reverse("cases:home", args=[filing.reference]),
    )


def asked_rows(notice: NoticeCard, *, is_open: bool) -> tuple[AskedRow, ...]:
    """Each thing once, however many diseases it is asked for; each place's upload once, at its first thing."""
    once = {(item.kind, item.slot, item.path, item.label): item for item in notice.items}
    seen: set[str] = set()
    rows = []
    for item in once.values():
        slot = item.slot if item.kind is ItemKind.SLOT else _OTHER
        state, tone = _state(item, is_open=is_open)
        rows.append(
            AskedRow(item.label, item.words, item.source, state, tone, slot, is_open and not item.is_settled and slot not in seen)
        )
        seen |= {slot} if not item.is_settled else set()
    return tuple(rows)


def _state(item: ItemCard, *, is_open: bool) -> tuple[str, Tone]:
    if item.is_settled:
        return _("已补齐"), Tone.SUCCESS
    if is_open:
        return _("请补"), Tone.WARNING
    return (_("已交回"), Tone.INFO) if item.is_answered else (_("未交，已说明"), Tone.PLAIN)


@citizen
def refusal(request: Request, reference: str) -> HttpResponseBase:
    """Why the filing was not accepted, in writing, and what can be done."""
    filing = filing_for(viewer=request.actor, reference=reference, at=now_of(request))
    written = refusal_of(filing_id=filing.id)
    if written is None:
        raise Http404
    policy = policy_of(version_id=filing.policy_version_id or 0)
    contacts = tuple(f"{stated.value.label} {stated.value.number}" for stated in policy.contacts)
    page = RefusalPage(
        _("不予受理说明"),
        policy.name,
        filing.number,
        written.at,
        written.reasons,
        contacts,
        reverse("cases:home", args=[reference]),
    )
    return page_or_fragment(request, "review/refusal", page)
