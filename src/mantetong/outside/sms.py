"""Short messages through Alibaba Cloud Dysmsapi (SendSms, version 2017-05-25), signed by ACS3-HMAC-SHA256.

The carrier does not honour repeats: an answer that never came is UNKNOWN, and the caller decides whether a second
message is worse than none.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import httpx

from mantetong.outside.acs_signature import authorization, canonical_query, signature
from mantetong.outside.gateways import SmsGateway, sms_gateway
from mantetong.outside.line import Line

TIME_LIMIT = httpx.Timeout(8.0, connect=3.0)
LINE = Line(TIME_LIMIT)
_VERSION = "2017-05-25"
_TRY_LATER = frozenset({"isv.BUSINESS_LIMIT_CONTROL", "isp.SYSTEM_ERROR", "Throttling.User", "isv.OUT_OF_SERVICE"})


class Sending(StrEnum):
    """How handing a message to the carrier ended."""

    HANDED_OVER = "HANDED_OVER"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Sent:
    """`receipt` is the carrier's own number, `reason` its error code; `may_retry` when the same message may pass later.

    `took` is how long the carrier needed to answer.
    """

    state: Sending
    receipt: str = ""
    reason: str = ""
    may_retry: bool = False
    took: timedelta = timedelta(0)


class Delivery(StrEnum):
    """What the carrier says of a message it took."""

    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"


_DELIVERY = {"1": Delivery.WAITING, "2": Delivery.FAILED, "3": Delivery.DELIVERED}


def send_sms(*, phone: str, template: str, values: Mapping[str, str], reference: str, at: datetime) -> Sent:
    """Hand one message to the carrier. `reference` (OutId) comes back in its reports; `values` fill the approved `template`."""
    gateway = sms_gateway()
    query = {
        "PhoneNumbers": phone,
        "SignName": gateway.sign,
        "TemplateCode": template,
        "TemplateParam": json.dumps(dict(values), ensure_ascii=False),
        "OutId": reference,
    }
    try:
        response = _post(gateway, "SendSms", query, at)
        return replace(_read(response), took=response.elapsed)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        return Sent(Sending.REFUSED, reason=type(error).__name__, may_retry=True)
    except httpx.HTTPError as error:
        return Sent(Sending.UNKNOWN, reason=type(error).__name__)


def ask_delivery(*, phone: str, reference: str, sent_on: date, at: datetime) -> Delivery:
    """Whether the message handed in under `reference` on the Shanghai day `sent_on` has arrived; WAITING while nobody can say."""
    rows = [row for row in _details(phone, sent_on, at) or [] if row.get("OutId") == reference]
    return _DELIVERY.get(str(rows[0].get("SendStatus")), Delivery.WAITING) if rows else Delivery.WAITING


def was_sent(*, phone: str, reference: str, days: tuple[date, ...], at: datetime) -> bool | None:
    """Whether the carrier has taken a message under `reference` on one of these days; None when it cannot be asked."""
    for day in days:
        rows = _details(phone, day, at)
        if rows is None:
            return None
        if any(row.get("OutId") == reference for row in rows):
            return True
    return False


def _details(phone: str, day: date, at: datetime) -> list[dict[str, Any]] | None:
    query = {"PhoneNumber": phone, "SendDate": f"{day:%Y%m%d}", "PageSize": "50", "CurrentPage": "1"}
    try:
        answer = _post(sms_gateway(), "QuerySendDetails", query, at).json()
        return [row for row in answer["SmsSendDetailDTOs"]["SmsSendDetailDTO"] if isinstance(row, dict)]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None


def _post(gateway: SmsGateway, action: str, query: Mapping[str, str], at: datetime) -> httpx.Response:
    return LINE.client().post(f"{gateway.url}?{canonical_query(query)}", headers=_headers(gateway, action, query, at))


def _headers(gateway: SmsGateway, action: str, query: Mapping[str, str], at: datetime) -> dict[str, str]:
    parts = urlsplit(gateway.url)
    headers = {
        "host": parts.netloc,
        "x-acs-action": action,
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-version": _VERSION,
    }
    names = tuple(sorted(headers))
    sign = signature(secret=gateway.secret, method="POST", path=parts.path or "/", query=query, headers=headers, signed=names)
    return {**headers, "Authorization": authorization(key=gateway.key, signed=names, signature=sign)}


def _read(response: httpx.Response) -> Sent:
    try:
        answer = response.json()
    except ValueError:
        return Sent(Sending.UNKNOWN, reason=f"HTTP {response.status_code}")
    code = str(answer.get("Code") or "") if isinstance(answer, dict) else ""
    if code == "OK":
        return Sent(Sending.HANDED_OVER, receipt=str(answer.get("BizId") or ""))
    if not code or response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Sent(Sending.UNKNOWN, reason=code or f"HTTP {response.status_code}")
    return Sent(Sending.REFUSED, reason=code, may_retry=code in _TRY_LATER)
