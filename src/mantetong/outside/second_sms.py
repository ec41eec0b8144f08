"""Short messages through the second carrier, Tencent Cloud SMS (SendSms, version 2021-01-11), signed by TC3-HMAC-SHA256.

It reports only messages whose fate is known: one that is not reported yet may be on its way, and is "not there" only after
`REPORTED_WITHIN`.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx

from mantetong.outside.gateways import SecondSmsGateway, second_sms_gateway
from mantetong.outside.line import Line
from mantetong.outside.sms import TIME_LIMIT, Delivery, Sending, Sent
from mantetong.outside.tc3_signature import authorization, day_of_stamp, signature

REPORTED_WITHIN = timedelta(minutes=15)
SERVICE = "sms"
LINE = Line(TIME_LIMIT)
_VERSION = "2021-01-11"
_SIGNED = ("content-type", "host", "x-tc-action")
_TRY_LATER = ("LimitExceeded", "RequestLimitExceeded", "InternalError", "FailedOperation.InsufficientBalanceInSmsPackage")
_FATE = {"SUCCESS": Delivery.DELIVERED, "FAIL": Delivery.FAILED}
_MOST_REPORTS = 100


def send_sms(*, phone: str, template: str, values: Mapping[str, str], reference: str, at: datetime) -> Sent:
    """Hand one message to the carrier. `reference` (SessionContext) comes back in its reports; `values` in their order fill {1}, {2} …"""
    gateway = second_sms_gateway()
    given = {
        "PhoneNumberSet": [f"+86{phone}"],
        "SmsSdkAppId": gateway.app_id,
        "SignName": gateway.sign,
        "TemplateId": template,
        "TemplateParamSet": list(values.values()),
        "SessionContext": reference,
    }
    try:
        response = _post(gateway, "SendSms", given, at)
        return replace(_read(response), took=response.elapsed)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        return Sent(Sending.REFUSED, reason=type(error).__name__, may_retry=True)
    except httpx.HTTPError as error:
        return Sent(Sending.UNKNOWN, reason=type(error).__name__)


def ask_delivery(*, phone: str, reference: str, since: datetime, at: datetime) -> Delivery:
    """Whether the message handed in under `reference` has arrived; WAITING while nobody can say."""
    rows = [row for row in _reports(phone, since, at) or [] if row.get("SessionContext") == reference]
    return _FATE.get(str(rows[0].get("ReportStatus")), Delivery.WAITING) if rows else Delivery.WAITING


def was_sent(*, phone: str, reference: str, tried_at: datetime, at: datetime) -> bool | None:
    """Whether the carrier has taken a message under `reference`; None while that cannot be said."""
    rows = _reports(phone, tried_at, at)
    if rows is None:
        return None
    if any(row.get("SessionContext") == reference for row in rows):
        return True
    return None if at - tried_at < REPORTED_WITHIN else False


def _reports(phone: str, since: datetime, at: datetime) -> list[dict[str, Any]] | None:
    gateway = second_sms_gateway()
    begin, end = int((since - timedelta(minutes=1)).timestamp()), int((at + timedelta(minutes=1)).timestamp())
    given = {
        "BeginTime": begin, "EndTime": end, "Offset": 0, "Limit": _MOST_REPORTS,
        "PhoneNumber": f"+86{phone}", "SmsSdkAppId": gateway.app_id,
    }  # fmt: skip
    try:
        rows = _post(gateway, "PullSmsSendStatusByPhoneNumber", given, at).json()["Response"]["PullSmsSendStatusSet"]
        return [row for row in rows if isinstance(row, dict)]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None


def _post(gateway: SecondSmsGateway, action: str, given: Mapping[str, Any], at: datetime) -> httpx.Response:
    body = json.dumps(given, ensure_ascii=False).encode()
    stamp = int(at.timestamp())
    headers = {"content-type": "application/json; charset=utf-8", "host": urlsplit(gateway.url).netloc, "x-tc-action": action}
    sign = signature(secret=gateway.secret, service=SERVICE, headers=headers, signed=_SIGNED, body=body, stamp=stamp)
    more = {
        "X-TC-Version": _VERSION,
        "X-TC-Timestamp": str(stamp),
        "X-TC-Region": gateway.region,
        "Authorization": authorization(key=gateway.key, day=day_of_stamp(stamp), service=SERVICE, signed=_SIGNED, signature=sign),
    }
    return LINE.client().post(gateway.url, content=body, headers={**headers, **more})


def _read(response: httpx.Response) -> Sent:
    try:
        said = response.json()["Response"]
        line = said["SendStatusSet"][0] if "Error" not in said else said["Error"]
        code = str(line["Code"])
    except (ValueError, KeyError, TypeError, IndexError):
        return Sent(Sending.UNKNOWN, reason=f"HTTP {response.status_code}")
    if code == "Ok":
        return Sent(Sending.HANDED_OVER, receipt=str(line.get("SerialNo") or ""))
    if code.startswith("InternalError"):
        return Sent(Sending.UNKNOWN, reason=code)
    return Sent(Sending.REFUSED, reason=code, may_retry=code.startswith(_TRY_LATER))
