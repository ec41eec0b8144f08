"""续办 and 转入: what is taken along, what is asked for, one button."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply.again import operations
from mantetong.apply.again.carrying import Baggage
from mantetong.apply.again.errors import NothingToRenew, TooEarlyToRenew
from mantetong.domain.policy import RegionPolicy
from mantetong.people.queries import may_act_for
from mantetong.policies.queries import policy_on
from mantetong.recognition.queries import RecognitionCard, recognition_by_token
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.door import door_of
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class AgainPage:
    """What stands, what is taken along, what is missing. `expired` names papers that have grown too old."""

    title: str
    lead: str
    region_name: str
    disease: str
    until: str
    carried: tuple[str, ...]
    asked: tuple[str, ...]
    expired: tuple[str, ...]
    button: str
    hotline: Hotline | None
    back_url: str


def _held(request: Request, token: str) -> RecognitionCard:
    """The recognition under a token if the reader may act for its person. Raises NothingToRenew for anything else."""
    held = recognition_by_token(token)
    if held is None or not may_act_for(by=request.actor, person_id=held.person_id, on=day_of(now_of(request))):
        raise NothingToRenew
    return held


@citizen
def renew(request: Request, token: str) -> HttpResponseBase:
    """Show what a renewal needs; POST begins it."""
    at = now_of(request)
    held = _held(request, token)
    policy = policy_on(region=held.region, on=day_of(at))
    if request.method == "POST":
        door = door_of(request, policy=policy)
        return redirect("apply:resume", operations.open_renewal(held=held, by=request.actor, door=door, at=at))
    _ensure_open(held, policy, day_of(at))
    lead = _("您以前填过的、交过的都会带过来，只要补上已经过期的材料，再签一次名。续办期间现在的待遇照常享受。")
    return page_or_fragment(request, "apply/again", _page(held, policy, day_of(at), _("续办"), lead))


def _ensure_open(held: RecognitionCard, policy: RegionPolicy, on: date) -> None:
    opens = operations.renewal_opens_on(held, policy=policy)
    if on < opens:
        raise TooEarlyToRenew(chinese_day(opens))


@citizen
def transfer(request: Request, token: str, region: str) -> HttpResponseBase:
    """Show what bringing a recognition along needs; POST begins it."""
    at = now_of(request)
    held = _held(request, token)
    policy = policy_on(region=region, on=day_of(at))
    if request.method == "POST":
        door = door_of(request, policy=policy)
        draft = operations.open_transfer(held=held, region=region, by=request.actor, door=door, at=at)
        return redirect("apply:resume", draft)
    if held.disease_code not in policy.diseases:
        raise NothingToRenew
    lead = _("参保地换了，原来的认定和材料可以带到新的参保地，由新的参保地确认。")
    return page_or_fragment(request, "apply/again", _page(held, policy, day_of(at), _("转到新的参保地"), lead))


def _page(held: RecognitionCard, policy: RegionPolicy, on: date, title: str, lead: str) -> AgainPage:
    baggage: Baggage = operations.baggage_for(held, policy=policy, on=on)
    return AgainPage(
        title=title,
        lead=lead,
        region_name=policy.name,
        disease=held.disease_name,
        until=chinese_day(held.ends_on) if held.ends_on else _("长期"),
        carried=tuple(dict.fromkeys(one.name for one in baggage.carried)),
        asked=baggage.asked,
        expired=baggage.expired,
        button=_("开始办理"),
        hotline=hotline_of(policy),
        back_url=reverse("recognition:wallet"),
    )
