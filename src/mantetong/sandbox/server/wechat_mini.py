"""The pretend mini-program platform: login codes, access tokens that run out, subscription messages one per tap.

Refused with the platform's own error codes: 40013 unknown app, 40125 wrong secret, 40029 wrong code, 40163 code used,
45011 too many logins a minute, 40001 wrong token, 42001 token run out, 40003 unknown person, 40037 unknown template,
41030 no such page, 43101 nobody agreed to this message, 47003 a field that breaks the template's rules.

`/phone/…` is the telephone's own side of it: what wx.login and wx.requestSubscribeMessage do there.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from mantetong.outside.gateways import SANDBOX_MINI_APP, SANDBOX_MINI_SECRET
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.carrier import templates
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State
from mantetong.sandbox.server.wechat import Refused, ensure_token, give_token

PATH = "/wechat-mini"
CODE_LASTS = timedelta(minutes=5)
LOGINS_A_MINUTE = 100
_PAGE = re.compile(r"pages/\w+/\w+(\?.*)?")
_FIELDS: dict[str, re.Pattern[str]] = {
    "thing": re.compile(r".{1,20}", re.DOTALL),
    "character_string": re.compile(r"[!-~]{1,32}"),
}


def answer(request: Request, state: State) -> Reply:
    """One call."""
    office = _OFFICES.get(request.path.removeprefix(PATH))
    if office is None:
        return json_reply({"errcode": 40066, "errmsg": "invalid url"}, status=404)
    try:
        return office(request, state)
    except Refused as refusal:
        return json_reply({"errcode": refusal.errcode, "errmsg": refusal.errmsg})


def mini_openid(psn_no: str) -> str:
    """What a person is called at the sandbox's mini-program."""
    return f"mSandbox{psn_no[-20:]}"


def _ensure_app(given: Mapping[str, Any]) -> None:
    if given.get("appid") != SANDBOX_MINI_APP:
        raise Refused(40013, "invalid appid")
    if given.get("secret") != SANDBOX_MINI_SECRET:
        raise Refused(40125, "invalid appsecret")


def _session(request: Request, state: State) -> Reply:
    given = request.query
    _ensure_app(given)
    found = state.answer_given(f"mini-code-{given.get('js_code', '')}")
    if found is None or found["until"] < request.at.timestamp() or given.get("grant_type") != "authorization_code":
        raise Refused(40029, "invalid code")
    if not state.note_nonce(f"mini-code-{given['js_code']}", at=request.at):
        raise Refused(40163, "code been used")
    _ensure_not_too_often(found["openid"], request, state)
    return json_reply({"openid": found["openid"], "session_key": secrets.token_urlsafe(18)})


def _ensure_not_too_often(openid: str, request: Request, state: State) -> None:
    minute = f"mini-login-{openid}-{request.at:%Y%m%d%H%M}"
    if not any(state.note_nonce(f"{minute}-{n}", at=request.at) for n in range(LOGINS_A_MINUTE)):
        raise Refused(45011, "api minute-quota reach limit")


def _token(request: Request, state: State) -> Reply:
    given = json.loads(request.body)
    _ensure_app(given)
    return give_token(request, state)


def _send(request: Request, state: State) -> Reply:
    ensure_token(request, state)
    message = json.loads(request.body)
    openid, template = str(message.get("touser")), str(message.get("template_id"))
    _ensure_whole(message, openid, template)
    if not any(state.note_nonce(f"{one}-used", at=request.at) for one in _agreed(openid, template, state)):
        raise Refused(43101, "user refuse to accept the msg")
    text = " ".join(str(one["value"]) for one in message["data"].values())
    state.keep_message(to=openid, channel="wechat-mini", template=template, text=text, receipt="", reference="", at=request.at)
    return json_reply({"errcode": 0, "errmsg": "ok", "msgid": secrets.randbelow(10**12)})


def _ensure_whole(message: Mapping[str, Any], openid: str, template: str) -> None:
    if openid not in {mini_openid(one.psn_no) for one in PEOPLE}:
        raise Refused(40003, "invalid openid")
    if template not in templates():
        raise Refused(40037, "invalid template_id")
    if not _PAGE.fullmatch(message.get("page", "")):
        raise Refused(41030, "invalid page")
    for name, field in message.get("data", {}).items():
        kind = _FIELDS.get(name.rstrip("0123456789"))
        if kind is None or not kind.fullmatch(str(field.get("value", ""))):
            raise Refused(47003, f"argument invalid! data.{name}.value invalid")


def _agreed(openid: str, template: str, state: State) -> list[str]:
    rows = state.read("select msgid from answered where infno = 'mini-yes' and answer = ?", json.dumps([openid, template]))
    return [str(row["msgid"]) for row in rows]


def _login(request: Request, state: State) -> Reply:
    """wx.login: a code for who holds the telephone."""
    who = next((one for one in PEOPLE if one.psn_no == request.query.get("as")), None)
    if who is None:
        raise Refused(40003, "invalid openid")
    code, until = secrets.token_urlsafe(16), (request.at + CODE_LASTS).timestamp()
    answer = {"openid": mini_openid(who.psn_no), "until": until}
    state.keep_answer(msgid=f"mini-code-{code}", infno="mini", answer=answer, at=request.at)
    return json_reply({"code": code})


def _tap(request: Request, state: State) -> Reply:
    """wx.requestSubscribeMessage: one tap agrees to one message of each template that is accepted."""
    given, said = request.query, {}
    for template in given.get("templates", "").split(","):
        said[template] = given.get("tap", "accept") if template in templates() else "ban"
        if said[template] == "accept":
            yes: Any = [mini_openid(given.get("as", "")), template]
            state.keep_answer(msgid=f"mini-yes-{secrets.token_hex(8)}", infno="mini-yes", answer=yes, at=request.at)
    return json_reply({"errMsg": "requestSubscribeMessage:ok", **said})


_OFFICES: dict[str, Callable[[Request, State], Reply]] = {
    "/sns/jscode2session": _session,
    "/cgi-bin/stable_token": _token,
    "/cgi-bin/message/subscribe/send": _send,
    "/phone/login": _login,
    "/phone/tap": _tap,
}
