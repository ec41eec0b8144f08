"""The pretend official account's menu: taken whole, or refused with the platform's codes.

40016 how many headings, 40017 kind of button, 40018 heading's name, 40020 heading's address, 40023 how many lines, 40024 kind of
line, 40025 line's name, 40027 line's address, 46003 no menu yet.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

MOST_HEADINGS, MOST_LINES = 3, 5
LONGEST_HEADING, LONGEST_LINE, LONGEST_ADDRESS = 16, 60, 1024  # bytes
_KIND, _NAME, _ADDRESS = (40017, 40024), (40018, 40025), (40020, 40027)
_KEPT = "wechat-menu"


def create(request: Request, state: State) -> Reply:
    """Take a menu in place of the one before."""
    buttons = json.loads(request.body).get("button")
    fault = _fault_of(buttons)
    if fault:
        return json_reply({"errcode": fault, "errmsg": "invalid button"})
    with state.writing() as rows:
        rows.execute("delete from answered where msgid = ?", (_KEPT,))
        state.keep_answer(msgid=_KEPT, infno="wechat", answer={"menu": {"button": buttons}}, at=request.at)
    return json_reply({"errcode": 0, "errmsg": "ok"})


def told(_request: Request, state: State) -> Reply:
    """The menu as it stands."""
    return json_reply(state.answer_given(_KEPT) or {"errcode": 46003, "errmsg": "menu no exist"})


def _fault_of(buttons: Any) -> int:
    """The platform's code for what is wrong, 0 for nothing."""
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST_HEADINGS:
        return 40016
    return next((fault for one in buttons if (fault := _fault_of_heading(one))), 0)


def _fault_of_heading(heading: Mapping[str, Any]) -> int:
    lines = heading.get("sub_button")
    if lines is None:
        return _fault_of_line(heading, 0)
    if not _fits(heading.get("name"), LONGEST_HEADING):
        return _NAME[0]
    if not isinstance(lines, list) or not 1 <= len(lines) <= MOST_LINES:
        return 40023
    return next((fault for one in lines if (fault := _fault_of_line(one, 1))), 0)


def _fault_of_line(line: Mapping[str, Any], depth: int) -> int:
    """`depth` 0 a heading that opens a page itself, 1 a line below one."""
    if line.get("type") != "view":
        return _KIND[depth]
    if not _fits(line.get("name"), (LONGEST_HEADING, LONGEST_LINE)[depth]):
        return _NAME[depth]
    is_address = _fits(line.get("url"), LONGEST_ADDRESS) and urlsplit(line["url"]).scheme in {"http", "https"}
    return 0 if is_address else _ADDRESS[depth]


def _fits(text: Any, most: int) -> bool:
    return isinstance(text, str) and 0 < len(text.encode()) <= most
