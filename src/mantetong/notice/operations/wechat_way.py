"""WeChat's two ways of telling: a template message to whoever follows the official account and has bound their person (MS-02, MS-19),
and a subscription message for every tap by which somebody agreed to one in the mini-program (NC-18).
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from mantetong.notice.models import Agreed, Channel
from mantetong.notice.operations.ways import DoorMessage, register_way
from mantetong.outside import wechat, wechat_mini
from mantetong.outside.gateways import wechat_gateway, wechat_mini_gateway
from mantetong.outside.keys import key_ring
from mantetong.outside.sms import Sending, Sent
from mantetong.outside.wechat_mini import Subscribed
from mantetong.people import queries as people

ASKED = ("ACCEPTED", "SUPPLEMENT", "DECIDED")
"""The texts a tap asks for; the platform takes three at once."""

_MOST = 20  # agreements kept of one text: nobody needs more
_WEB_VIEW = "pages/web/web"


class OfficialAccount:
    """One account per region."""

    named = "wechat_oa"
    honours_repeats = True

    def address_of(self, account_id: int, *, region: str, text_key: str) -> str:  # noqa: ARG002  every text goes there
        """What the follower is called there; empty for who has not bound it."""
        return people.follower_of(account_id=account_id, region=region)

    def send(self, address: str, message: DoorMessage, *, at: datetime) -> Sent:
        """Hand one template message over."""
        return wechat.send_template(
            wechat_gateway(message.region), openid=address, text_key=message.text_key, title=message.title, words=message.words,
            url=settings.MANTETONG_ENVIRONMENT.public_url.rstrip("/") + message.path, reference=message.reference, at=at,
        )  # fmt: skip

    def note(self, address: str, *, region: str, text_key: str, sent: Sent) -> None:
        """Who stops following may follow again under the same name: nothing is kept."""


class MiniProgram:
    """One per region. An agreement is good for one message; without one the next way is taken first."""

    named = "mini_program"
    honours_repeats = False

    def address_of(self, account_id: int, *, region: str, text_key: str) -> str:
        """What the person is called there; empty for who has not agreed to a message of this text."""
        openid = people.follower_of(account_id=account_id, region=region, kind=people.MINI_PROGRAM)
        return openid if openid and _agreed(openid, region, text_key).filter(left__gt=0).exists() else ""

    def send(self, address: str, message: DoorMessage, *, at: datetime) -> Sent:
        """Hand one subscription message over."""
        page = f"{_WEB_VIEW}?{urlencode({'to': message.path})}"
        subscribed = Subscribed(message.text_key, message.title, message.tail, page)
        return wechat_mini.send_subscribed(wechat_mini_gateway(message.region), openid=address, message=subscribed, at=at)

    def note(self, address: str, *, region: str, text_key: str, sent: Sent) -> None:
        """An agreement is used up by its message; the platform knows better where it says that there is none."""
        rows = _agreed(address, region, text_key)
        if sent.reason == "GONE":
            rows.update(left=0)
        elif sent.state is Sending.HANDED_OVER or sent.reason == wechat_mini.MAYBE_SENT:
            rows.filter(left__gt=0).update(left=F("left") - 1)


def _agreed(openid: str, region: str, text_key: str) -> QuerySet[Agreed]:
    return Agreed.objects.filter(openid_digest=_digest(openid), region=region, text_key=text_key)


def _digest(openid: str) -> str:
    return key_ring().digest(openid, purpose="mini-openid")


@transaction.atomic
def note_agreed(*, region: str, openid: str, text_keys: frozenset[str]) -> None:
    """One tap in the mini-program: one message more of each of these texts may come."""
    for text_key in sorted(text_keys & frozenset(ASKED)):
        which: dict[str, Any] = {"region": region, "openid_digest": _digest(openid), "text_key": text_key}
        Agreed.objects.get_or_create(**which)
        Agreed.objects.filter(**which, left__lt=_MOST).update(left=F("left") + 1)


register_way(Channel.WECHAT_OA, OfficialAccount())
register_way(Channel.WECHAT_MINI, MiniProgram())
