"""The official account: who a follower is (web authorisation), template messages, and the signature of its callbacks.

The platform's own rules are kept: an access token is asked for once and used until it runs out, and once more when it is refused
before that; a message carries `client_msg_id`, so that a repeat is taken once.

Errors: DoorAnswerBad (the code proves nothing), DoorAway (no answer), both shared with the portals' login.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import httpx

from mantetong.outside.gateways import WechatGateway
from mantetong.outside.line import Line
from mantetong.outside.oidc import DoorAnswerBad, DoorAway
from mantetong.outside.sms import Sending, Sent

TIME_LIMIT = httpx.Timeout(8.0, connect=3.0)
LINE = Line(TIME_LIMIT)
CALLBACK_FRESH = timedelta(minutes=10)
_TOKEN_REFUSED = frozenset({40001, 40014, 42001})
_NOT_FOLLOWING = frozenset({43004, 43101, 40003})
_TRY_LATER = frozenset({-1, 45009, 45011})
_EARLY = timedelta(minutes=5)
_asking = Lock()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    good_until: datetime


_tokens: dict[str, _Token] = {}


def address_to_go(gateway: WechatGateway, *, state: str, back_to: str) -> str:
    """Where a follower's browser is sent so that the platform says who it is, without a question (snsapi_base)."""
    asked = {"appid": gateway.app_id, "redirect_uri": back_to, "response_type": "code", "scope": "snsapi_base", "state": state}
    return f"{gateway.open_url}/connect/oauth2/authorize?{urlencode(asked)}#wechat_redirect"


def openid_of(gateway: WechatGateway, *, code: str) -> str:
    """The follower's name at this account. Raises DoorAnswerBad, DoorAway."""
    asked = {"appid": gateway.app_id, "secret": gateway.secret, "code": code, "grant_type": "authorization_code"}
    said = asked_of("GET", f"{gateway.api_url}/sns/oauth2/access_token?{urlencode(asked)}")
    if not said.get("openid"):
        raise DoorAnswerBad("CODE")
    return str(said["openid"])


def send_template(
    gateway: WechatGateway, *, openid: str, text_key: str, title: str, words: str, url: str, reference: str, at: datetime
) -> Sent:
    """Hand one template message over. `reference` makes a repeat harmless."""
    message = {
        "touser": openid, "template_id": gateway.template_id(text_key), "url": url, "client_msg_id": reference,
        "data": {"thing1": {"value": title[:20]}, "const2": {"value": words[:60]}},
    }  # fmt: skip
    try:
        said = with_token(gateway, "/cgi-bin/message/template/send", message, at)
    except DoorAway as error:
        return Sent(Sending.UNKNOWN, reason=str(error)[:60])
    return read_answer(said)


def is_genuine(gateway: WechatGateway, *, signature: str, stamp: str, nonce: str, at: datetime) -> bool:
    """Whether a callback was signed by the platform, and not long ago."""
    right = hashlib.sha1("".join(sorted([gateway.token, stamp, nonce])).encode()).hexdigest()  # noqa: S324  the platform's own rule
    is_fresh = stamp.isdecimal() and len(stamp) <= 12 and abs(at.timestamp() - int(stamp)) <= CALLBACK_FRESH.total_seconds()  # noqa: PLR2004
    return is_fresh and hmac.compare_digest(right.encode(), signature.encode())


def read_answer(said: dict[str, Any]) -> Sent:
    """What the platform said of a message: GONE for who is no longer reached there, else its error code."""
    code = int(said.get("errcode", 0))
    if code == 0:
        return Sent(Sending.HANDED_OVER, receipt=str(said.get("msgid", "")))
    return Sent(Sending.REFUSED, reason="GONE" if code in _NOT_FOLLOWING else f"WECHAT_{code}", may_retry=code in _TRY_LATER)


def with_token(gateway: WechatGateway, path: str, message: dict[str, Any], at: datetime) -> dict[str, Any]:
    """One call that needs an access token, with a fresh one when the kept one is refused. Raises DoorAway."""
    said: dict[str, Any] = {}
    for is_second in (False, True):
        token = access_token(gateway, at, is_refused=is_second)
        body = json.dumps(message, ensure_ascii=False).encode()
        said = asked_of("POST", f"{gateway.api_url}{path}?access_token={token}", body)
        if said.get("errcode") not in _TOKEN_REFUSED:
            break
    return said


def access_token(gateway: WechatGateway, at: datetime, *, is_refused: bool) -> str:
    """The token in use, asked for anew when it has run out or was refused. Raises DoorAway."""
    with _asking:
        kept = _tokens.get(gateway.app_id)
        if kept and kept.good_until > at and not is_refused:
            return kept.text
        asked = {
            "grant_type": "client_credential",
            "appid": gateway.app_id,
            "secret": gateway.secret,
            "force_refresh": is_refused,
        }
        said = asked_of("POST", f"{gateway.api_url}/cgi-bin/stable_token", json.dumps(asked).encode())
        if not said.get("access_token"):
            raise DoorAway(f"WECHAT_{said.get('errcode', '')}")
        good_until = at + timedelta(seconds=int(said["expires_in"])) - _EARLY
        _tokens[gateway.app_id] = _Token(str(said["access_token"]), good_until)
        return _tokens[gateway.app_id].text


def asked_of(method: str, url: str, body: bytes | None = None) -> dict[str, Any]:
    """The platform's answer, whatever its error code. Raises DoorAway."""
    try:
        said = LINE.client().request(method, url, content=body).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise DoorAway(type(error).__name__) from error
    if not isinstance(said, dict):
        raise DoorAway("NOT_AN_OBJECT")
    return said
