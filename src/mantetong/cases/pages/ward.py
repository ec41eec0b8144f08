"""What comes next for one person of the family, as a panel of people's family page."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse

from mantetong.cases import queries
from mantetong.cases.pages.wording import case_line, policy_behind
from mantetong.cases.shapes import FilingCard
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone

_MOST = 3


@dataclass(frozen=True, slots=True)
class WardLine:
    """One filing: its number or that it is a draft, and what comes next. No illness stands here: others look over the shoulder."""

    number: str
    status: str
    tone: Tone
    next_step: str
    url: str


@dataclass(frozen=True, slots=True)
class WardPanel:
    """The newest filings for this person that the viewer may see."""

    lines: tuple[WardLine, ...]


@citizen
def ward(request: Request, person_id: int) -> HttpResponseBase:
    """The newest three, within what the mandate shows."""
    at = now_of(request)
    filings = [one for one in queries.filings_of(viewer=request.actor, at=at) if one.person_id == person_id]
    lines = tuple(_line(filing, request) for filing in filings[:_MOST] if filing.cases)
    return page_or_fragment(request, "cases/ward", WardPanel(lines))


def _line(filing: FilingCard, request: Request) -> WardLine:
    policy = policy_behind(filing, on=day_of(now_of(request)))
    told = case_line(filing.cases[0], policy=policy, shows_disease=False)
    url = reverse("apply:resume" if filing.is_draft else "cases:home", args=[filing.reference])
    return WardLine(filing.number, told.status, told.tone, told.next_step, url)
