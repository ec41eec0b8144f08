"""The envelope 报文头 of the national interface, as sender and as receiver: fields, lengths, message ids, answers.

Spoken to the insured registry and the national platform, and by hospitals and pharmacies to us. Times are Shanghai times.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NO_ANSWER_MEANS_UNKNOWN = "a request without an answer may have been carried out: reconcile by msgid, never repeat blindly"
_LONGEST_ERROR = 200
CIPHER = "SM4"
"""The one value of `enc_type` that is known here; what it means is our own convention (decision 0010)."""
_NOT_ENCRYPTED = "enc_type（加密方式）应留空：本系统不接收加密的报文，请发送明文的input，传输由HTTPS加密"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: its official name, the most characters it holds, whether it must be there."""

    name: str
    label: str
    longest: int
    required: bool = True


REQUEST_FIELDS = (
    Field("infno", "交易编号", 6), Field("msgid", "发送方报文ID", 30), Field("mdtrtarea_admvs", "就医地医保区划", 6),
    Field("insuplc_admdvs", "参保地医保区划", 6, required=False), Field("recer_sys_code", "接收方系统代码", 10),
    Field("dev_no", "设备编号", 100, required=False), Field("dev_safe_info", "设备安全信息", 2000, required=False),
    Field("cainfo", "数字签名信息", 1024, required=False), Field("signtype", "签名类型", 10, required=False),
    Field("infver", "接口版本号", 6), Field("opter_type", "经办人类别", 3), Field("opter", "经办人", 30),
    Field("opter_name", "经办人姓名", 50), Field("inf_time", "交易时间", 19), Field("fixmedins_code", "定点医药机构编号", 30),
    Field("fixmedins_name", "定点医药机构名称", 200), Field("sign_no", "交易签到流水号", 30, required=False),
    Field("enc_type", "加密方式", 10, required=False),
)  # fmt: skip
"""Every field of the request beside `input`, in the order of the specification."""


class Mangled(ValueError):
    """What arrived is no envelope. `faults` says in Chinese, field by field, what is wrong and how to mend it."""

    code = "ENVELOPE_MANGLED"

    def __init__(self, *faults: str) -> None:
        super().__init__("；".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `infcode` 0 is success, anything else a failure told in `err_msg`."""

    infcode: int
    err_msg: str = ""
    output: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def message_id(*, institution: str, at: datetime, sequence: int) -> str:
    """The 30-character msgid: institution (12) + yyyyMMddHHmmss + four digits. It is the idempotency key.

    Two ids of one institution differ as long as `sequence` differs modulo 10,000 within a second.
    """
    return f"{institution}{at.astimezone(SHANGHAI):%Y%m%d%H%M%S}{sequence % 10_000:04d}"


def is_message_id(text: str, *, institution: str) -> bool:
    """True for a msgid of this institution with a real time in it."""
    stamp = text[len(institution) : len(institution) + 14]
    if len(text) != len(institution) + 18 or not text.startswith(institution) or not text[len(institution) :].isdigit():
        return False
    return _is_time(stamp, "%Y%m%d%H%M%S")


def request_faults(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything wrong with the head of a request, each as one Chinese sentence naming the field and its mend."""
    faults = [fault for one in REQUEST_FIELDS if (fault := field_fault(message, one))]
    if fault := _body_fault(message):
        faults.append(fault)
    if not faults and not is_message_id(message["msgid"], institution=message["fixmedins_code"]):
        faults.append("msgid（发送方报文ID）应为机构编号+14位时间+4位顺序号")
    if not faults and not _is_time(message["inf_time"], "%Y-%m-%d %H:%M:%S"):
        faults.append("inf_time（交易时间）应为 yyyy-MM-dd HH:mm:ss")
    return tuple(faults)


def _body_fault(message: Mapping[str, Any]) -> str | None:
    """What is wrong with `input`, which is an object, or a text where `enc_type` names the cipher."""
    given, cipher = message.get("input"), message.get("enc_type")
    if cipher and cipher != CIPHER:
        return f"enc_type（加密方式）应留空或为{CIPHER}，请发送明文的input，或按对接指南加密"
    if cipher and not isinstance(given, str):
        return f"enc_type（加密方式）为{CIPHER}时input（交易输入）应为密文；发送明文请将enc_type留空"
    if not cipher and not isinstance(given, Mapping):
        return "input（交易输入）应为对象，请按交易说明填写输入节点"
    return None


def field_fault(node: Mapping[str, Any], one: Field) -> str | None:
    """What is wrong with one text field of a node, or None."""
    value = node.get(one.name)
    if value in (None, ""):
        return f"{one.name}（{one.label}）不能为空，请补填" if one.required else None
    if not isinstance(value, str):
        return f"{one.name}（{one.label}）应为字符串，请加引号"
    if len(value) > one.longest:
        return f"{one.name}（{one.label}）最长{one.longest}个字符，现为{len(value)}个，请缩短"
    return None


def parse_request(body: bytes) -> dict[str, Any]:
    """The request in `body`, its head checked, its input an object. Raises Mangled."""
    message = parse_closed_request(body)
    if isinstance(message["input"], str):
        raise Mangled(_NOT_ENCRYPTED)
    return message


def parse_closed_request(body: bytes) -> dict[str, Any]:
    """The same where `input` may also be a text that only its receiver can open. Raises Mangled."""
    message = _json_object(body)
    if faults := request_faults(message):
        raise Mangled(*faults)
    return message


def parse_answer(body: bytes) -> Answer:
    """The answer in `body`; infcode may come as a number or as its digits. Raises Mangled."""
    message = _json_object(body)
    try:
        infcode = int(message["infcode"])
    except (KeyError, TypeError, ValueError):
        raise Mangled("infcode（交易状态码）缺失或不是数字") from None
    output = message.get("output")
    return Answer(infcode, str(message.get("err_msg") or ""), output if isinstance(output, Mapping) else {})


def answer_body(*, answer: Answer, region: str, received_at: datetime, responded_at: datetime, sequence: int) -> dict[str, Any]:
    """The answer as it goes out; inf_refmsgid is region (6) + time (14) + ten digits, err_msg at most 200 characters."""
    received, responded = (moment.astimezone(SHANGHAI) for moment in (received_at, responded_at))
    return {
        "infcode": answer.infcode,
        "inf_refmsgid": f"{region[:6]:0<6}{received:%Y%m%d%H%M%S}{sequence % 10**10:010d}",
        "refmsg_time": _milliseconds(received),
        "respond_time": _milliseconds(responded),
        "err_msg": answer.err_msg[:_LONGEST_ERROR],
        "warn_msg": "",
        "cainfo": "",
        "signtype": "",
        "enc_type": "",
        "output": dict(answer.output),
    }


@dataclass(frozen=True, slots=True)
class Sender:
    """Who signs a request: institution, the place it acts in, and the system it speaks to."""

    institution: str
    name: str
    region: str
    operator: str = "MTT"
    operator_name: str = "慢特通"
    receiver: str = "YBXT"


def request_body(
    *, infno: str, msgid: str, sender: Sender, at: datetime, given: Mapping[str, Any], insured_at: str = ""
) -> dict[str, Any]:
    """A whole request; `given` is its input with the named nodes. `insured_at` is due whenever the input names a psn_no."""
    return {
        "infno": infno, "msgid": msgid, "mdtrtarea_admvs": sender.region, "insuplc_admdvs": insured_at,
        "recer_sys_code": sender.receiver, "dev_no": "", "dev_safe_info": "", "cainfo": "", "signtype": "",
        "infver": "V1.0", "opter_type": "1", "opter": sender.operator, "opter_name": sender.operator_name,
        "inf_time": f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}", "fixmedins_code": sender.institution,
        "fixmedins_name": sender.name, "sign_no": "", "input": dict(given),
    }  # fmt: skip


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise Mangled("报文不是有效的 JSON，请检查编码（UTF-8）与括号") from None
    if not isinstance(message, dict):
        raise Mangled("报文应为一个 JSON 对象")
    return message


def _is_time(text: str, shape: str) -> bool:
    try:
        return datetime.strptime(text, shape).strftime(shape) == text  # noqa: DTZ007  a Shanghai wall time, compared as text
    except ValueError:
        return False


def _milliseconds(moment: datetime) -> str:
    return f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03d}"
