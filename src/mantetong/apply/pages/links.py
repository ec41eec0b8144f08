"""A helping camera, as the owner of the draft sees it: one link per place, its QR code and digits, what came through it, the way to close it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mantetong.apply import operations
from mantetong.apply.draft import Draft
from mantetong.apply.queries import SlotLinkCard, draft_for, slot_links_of
from mantetong.domain.policy import Slot
from mantetong.domain.stages import Stage
from mantetong.policies.queries import hotline_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.printing import qr_svg
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline
from mantetong.web.wording import chinese_moment

HAPPENED = {
    "OPENED": gettext_lazy("有人打开了入口"),
    "TAKEN": gettext_lazy("收到1份"),
    "REFUSED": gettext_lazy("有1份没有收下"),
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """An open link."""

    code: str
    qr_url: str
    address: str
    until: datetime
    happened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place of the checklist with its link, if one is open."""

    name: str
    make_url: str
    close_url: str
    link: LinkView | None


@dataclass(frozen=True, slots=True)
class LinksPage:
    """Every place."""

    title: str
    places: tuple[PlaceLine, ...]
    digits_url: str
    region_name: str
    hotline: Hotline | None
    back_url: str


def _open_draft(request: Request, reference: str) -> Draft:
    """The filing while papers can still come in. Raises NoSuchFiling, Http404."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if not draft.filing.is_draft and not any(case.stage is Stage.SUPPLEMENTING for case in draft.filing.cases):
        raise Http404
    return draft


def _places(draft: Draft) -> tuple[Slot, ...]:
    return tuple(slot for slot in draft.slots if not slot.made_here)


@citizen
def links(request: Request, reference: str) -> HttpResponseBase:
    """Every place of the checklist, those with an open link with all that is needed to hand it on."""
    draft = _open_draft(request, reference)
    standing = {card.slot: card for card in slot_links_of(draft.filing.id, at=draft.at)}
    page = LinksPage(
        title=_("请家人帮忙拍"),
        places=tuple(_line(request, draft, slot, standing.get(slot.code)) for slot in _places(draft)),
        digits_url=request.build_absolute_uri(reverse("apply:camera-digits")),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        back_url=reverse("apply:papers", args=[reference]) if draft.filing.is_draft else reverse("cases:home", args=[reference]),
    )
    return page_or_fragment(request, "apply/links", page)


def _line(request: Request, draft: Draft, slot: Slot, card: SlotLinkCard | None) -> PlaceLine:
    where = [draft.filing.reference, slot.code]
    return PlaceLine(
        name=slot.name,
        make_url=reverse("apply:link-make", args=where),
        close_url=reverse("apply:link-close", args=where),
        link=_view(request, where, card) if card else None,
    )


def _view(request: Request, where: list[str], card: SlotLinkCard) -> LinkView:
    return LinkView(
        code=f"{card.code[:3]} {card.code[3:]}",
        qr_url=reverse("apply:link-qr", args=where),
        address=_address(request, card.token),
        until=card.expires_at,
        happened=tuple(f"{chinese_moment(use.at)} {HAPPENED[use.kind]}" for use in card.uses if use.kind in HAPPENED),
    )


def _address(request: Request, token: str) -> str:
    return request.build_absolute_uri(reverse("apply:camera", args=[token]))


@citizen
@require_POST
def make(request: Request, reference: str, slot: str) -> HttpResponseBase:
    """Open a link to one place, over an earlier one."""
    draft = _open_draft(request, reference)
    if slot not in {one.code for one in _places(draft)}:
        raise Http404
    operations.open_slot_link(filing_id=draft.filing.id, slot=slot, by=request.actor, at=draft.at)
    return redirect("apply:links", reference)


@citizen
@require_POST
def close(request: Request, reference: str, slot: str) -> HttpResponseBase:
    """Close it: it opens nothing from now on."""
    draft = _open_draft(request, reference)
    operations.revoke_slot_links(filing_id=draft.filing.id, slot=slot, at=draft.at)
    return redirect("apply:links", reference)


@citizen
def qr(request: Request, reference: str, slot: str) -> HttpResponseBase:
    """The QR code of an open link, for its owner alone."""
    draft = _open_draft(request, reference)
    card = next((one for one in slot_links_of(draft.filing.id, at=draft.at) if one.slot == slot), None)
    if card is None:
        raise Http404
    response = HttpResponse(qr_svg(_address(request, card.token)), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response
