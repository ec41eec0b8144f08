"""The pretend second carrier: SendSms and PullSmsSendStatusByPhoneNumber, refused for the reasons the real one refuses."""

import hmac
import json
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from mantetong.domain.identity import NotAMobileNumber, parse_mobile
from mantetong.outside.gateways import SANDBOX_SMS2_APP, SANDBOX_SMS2_KEY, SANDBOX_SMS2_SECRET, SANDBOX_SMS_SIGN
from mantetong.outside.second_sms import SERVICE
from mantetong.outside.tc3_signature import ALGORITHM, day_of_stamp, scope, signature
from mantetong.sandbox.server.carrier import PER_NUMBER, templates
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

CLOCK_SKEW = 300  # seconds
_VERSION = "2021-01-11"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_AUTHORIZATION = re.compile(rf"{ALGORITHM} Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{{64}})")


class Refused(Exception):
    """A request the carrier turns away: its code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


def answer(request: Request, state: State) -> Reply:
    """One signed call."""
    try:
        _ensure_signed(request)
        said = _action(request.headers.get("x-tc-action", ""))(_given(request), request, state)
    except Refused as refusal:
        said = {"Error": {"Code": refusal.code, "Message": refusal.message}}
    return json_reply({"Response": {**said, "RequestId": str(uuid.uuid4())}})


def _ensure_signed(request: Request) -> None:
    found = _AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
    stamp = request.headers.get("x-tc-timestamp", "")
    if found is None or not stamp.isdigit():
        raise Refused("AuthFailure.InvalidAuthorization", "请求头部的 Authorization 不符合标准")
    credential, signed = found[1], tuple(found[2].split(";"))
    if abs(request.at.timestamp() - int(stamp)) > CLOCK_SKEW:
        raise Refused("AuthFailure.SignatureExpire", "签名过期")
    day = day_of_stamp(int(stamp))
    if credential != f"{SANDBOX_SMS2_KEY}/{scope(day, SERVICE)}":
        raise Refused("AuthFailure.SecretIdNotFound", "密钥不存在")
    if not {"content-type", "host"} <= set(signed) or any(name not in request.headers for name in signed):
        raise Refused("AuthFailure.SignatureFailure", "签名头部不全")
    right = signature(
        secret=SANDBOX_SMS2_SECRET, service=SERVICE, headers=request.headers, signed=signed, body=request.body, stamp=int(stamp)
    )
    if not hmac.compare_digest(right, found[3]):
        raise Refused("AuthFailure.SignatureFailure", "签名错误")
    if request.headers.get("x-tc-version") != _VERSION or not request.headers.get("x-tc-region"):
        raise Refused("NoSuchVersion", "接口版本不存在")


def _action(name: str) -> Callable[[Mapping[str, Any], Request, State], dict[str, Any]]:
    if name not in _ACTIONS:
        raise Refused("InvalidAction", "接口不存在")
    return _ACTIONS[name]


def _given(request: Request) -> Mapping[str, Any]:
    try:
        given = json.loads(request.body)
    except ValueError:
        raise Refused("InvalidParameter", "不是JSON") from None
    if not isinstance(given, dict) or given.get("SmsSdkAppId") != SANDBOX_SMS2_APP:
        raise Refused("UnauthorizedOperation.SmsSdkAppIdVerifyFail", "SmsSdkAppId 校验失败")
    return given


def _send(given: Mapping[str, Any], request: Request, state: State) -> dict[str, Any]:
    if given.get("SignName") != SANDBOX_SMS_SIGN:
        raise Refused("FailedOperation.SignatureIncorrectOrUnapproved", "签名未审批或格式错误")
    text = f"【{SANDBOX_SMS_SIGN}】" + _filled(str(given.get("TemplateId", "")), given.get("TemplateParamSet") or [])
    return {"SendStatusSet": [_sent(str(phone), text, given, request, state) for phone in given.get("PhoneNumberSet") or []]}


def _filled(template: str, values: list[str]) -> str:
    text = templates().get(template)
    if text is None:
        raise Refused("FailedOperation.TemplateIncorrectOrUnapproved", "模板未审批或内容不匹配")
    if len(_VARIABLE.findall(text)) != len(values) or not all(isinstance(value, str) for value in values):
        raise Refused("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "模板变量个数不符")
    waiting = iter(values)
    return _VARIABLE.sub(lambda _found: next(waiting), text)


def _sent(phone: str, text: str, given: Mapping[str, Any], request: Request, state: State) -> dict[str, Any]:
    template, reference, serial = str(given["TemplateId"]), str(given.get("SessionContext", "")), uuid.uuid4().hex
    try:
        number = parse_mobile(phone.removeprefix("+86"))
    except NotAMobileNumber:
        return _line(
            phone,
            reference,
            "FailedOperation.PhoneNumberInBlacklist" if not phone else "InvalidParameterValue.IncorrectPhoneNumber",
        )
    if any(state.sent_since(to=number, template=template, at=request.at - span) >= most for span, most in PER_NUMBER):
        return _line(phone, reference, "LimitExceeded.PhoneNumberDailyLimit")
    state.keep_message(
        to=number, channel="sms", template=template, text=text, receipt=f"second-{serial}", reference=reference, at=request.at
    )
    return {**_line(phone, reference, "Ok"), "SerialNo": f"second-{serial}", "Fee": 1}


def _line(phone: str, reference: str, code: str) -> dict[str, Any]:
    return {
        "SerialNo": "",
        "PhoneNumber": phone,
        "Fee": 0,
        "SessionContext": reference,
        "Code": code,
        "Message": code,
        "IsoCode": "CN",
    }


def _reports(given: Mapping[str, Any], _request: Request, state: State) -> dict[str, Any]:
    phone = str(given.get("PhoneNumber", "")).removeprefix("+86")
    if not phone or not isinstance(given.get("BeginTime"), int):
        raise Refused("InvalidParameter", "参数不合法")
    rows = [dict(row) for row in state.messages_taken(to=phone, receipt="") if row["receipt"].startswith("second-")]
    begin, end = given["BeginTime"], given.get("EndTime") or int(datetime.now(UTC).timestamp())  # noqa: TID251  a process without Django
    inside = [row for row in rows if begin <= datetime.fromisoformat(row["at"]).timestamp() <= end]
    return {"PullSmsSendStatusSet": [_report(row) for row in inside]}


def _report(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "UserReceiveTime": int(datetime.fromisoformat(row["at"]).timestamp()), "CountryCode": "86", "SubscriberNumber": row["recipient"],
        "PhoneNumber": f"+86{row['recipient']}", "SerialNo": row["receipt"], "ReportStatus": "SUCCESS", "Description": "DELIVRD",
        "SessionContext": row["reference"],
    }  # fmt: skip


_ACTIONS: dict[str, Callable[[Mapping[str, Any], Request, State], dict[str, Any]]] = {
    "SendSms": _send,
    "PullSmsSendStatusByPhoneNumber": _reports,
}
