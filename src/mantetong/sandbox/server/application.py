"""Which office of the pretend world a request is for."""

import json
from collections.abc import Callable

from mantetong.sandbox.server import (
    carrier,
    insurance_code,
    pages,
    platform,
    portal,
    portal_login,
    push_service,
    second_carrier,
    time_stamps,
    wechat,
    wechat_mini,
)
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.faults import set_faults, with_faults
from mantetong.sandbox.server.state import State


def respond(request: Request, state: State) -> Reply:
    """The reply of the office that the path names; 404 for every other path."""
    if request.path.startswith("/fsi/api/"):
        return with_faults(request, state, ("interface", _infno(request.body)), platform.answer)
    if request.path.startswith(f"{portal_login.PATH}/"):
        return with_faults(request, state, ("oidc", f"oidc-{request.path.rpartition('/')[2]}"), portal_login.answer)
    if request.path.startswith(f"{wechat.PATH}/"):
        return with_faults(request, state, ("wechat",), wechat.answer)
    if request.path.startswith(f"{wechat_mini.PATH}/"):
        return with_faults(request, state, ("wechat-mini",), wechat_mini.answer)
    if request.path.startswith(f"{push_service.PATH}/"):
        return with_faults(request, state, ("push",), push_service.answer)
    office = _OFFICES.get(request.path)
    return office(request, state) if office else json_reply({"error": "not found"}, status=404)


def _sms(request: Request, state: State) -> Reply:
    place = "sms" if request.headers.get("x-acs-action") == "SendSms" else "sms-details"
    return with_faults(request, state, (place,), carrier.answer)


def _second_sms(request: Request, state: State) -> Reply:
    place = "sms2" if request.headers.get("x-tc-action") == "SendSms" else "sms2-details"
    return with_faults(request, state, (place,), second_carrier.answer)


def _portal(request: Request, state: State) -> Reply:
    return with_faults(request, state, ("portal",), portal.answer)


def _time_stamp(request: Request, state: State) -> Reply:
    return with_faults(request, state, ("tsa",), time_stamps.answer)


def _healthy(_request: Request, _state: State) -> Reply:
    return json_reply({"ok": True})


def _infno(body: bytes) -> str:
    try:
        return str(json.loads(body).get("infno"))
    except (ValueError, AttributeError, RecursionError):
        return ""


_OFFICES: dict[str, Callable[[Request, State], Reply]] = {
    "/": pages.outbox_page,
    "/sandbox/": pages.outbox_page,
    "/sandbox/outbox.json": pages.outbox_json,
    "/sandbox/faults.json": set_faults,
    "/sandbox/insurance-code.json": insurance_code.code_json,
    "/sms/": _sms,
    "/sms2/": _second_sms,
    "/portal/": _portal,
    "/tsa/": _time_stamp,
    "/healthz": _healthy,
}
