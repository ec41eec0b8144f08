"""The pretend official account: web authorisation, access tokens that run out, template messages, a menu, followers who leave.

Refused with the platform's own error codes: 40001 wrong secret or token, 42001 token run out, 40029 wrong code, 40163 code used,
40037 unknown template, 43004 not a follower, 45009 too many calls.
"""

import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from mantetong.outside.gateways import SANDBOX_WECHAT_APP, SANDBOX_WECHAT_SECRET
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server import wechat_menu
from mantetong.sandbox.server.carrier import templates
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State, stamp

PATH = "/wechat"
LASTS = timedelta(hours=2)
CALLS_A_MINUTE = 600
_LOCAL = frozenset({"127.0.0.1", "localhost", "testserver"})


class Refused(Exception):
    """The platform's error code."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        super().__init__(errcode)
        self.errcode, self.errmsg = errcode, errmsg


def answer(request: Request, state: State) -> Reply:
    """One page or call."""
    office = _OFFICES.get(request.path.removeprefix(PATH))
    if office is None:
        return json_reply({"errcode": 40066, "errmsg": "invalid url"}, status=404)
    try:
        return office(request, state)
    except Refused as refusal:
        return json_reply({"errcode": refusal.errcode, "errmsg": refusal.errmsg})


def openid(psn_no: str) -> str:
    """What a person is called at the sandbox's account."""
    return f"oSandbox{psn_no[-20:]}"


def _authorize(request: Request, state: State) -> Reply:
    asked = request.query
    back_to = urlsplit(asked.get("redirect_uri", ""))
    if asked.get("appid") != SANDBOX_WECHAT_APP or back_to.hostname not in _LOCAL or asked.get("scope") != "snsapi_base":
        return Reply(400, "redirect_uri 参数错误".encode(), "text/html; charset=utf-8")
    who = next((one for one in PEOPLE if one.psn_no == asked.get("as")), None)
    if who is None:
        return _people_page(request)
    code = secrets.token_urlsafe(12)
    state.keep_answer(msgid=f"wechat-code-{code}", infno="wechat", answer={"openid": openid(who.psn_no)}, at=request.at)
    return Reply(
        302, headers={"Location": f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked.get('state', '')})}"}
    )


def _people_page(request: Request) -> Reply:
    rows = "".join(
        f"<li><a href='?{escape(urlencode({**request.query, 'as': one.psn_no}, quote_via=quote))}'>{escape(one.name)}</a></li>"
        for one in PEOPLE
    )
    page = f"<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>模拟公众号</title><main><h1>模拟公众号</h1><ul>{rows}</ul></main></html>"
    return Reply(200, page.encode(), "text/html; charset=utf-8")


def _who(request: Request, state: State) -> Reply:
    given = request.query
    _ensure_account(given.get("appid"), given.get("secret"))
    found = state.answer_given(f"wechat-code-{given.get('code', '')}")
    if found is None:
        raise Refused(40029, "invalid code")
    if not state.note_nonce(f"wechat-code-{given['code']}", at=request.at):
        raise Refused(40163, "code been used")
    return json_reply({"access_token": "web", "expires_in": 7200, "openid": found["openid"], "scope": "snsapi_base"})


def _ensure_account(app_id: object, secret: object) -> None:
    if app_id != SANDBOX_WECHAT_APP:
        raise Refused(40013, "invalid appid")
    if secret != SANDBOX_WECHAT_SECRET:
        raise Refused(40001, "invalid credential")


def _token(request: Request, state: State) -> Reply:
    given = json.loads(request.body)
    _ensure_account(given.get("appid"), given.get("secret"))
    return give_token(request, state)


def give_token(request: Request, state: State) -> Reply:
    """An access token of two hours."""
    text = secrets.token_urlsafe(24)
    state.keep_answer(msgid=f"wechat-token-{text}", infno="wechat", answer={"until": stamp(request.at + LASTS)}, at=request.at)
    return json_reply({"access_token": text, "expires_in": int(LASTS.total_seconds())})


def ensure_token(request: Request, state: State) -> None:
    """Raises Refused for a token nobody was given, or one that has run out."""
    found = state.answer_given(f"wechat-token-{request.query.get('access_token', '')}")
    if found is None:
        raise Refused(40001, "invalid credential, access_token is invalid or not latest")
    if found["until"] < stamp(request.at):
        raise Refused(42001, "access_token expired")


def _template(request: Request, state: State) -> Reply:
    ensure_token(request, state)
    return json_reply(_taken(json.loads(request.body), request, state))


def _taken(message: dict[str, Any], request: Request, state: State) -> dict[str, Any]:
    followers = {openid(one.psn_no) for one in PEOPLE}
    if message.get("touser") not in followers or state.answer_given(f"wechat-left-{message['touser']}"):
        raise Refused(43004, "require subscribe")
    if message.get("template_id") not in templates():
        raise Refused(40037, "invalid template_id")
    if (
        state.sent_since(to=message["touser"], template=message["template_id"], at=request.at - timedelta(minutes=1))
        >= CALLS_A_MINUTE
    ):
        raise Refused(45009, "reach max api daily quota limit")
    if state.note_nonce(f"wechat-msg-{message.get('client_msg_id')}", at=request.at):
        text = " ".join(str(one["value"]) for one in message["data"].values())
        state.keep_message(
            to=message["touser"],
            channel="wechat",
            template=message["template_id"],
            text=text,
            receipt="",
            reference="",
            at=request.at,
        )
    return {"errcode": 0, "errmsg": "ok", "msgid": secrets.randbelow(10**12)}


def _menu(request: Request, state: State) -> Reply:
    ensure_token(request, state)
    return wechat_menu.create(request, state) if request.path.endswith("create") else wechat_menu.told(request, state)


def _leave(request: Request, state: State) -> Reply:
    """For tests: somebody stops following."""
    state.keep_answer(msgid=f"wechat-left-{request.query['openid']}", infno="wechat", answer={"left": True}, at=request.at)
    return json_reply({"ok": True})


_OFFICES: dict[str, Callable[[Request, State], Reply]] = {
    "/connect/oauth2/authorize": _authorize,
    "/sns/oauth2/access_token": _who,
    "/cgi-bin/stable_token": _token,
    "/cgi-bin/message/template/send": _template,
    "/cgi-bin/menu/create": _menu,
    "/cgi-bin/menu/get": _menu,
    "/leave": _leave,
}
