"""Switches for tests: the next so many requests at one place go wrong in one way.

Places: `sms`, `sms2` (the second carrier), `sms-details`, `sms2-details` (what became of messages), `tsa`, `interface`, or one transaction (`1101`, `2503` …). Ways: AWAY (503), SILENT (done, but nobody hears of
it), SLOW (late by `seconds`), REFUSED (the office's own refusal), GARBLED (not what was promised); at `sms-details` also
UNDELIVERED (taken, and the telephone never got it), WAITING (taken, and nobody knows) and TWICE (each report comes twice).
"""

import json
import time
from collections.abc import Callable

from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import Fault, State

WAYS = frozenset({"AWAY", "SILENT", "SLOW", "REFUSED", "GARBLED", "UNDELIVERED", "WAITING", "TWICE"})
_MOST_SECONDS = 60.0
_FATES: dict[str, dict[str, object]] = {
    "UNDELIVERED": {"SendStatus": 2, "ErrCode": "MK:0012"},
    "WAITING": {"SendStatus": 1, "ErrCode": ""},
    "TWICE": {},
}


def with_faults(request: Request, state: State, places: tuple[str, ...], answer: Callable[[Request, State], Reply]) -> Reply:
    """The office's answer, unless a fault is set for it."""
    fault = state.take_fault(*places)
    if fault is None:
        return answer(request, state)
    return _spoilt(fault, request, state, answer)


def _spoilt(fault: Fault, request: Request, state: State, answer: Callable[[Request, State], Reply]) -> Reply:
    if fault.how == "AWAY":
        return Reply(503, "暂停服务".encode(), "text/plain; charset=utf-8")
    if fault.how == "REFUSED":
        return _refusal(fault)
    reply = answer(request, state)
    if fault.how == "SLOW":
        time.sleep(min(fault.seconds, _MOST_SECONDS))
        return reply
    if fault.how in _FATES:
        return _with_fate(reply, fault.how)
    return Reply(200, silent=True) if fault.how == "SILENT" else Reply(200, b"<html>", "text/html")


def _with_fate(reply: Reply, how: str) -> Reply:
    """The first carrier's reports, changed."""
    said = json.loads(reply.body)
    rows = said.get("SmsSendDetailDTOs", {}).get("SmsSendDetailDTO", [])
    said["SmsSendDetailDTOs"] = {
        "SmsSendDetailDTO": [*rows, *rows] if how == "TWICE" else [{**row, **_FATES[how]} for row in rows]
    }
    return json_reply(said)


def _refusal(fault: Fault) -> Reply:
    if fault.where == "sms":
        return json_reply({"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "触发号码流控", "RequestId": "0"})
    if fault.where == "sms2":
        return json_reply({"Response": {"Error": {"Code": "LimitExceeded", "Message": "超限"}, "RequestId": "0"}})
    return json_reply({"infcode": -1, "err_msg": "系统繁忙，请稍后再试", "output": {}})


def set_faults(request: Request, state: State) -> Reply:
    """POST sets one fault {"where", "how", "times", "seconds"}, or clears all with {"clear": true}; either way the list comes back."""
    try:
        given = json.loads(request.body or b"{}")
        if given.get("clear"):
            state.clear_faults()
        elif request.method == "POST":
            _set(given, state)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return json_reply({"error": f"where, how ({', '.join(sorted(WAYS))}), times, seconds: {error}"}, status=400)
    return json_reply({"faults": state.faults()})


def _set(given: dict[str, object], state: State) -> None:
    how = str(given["how"]).upper()
    if how not in WAYS:
        raise ValueError(how)
    state.set_fault(
        where=str(given["where"]), how=how, times=int(str(given.get("times", 1))), seconds=float(str(given.get("seconds", 1.0)))
    )
