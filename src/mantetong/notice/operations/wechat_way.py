"""The official account as a way of telling: a template message to whoever follows it and has bound their person (MS-02, MS-19)."""

from datetime import datetime

from django.conf import settings

from mantetong.notice.models import Channel
from mantetong.notice.operations.ways import DoorMessage, register_way
from mantetong.outside import wechat
from mantetong.outside.gateways import wechat_gateway
from mantetong.outside.sms import Sent
from mantetong.people import queries as people


class OfficialAccount:
    """One account per region."""

    named = "wechat_oa"

    def address_of(self, account_id: int, *, region: str) -> str:
        """What the follower is called there; empty for who has not bound it."""
        return people.follower_of(account_id=account_id, region=region)

    def send(self, address: str, message: DoorMessage, *, at: datetime) -> Sent:
        """Hand one template message over."""
        return wechat.send_template(
            wechat_gateway(message.region), openid=address, text_key=message.text_key, title=message.title, words=message.words,
            url=settings.MANTETONG_ENVIRONMENT.public_url.rstrip("/") + message.path, reference=message.reference, at=at,
        )  # fmt: skip


register_way(Channel.WECHAT_OA, OfficialAccount())
