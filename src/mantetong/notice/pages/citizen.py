"""The inbox of a citizen. Opening it is the proof that what it says has reached somebody."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases import queries as cases
from mantetong.notice import operations, queries
from mantetong.notice.models import NoticeState
from mantetong.notice.queries import NoticeCard
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Pager

_A_PAGE = 30
_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One message, how its short message fared, and where the filing is."""

    card: NoticeCard
    sms: NoticeCard | None
    sms_said: str
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    """What the template is given."""

    title: str
    lines: tuple[InboxLine, ...]
    pager: Pager
    back_url: str = "/my/"


@citizen
def inbox(request: Request) -> HttpResponse:
    """List the newest messages and note that they were opened."""
    account_id = request.actor.known_id
    cards = queries.inbox_of(account_id=account_id, before=_id_in(request.GET.get("before", "")), most=_A_PAGE)
    operations.note_opened(account_id=account_id, notice_ids=[card.id for card in cards], at=now_of(request))
    return page_or_fragment(request, "notice/inbox", _page(account_id, cards))


def _id_in(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_ID else None


def _page(account_id: int, cards: tuple[NoticeCard, ...]) -> InboxPage:
    beside = queries.sms_beside(account_id=account_id, cards=cards)
    homes = {
        filing: reverse("cases:home", args=[cases.filing_card(filing).reference]) for filing in {card.filing_id for card in cards}
    }
    lines = tuple(_line(card, beside.get((card.filing_id, card.event, card.tail)), homes[card.filing_id]) for card in cards)
    more = f"{reverse('notice:inbox')}?before={cards[-1].id}" if len(cards) == _A_PAGE else ""
    return InboxPage(_("我的消息"), lines, Pager(next_url=more))


def _line(card: NoticeCard, sms: NoticeCard | None, url: str) -> InboxLine:
    return InboxLine(card, sms, _said(sms.state) if sms else "", url, card.reached_at is None)


def _said(state: NoticeState) -> str:
    words = {
        NoticeState.QUEUED: _("短信待发送"),
        NoticeState.UNKNOWN: _("短信正在核实"),
        NoticeState.HANDED_OVER: _("短信已发出"),
        NoticeState.DELIVERED: _("短信已送达"),
        NoticeState.REACHED: _("短信已送达"),
        NoticeState.FAILED: _("短信未送达"),
    }
    return words[state]
