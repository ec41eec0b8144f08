"""What a person sees of the sandbox: the outbox as a page, the people one can be, and the outbox as JSON for programs."""

from datetime import datetime
from html import escape
from typing import Any

from mantetong.outside.envelope import SHANGHAI
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

_STYLE = (
    "body{font:18px/1.6 sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}"
    "ol{list-style:none;padding:0}li{border-bottom:1px solid #767676;padding:.25rem 0}li p{margin:.25rem 0}div{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #767676;padding:.5rem;text-align:left;vertical-align:top}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#1a1a1a}a{color:#8cc8ff}}"
)


def outbox_json(request: Request, state: State) -> Reply:
    """Messages, oldest first; `to` is a number, `since` an ISO time or the id to come after."""
    given = request.query
    return json_reply(state.messages(to=given.get("to", ""), since=given.get("since", "")))


def outbox_page(request: Request, state: State) -> Reply:
    """The same for people, newest first, with the invented persons below."""
    messages = state.messages(to=request.query.get("to", ""), limit=100)
    body = (
        "<h1>沙箱发件箱</h1><p>这里是模拟的外部世界，短信不会真的发出。<a href='/sandbox/'>刷新</a></p>"
        f"<ol>{''.join(_message(one) for one in reversed(messages))}</ol>{'' if messages else '<p>还没有消息。</p>'}{_people()}"
    )
    return _page("沙箱发件箱", body)


def _message(one: dict[str, Any]) -> str:
    at = datetime.fromisoformat(one["at"]).astimezone(SHANGHAI)
    number = escape(one["to"])
    return f"<li><p>{at:%Y-%m-%d %H:%M:%S} <a href='?to={number}'>{number}</a></p><p>{escape(one['text'])}</p></li>"


def _people() -> str:
    rows = "".join(
        f"<tr><td>{escape(one.name)}</td><td>{one.id_number}</td><td>{escape(one.why)}</td><td>{one.psn_no}</td>"
        f"<td><a href='/sandbox/insurance-code.json?psn_no={one.psn_no}'>医保码</a></td></tr>"
        for one in PEOPLE
    )
    head = "<th scope='col'>姓名</th><th scope='col'>证件号码</th><th scope='col'>用途</th><th scope='col'>人员编号</th><th scope='col'>出示</th>"
    return f"<h2>可以扮演的参保人（均为虚构）</h2><div tabindex='0'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _page(title: str, body: str) -> Reply:
    page = (
        f"<!doctype html><html lang='zh-CN'><meta charset='utf-8'><meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<title>{title}</title><style>{_STYLE}</style><main>{body}</main></html>"
    )
    return Reply(200, page.encode(), "text/html; charset=utf-8")
