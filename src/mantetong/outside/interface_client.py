"""One request to the national interface and its answer, or the plain statement that none came.

Errors: InterfaceAway (nobody can say whether it was carried out).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from mantetong.outside.envelope import Answer, Mangled, Sender, parse_answer, request_body
from mantetong.outside.gateways import InterfaceGateway, interface_gateway
from mantetong.outside.line import Line

PATH = "/fsi/api/callFsiService/callService"
TIME_LIMIT = httpx.Timeout(10.0, connect=3.0)
LINE = Line(TIME_LIMIT)


class InterfaceAway(ConnectionError):
    """No answer, an answer too late, or one that cannot be read."""

    code = "INTERFACE_AWAY"


def ask(*, infno: str, msgid: str, region: str, given: Mapping[str, Any], at: datetime, insured_at: str = "") -> Answer:
    """Send one transaction and give its answer, refusals included. `region` is the place we act in. Raises InterfaceAway."""
    gateway = interface_gateway()
    sender = Sender(gateway.code, gateway.name, region)
    body = request_body(infno=infno, msgid=msgid, sender=sender, at=at, given=given, insured_at=insured_at)
    return _answer(gateway, body)


def _answer(gateway: InterfaceGateway, body: Mapping[str, Any]) -> Answer:
    try:
        response = LINE.client().post(gateway.url + PATH, json=body, headers={"Authorization": f"Bearer {gateway.token}"})
        response.raise_for_status()
        return parse_answer(response.content)
    except (httpx.HTTPError, Mangled) as error:
        raise InterfaceAway(type(error).__name__) from error
