"""我的凭证: what a person is recognised for, and the certificates to take along."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.outside.documents import fetch
from mantetong.people.queries import insurances_of, person_card
from mantetong.policies.queries import regions
from mantetong.recognition.access import recognition_for, wallet_for
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.labels import INSURANCES, NATIONAL
from mantetong.recognition.licence import licence_of
from mantetong.recognition.models import NationalState, State
from mantetong.recognition.operations.certificate import link_to
from mantetong.recognition.pages.card import card_pdf, screen_qr
from mantetong.recognition.pages.renewal import renewal_opens_on, renews_itself
from mantetong.recognition.pages.wording import last_day, state_of
from mantetong.recognition.queries import RecognitionCard, certificate_by_token, open_proposal_of
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import SummaryRow, Tone
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class WalletLine:
    """One recognition of the wallet."""

    heading: str
    status: str
    tone: Tone
    rows: tuple[SummaryRow, ...]
    pdf_url: str
    card_url: str
    verify_url: str
    qr: str
    is_ready: bool
    renew_url: str
    renew_from: str
    goes_on: bool
    transfers: tuple[tuple[str, str], ...]
    hearing_url: str
    post_url: str


@dataclass(frozen=True, slots=True)
class WalletPage:
    """All of them, what begins last first."""

    title: str
    lines: tuple[WalletLine, ...]
    back_url: str = ""


@citizen
def wallet(request: Request) -> HttpResponseBase:
    """The wallet."""
    at = now_of(request)
    lines = tuple(_line(card, at) for card in wallet_for(viewer=request.actor, at=at))
    return page_or_fragment(request, "recognition/wallet", WalletPage(_("我的凭证"), lines, reverse("cases:mine")))


@citizen
def certificate(request: Request, token: str) -> HttpResponseBase:
    """The certificate's PDF, for those whose it is. Raises NoSuchRecognition while it is not made."""
    card = recognition_for(viewer=request.actor, token=token, at=now_of(request))
    made = certificate_by_token(card.token)
    if made is None:
        raise NoSuchRecognition
    response = HttpResponse(fetch(made.key), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="certificate.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@citizen
def wallet_card(request: Request, token: str) -> HttpResponseBase:
    """The card to print and cut out; `?disease=1` puts the illness on it. Raises NoSuchRecognition while nothing is made."""
    at = now_of(request)
    held = recognition_for(viewer=request.actor, token=token, at=at)
    made = certificate_by_token(held.token)
    if made is None:
        raise NoSuchRecognition
    content = card_pdf(held=held, made=made, shows_disease=request.GET.get("disease") == "1", at=at)
    headers = {"Content-Disposition": 'inline; filename="card.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@citizen
def licence(request: Request, token: str) -> HttpResponseBase:
    """The certificate's metadata as an electronic licence, for those whose it is. Raises NoSuchRecognition while it is not made."""
    at = now_of(request)
    held = recognition_for(viewer=request.actor, token=token, at=at)
    made = certificate_by_token(held.token)
    if made is None:
        raise NoSuchRecognition
    told = licence_of(held=held, made=made, holder=person_card(held.person_id), on=day_of(at))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "private, no-store"})


def _line(card: RecognitionCard, at: datetime) -> WalletLine:
    said, tone = state_of(card, on=day_of(at))
    made = certificate_by_token(card.token)
    opens, transfers = renewal_opens_on(card, on=day_of(at)), _transfers(card)
    return WalletLine(
        heading=card.disease_name,
        status=said,
        tone=tone,
        rows=_rows(card),
        pdf_url=reverse("recognition:certificate", args=[card.token]),
        card_url=reverse("recognition:card", args=[card.token]),
        verify_url=reverse("recognition:verify", args=[card.token]),
        qr=screen_qr(link_to(card.token)) if made else "",
        is_ready=made is not None,
        renew_url=reverse("apply:renew", args=[card.token]) if opens and opens <= day_of(at) else "",
        renew_from=chinese_day(opens) if opens and opens > day_of(at) else "",
        goes_on=renews_itself(card, on=day_of(at)) and not transfers,
        transfers=transfers,
        post_url=reverse("recognition:post", args=[card.token]),
        hearing_url=reverse("recognition:hearing", args=[card.token]) if open_proposal_of(card.id) else "",
    )


def _transfers(card: RecognitionCard) -> tuple[tuple[str, str], ...]:
    """(region's name, address) of where the person is insured now, when that is not where it was recognised."""
    insured = {row.region[:4] for row in insurances_of(card.person_id) if row.is_active}
    if card.state != State.IN_FORCE or card.region[:4] in insured:
        return ()
    known = [one for one in regions() if one.code[:4] in insured]
    return tuple((one.name, reverse("apply:transfer", args=[card.token, one.code])) for one in known)


def _rows(card: RecognitionCard) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow(_("姓名"), person_card(card.person_id).masked_name),
        SummaryRow(_("参保险种"), str(INSURANCES.get(card.insutype, card.insutype))),
        SummaryRow(_("生效日期"), chinese_day(card.begins_on)),
        SummaryRow(_("截止日期"), last_day(card)),
        SummaryRow(_("全国平台登记"), str(NATIONAL[NationalState(card.national_state)])),
    )
