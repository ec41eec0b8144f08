"""The pretend short-message carrier: SendSms and QuerySendDetails, refused for the reasons the real one refuses.

Thresholds per number are those an operator can set at the carrier; the real defaults (one code a minute) would stop a
person who signs in and signs within the same minute.
"""

import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from mantetong.domain.identity import NotAMobileNumber, parse_mobile
from mantetong.outside.acs_signature import parse_authorization, signature
from mantetong.outside.envelope import SHANGHAI
from mantetong.outside.gateways import SANDBOX_SMS_KEY, SANDBOX_SMS_SECRET, SANDBOX_SMS_SIGN
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

CLOCK_SKEW = timedelta(minutes=15)
PER_NUMBER = ((timedelta(minutes=1), 10), (timedelta(hours=1), 60), (timedelta(days=1), 200))
_MUST_SIGN = ("host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version")
_VERSION = "2017-05-25"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_LONGEST_VALUE = 35


class Refused(Exception):
    """A request the carrier turns away: its code, and 200 where the real one answers 200."""

    def __init__(self, code: str, message: str, *, status: int = 200) -> None:
        super().__init__(code)
        self.code, self.message, self.status = code, message, status


def templates() -> Mapping[str, str]:
    """The approved texts by template code, as the carrier has them on file."""
    approved: dict[str, str] = json.loads(files("mantetong.sandbox").joinpath("sms_templates.json").read_text("utf-8"))
    return approved


def answer(request: Request, state: State) -> Reply:
    """One signed call of the carrier's interface."""
    try:
        _ensure_signed(request, state)
        return json_reply({"RequestId": _request_id(), **_action(request.headers["x-acs-action"])(request, state)})
    except Refused as refusal:
        return json_reply({"RequestId": _request_id(), "Code": refusal.code, "Message": refusal.message}, status=refusal.status)


def _action(name: str) -> Callable[[Request, State], dict[str, Any]]:
    if name not in _ACTIONS:
        raise Refused("InvalidAction.NotFound", "Specified api is not found.", status=404)
    return _ACTIONS[name]


def _ensure_signed(request: Request, state: State) -> None:
    claimed = parse_authorization(request.headers.get("authorization", ""))
    signed = tuple(claimed.get("SignedHeaders", "").split(";"))
    missing = [name for name in _MUST_SIGN if name not in signed or name not in request.headers]
    if (
        missing
        or set(claimed) != {"Credential", "SignedHeaders", "Signature"}
        or any(name not in request.headers for name in signed)
    ):
        raise Refused("IncompleteSignature", f"The request signature does not conform: {','.join(missing)}", status=400)
    if claimed["Credential"] != SANDBOX_SMS_KEY:
        raise Refused("InvalidAccessKeyId.NotFound", "Specified access key is not found.", status=404)
    _ensure_genuine(request, claimed, signed)
    _ensure_fresh(request, state)


def _ensure_genuine(request: Request, claimed: Mapping[str, str], signed: tuple[str, ...]) -> None:
    if hashlib.sha256(request.body).hexdigest() != request.headers["x-acs-content-sha256"]:
        raise Refused("SignatureDoesNotMatch", "x-acs-content-sha256 does not match the body.", status=400)
    right = signature(
        secret=SANDBOX_SMS_SECRET,
        method=request.method,
        path=request.path,
        query=request.query,
        headers=request.headers,
        signed=signed,
    )
    if not hmac.compare_digest(right, claimed["Signature"]):
        raise Refused("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.", status=400)
    if request.headers["x-acs-version"] != _VERSION:
        raise Refused("InvalidVersion", "Specified parameter Version is not valid.", status=400)


def _ensure_fresh(request: Request, state: State) -> None:
    try:
        sent_at = datetime.strptime(request.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        raise Refused("InvalidTimeStamp.Format", "Specified time stamp is not well formatted.", status=400) from None
    if abs(request.at - sent_at) > CLOCK_SKEW:
        raise Refused("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.", status=400)
    if not state.note_nonce(request.headers["x-acs-signature-nonce"], at=request.at):
        raise Refused("SignatureNonceUsed", "Specified signature nonce was used already.", status=400)


def _send(request: Request, state: State) -> dict[str, Any]:
    given = request.query
    phones = _phones(given.get("PhoneNumbers", ""))
    if given.get("SignName") != SANDBOX_SMS_SIGN:
        raise Refused("isv.SMS_SIGNATURE_ILLEGAL", "短信签名不合法")
    template = given.get("TemplateCode", "")
    text = f"【{SANDBOX_SMS_SIGN}】" + _filled(template, given.get("TemplateParam", ""))
    receipt = _request_id()
    for phone in phones:
        _ensure_below_threshold(state, phone, template, request.at)
        state.keep_message(
            to=phone,
            channel="sms",
            template=template,
            text=text,
            receipt=receipt,
            reference=given.get("OutId", ""),
            at=request.at,
        )
    return {"Code": "OK", "Message": "OK", "BizId": receipt}


def _phones(text: str) -> tuple[str, ...]:
    try:
        phones = tuple(parse_mobile(phone) for phone in text.split(","))
    except NotAMobileNumber:
        raise Refused("isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误") from None
    if len(phones) > 1000:  # noqa: PLR2004  the carrier's own limit
        raise Refused("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制")
    return phones


def _filled(template: str, parameters: str) -> str:
    text = templates().get(template)
    if text is None:
        raise Refused("isv.SMS_TEMPLATE_ILLEGAL", "短信模板不合法")
    values = _values(parameters)
    if missing := [name for name in _VARIABLE.findall(text) if name not in values]:
        raise Refused("isv.TEMPLATE_MISSING_PARAMETERS", f"模板缺少变量：{','.join(missing)}")
    return _VARIABLE.sub(lambda found: values[found[1]], text)


def _values(parameters: str) -> dict[str, str]:
    try:
        values = json.loads(parameters or "{}")
    except ValueError:
        values = None
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise Refused("isv.INVALID_JSON_PARAM", "JSON参数不合法，只接受字符串值")
    if any(_ADDRESS.search(value) for value in values.values()):
        raise Refused("isv.PARAM_NOT_SUPPORT_URL", "变量不支持传入URL")
    if any(len(value) > _LONGEST_VALUE for value in values.values()):
        raise Refused("isv.PARAM_LENGTH_LIMIT", "变量长度受限")
    return values


def _ensure_below_threshold(state: State, phone: str, template: str, at: datetime) -> None:
    if any(state.sent_since(to=phone, template=template, at=at - span) >= most for span, most in PER_NUMBER):
        raise Refused("isv.BUSINESS_LIMIT_CONTROL", "触发号码流控")


def _details(request: Request, state: State) -> dict[str, Any]:
    given = request.query
    day = given.get("SendDate", "")
    if not day.isdigit() or not given.get("PhoneNumber"):
        raise Refused("isv.INVALID_PARAMETERS", "参数异常")
    found = state.messages_taken(to=given["PhoneNumber"], receipt=given.get("BizId", ""))
    rows = [_detail(dict(row)) for row in found if f"{datetime.fromisoformat(row['at']).astimezone(SHANGHAI):%Y%m%d}" == day]
    return {"Code": "OK", "Message": "OK", "TotalCount": str(len(rows)), "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows}}


def _detail(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "PhoneNum": row["recipient"], "SendStatus": 3, "ErrCode": "DELIVERED", "TemplateCode": row["template"], "Content": row["text"],
        "SendDate": row["at"], "ReceiveDate": row["at"], "OutId": row["reference"],
    }  # fmt: skip


def _request_id() -> str:
    return str(uuid.uuid4()).upper()


_ACTIONS: dict[str, Callable[[Request, State], dict[str, Any]]] = {"SendSms": _send, "QuerySendDetails": _details}
