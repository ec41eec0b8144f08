"""The mini-program: who has opened it (code2session) and subscription messages, one for each tap by which somebody agreed.

Unlike the official account's messages these cannot be repeated harmlessly: a second one would use up a second agreement and be read
twice. A message whose answer never came is therefore not sent again; another way follows it.

Errors: DoorAnswerBad (the code proves nothing), DoorAway (no answer).
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from mantetong.outside.gateways import WechatGateway
from mantetong.outside.oidc import DoorAnswerBad, DoorAway
from mantetong.outside.sms import Sending, Sent
from mantetong.outside.wechat import access_token, asked_of, read_answer, with_token

MAYBE_SENT = "MAYBE_SENT"
"""The reason of a message that was handed in without an answer."""

_LONGEST_THING, _LONGEST_STRING = 20, 32
_BUSY = frozenset({-1, 45011})
_ASK_TO_OPEN = "请打开小程序查看"


@dataclass(frozen=True, slots=True)
class Subscribed:
    """One subscription message: title, the tail of the number, and the page of the mini-program that it opens."""

    text_key: str
    title: str
    tail: str
    page: str


def opener_of(gateway: WechatGateway, *, code: str) -> str:
    """The openid of whoever opened the mini-program; a code of wx.login is good once and for five minutes.

    Raises DoorAnswerBad, DoorAway.
    """
    asked = {"appid": gateway.app_id, "secret": gateway.secret, "js_code": code, "grant_type": "authorization_code"}
    said = asked_of("GET", f"{gateway.api_url}/sns/jscode2session?{urlencode(asked)}")
    if said.get("errcode") in _BUSY:
        raise DoorAway(f"WECHAT_{said['errcode']}")
    if not said.get("openid"):
        raise DoorAnswerBad("CODE")
    return str(said["openid"])


def send_subscribed(gateway: WechatGateway, *, openid: str, message: Subscribed, at: datetime) -> Sent:
    """Hand one message over. REFUSED with MAYBE_SENT when no answer came to it; GONE when nobody agreed to it (any more)."""
    fields = {
        "thing1": message.title[:_LONGEST_THING], "character_string2": message.tail[:_LONGEST_STRING], "thing3": _ASK_TO_OPEN,
    }  # fmt: skip
    body = {
        "touser": openid, "template_id": gateway.template_id(message.text_key), "page": message.page, "lang": "zh_CN",
        "data": {name: {"value": text} for name, text in fields.items()},
    }  # fmt: skip
    try:
        access_token(gateway, at, is_refused=False)
    except DoorAway as error:
        return Sent(Sending.REFUSED, reason=str(error)[:60], may_retry=True)
    try:
        return read_answer(with_token(gateway, "/cgi-bin/message/subscribe/send", body, at))
    except DoorAway:
        return Sent(Sending.REFUSED, reason=MAYBE_SENT)
