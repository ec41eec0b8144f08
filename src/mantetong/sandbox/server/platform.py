"""The pretend insured registry and national platform: 1101, 2503, 2504, 5301, every field checked by name and length.

The same msgid gets the same stored answer. 5301 with `omsgid` tells what became of an earlier message: the reconciliation
of a request whose answer was lost.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from sqlite3 import Row
from typing import Any

from mantetong.domain.identity import age_on
from mantetong.outside.envelope import Answer, Field, Mangled, answer_body, field_fault, parse_request
from mantetong.outside.gateways import SANDBOX_CODE, SANDBOX_TOKEN
from mantetong.sandbox.insured import BY_ID_NUMBER, BY_PSN_NO, InsuredPerson
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.insurance_code import CodeSpent, CodeUnreadable, holder_of
from mantetong.sandbox.server.state import State

_FIELDS = {
    "1101": (
        Field("mdtrt_cert_type", "就诊凭证类型", 3), Field("mdtrt_cert_no", "就诊凭证编号", 50),
        Field("psn_cert_type", "人员证件类型", 6, required=False), Field("certno", "证件号码", 50, required=False),
        Field("psn_name", "人员姓名", 50, required=False),
    ),
    "2503": (
        Field("psn_no", "人员编号", 30), Field("insutype", "险种类型", 6), Field("opsp_dise_code", "门慢门特病种目录代码", 30),
        Field("opsp_dise_name", "门慢门特病种名称", 300), Field("tel", "联系电话", 50, required=False),
        Field("addr", "联系地址", 200, required=False), Field("insu_optins", "参保机构医保区划", 6),
        Field("ide_fixmedins_no", "鉴定定点医药机构编号", 30), Field("ide_fixmedins_name", "鉴定定点医药机构名称", 200),
        Field("hosp_ide_date", "医院鉴定日期", 10), Field("diag_dr_codg", "诊断医师编码", 30), Field("diag_dr_name", "诊断医师姓名", 50),
        Field("begndate", "开始日期", 10), Field("enddate", "结束日期", 10, required=False),
    ),
    "2504": (Field("trt_dcla_detl_sn", "待遇申报明细流水号", 30), Field("psn_no", "人员编号", 30), Field("memo", "备注", 500)),
    "5301": (Field("psn_no", "人员编号", 30), Field("omsgid", "原发送方报文ID", 30, required=False)),
}  # fmt: skip
_DAYS = ("hosp_ide_date", "begndate", "enddate")
_WRITES = frozenset({"2503", "2504"})


class Refused(Exception):
    """The transaction is refused with a negative infcode and these words."""


def answer(request: Request, state: State) -> Reply:
    """One transaction of the interface, over one path for all."""
    if not hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {SANDBOX_TOKEN}"):
        return _reply(request, Answer(-1, "令牌无效或缺失，请核对 Authorization"), status=401)
    try:
        message = parse_request(request.body)
        return _reply(request, _once(message, request, state))
    except (Mangled, Refused) as error:
        return _reply(request, Answer(-1, str(error)))


def _once(message: dict[str, Any], request: Request, state: State) -> Answer:
    infno, msgid = message["infno"], message["msgid"]
    if infno not in _FIELDS:
        raise Refused(f"infno（交易编号）{infno} 未开放")
    if message["fixmedins_code"] != SANDBOX_CODE:
        raise Refused("fixmedins_code（定点医药机构编号）与令牌不符")
    if infno not in _WRITES:
        return _TRANSACTIONS[infno](_data(message), message, request, state)
    with state.writing():
        given = state.answer_given(msgid)
        if given is not None:
            return Answer(**given)
        done = _write(message, request, state)
        kept = {"infcode": done.infcode, "err_msg": done.err_msg, "output": dict(done.output)}
        state.keep_answer(msgid=msgid, infno=infno, answer=kept, at=request.at)
        return done


def _write(message: dict[str, Any], request: Request, state: State) -> Answer:
    try:
        return _TRANSACTIONS[message["infno"]](_data(message), message, request, state)
    except Refused as refusal:
        return Answer(-1, str(refusal))


def _data(message: Mapping[str, Any]) -> Mapping[str, Any]:
    infno, data = message["infno"], message["input"].get("data")
    if not isinstance(data, Mapping):
        raise Refused("input.data（输入节点）缺失，请按交易说明填写")
    faults = [fault for one in _FIELDS[infno] if (fault := field_fault(data, one))]
    faults += [f"{name}（日期）应为 yyyy-MM-dd" for name in _DAYS if data.get(name) and not _is_day(data[name])]
    if infno != "1101" and not message.get("insuplc_admdvs"):
        faults.append("insuplc_admdvs（参保地医保区划）在含 psn_no 的交易中不能为空")
    if faults:
        raise Refused("；".join(faults))
    return data


def _is_day(text: object) -> bool:
    try:
        return date.fromisoformat(str(text)).isoformat() == text
    except ValueError:
        return False


def _look_up(data: Mapping[str, Any], _message: Mapping[str, Any], request: Request, _state: State) -> Answer:
    if data["mdtrt_cert_type"] not in _SHOWN:
        raise Refused("mdtrt_cert_type（就诊凭证类型）本环境只支持 01 医保电子凭证令牌、02 居民身份证号")
    person = _SHOWN[data["mdtrt_cert_type"]](data["mdtrt_cert_no"], request.at)
    if person is None:
        raise Refused("未查询到该人员的参保信息")
    if data.get("psn_name") not in (None, "", person.name) or data.get("certno") not in (None, "", person.id_number):
        raise Refused("证件号码与姓名不一致，请核对")
    return Answer(0, output=_person_nodes(person, on=request.at.date()))


def _by_code(code: str, at: datetime) -> InsuredPerson:
    try:
        return holder_of(code, at=at)
    except CodeUnreadable as error:
        raise Refused("医保电子凭证令牌无效，请核对") from error
    except CodeSpent as error:
        raise Refused("医保电子凭证令牌已失效，请重新出示") from error


_SHOWN: Mapping[str, Callable[[str, datetime], InsuredPerson | None]] = {
    "01": _by_code,
    "02": lambda number, _at: BY_ID_NUMBER.get(number),
}


def _person_nodes(person: InsuredPerson, *, on: date) -> dict[str, Any]:
    extension = json.dumps({"die_date": person.died_on.isoformat()}) if person.died_on else ""
    base = {
        "psn_no": person.psn_no, "psn_cert_type": "01", "certno": person.id_number, "psn_name": person.name, "gend": person.sex,
        "naty": "01", "brdy": person.born_on.isoformat(), "age": age_on(born_on=person.born_on, on=on), "expContent": extension,
    }  # fmt: skip
    rows = [
        {
            "balc": 0, "insutype": row.insutype, "psn_type": "11" if row.insutype == "310" else "21", "psn_insu_stas": row.status,
            "psn_insu_date": row.since.isoformat(), "paus_insu_date": row.paused_on.isoformat() if row.paused_on else "",
            "cvlserv_flag": "0", "insuplc_admdvs": row.region, "emp_name": row.employer,
        }
        for row in person.rows
    ]  # fmt: skip
    return {"baseinfo": base, "insuinfo": rows, "idetinfo": []}


def _register(data: Mapping[str, Any], message: Mapping[str, Any], request: Request, state: State) -> Answer:
    person = BY_PSN_NO.get(data["psn_no"])
    if person is None:
        raise Refused("psn_no（人员编号）不存在，请先做 1101")
    if (data["insutype"], data["insu_optins"]) not in {(row.insutype, row.region) for row in person.rows}:
        raise Refused("insutype、insu_optins 与该人员的参保信息不符，请重新做 1101")
    if data.get("enddate") and data["enddate"] < data["begndate"]:
        raise Refused("enddate（结束日期）早于 begndate（开始日期）")
    if any(
        row["disease"] == data["opsp_dise_code"] and _reaches(row, data["begndate"]) and _begins_before_end(row, data)
        for row in state.registrations(psn_no=data["psn_no"])
    ):
        raise Refused("该人员该病种已有有效备案，不能重复登记")
    serial = state.keep_registration(data=data, msgid=message["msgid"], at=request.at)
    return Answer(0, output={"result": {"trt_dcla_detl_sn": serial}})


def _reaches(row: Row, day: str) -> bool:
    return not row["enddate"] or row["enddate"] >= day


def _begins_before_end(row: Row, data: Mapping[str, Any]) -> bool:
    return not data.get("enddate") or bool(row["begndate"] <= data["enddate"])


def _withdraw(data: Mapping[str, Any], _message: Mapping[str, Any], request: Request, state: State) -> Answer:
    found = state.registration(serial=data["trt_dcla_detl_sn"], psn_no=data["psn_no"])
    if found is None:
        raise Refused("trt_dcla_detl_sn（待遇申报明细流水号）不存在或不属于该人员")
    if found["withdrawn_at"]:
        raise Refused("该备案已撤销")
    state.withdraw_registration(serial=found["serial"], memo=data["memo"], at=request.at)
    return Answer(0, output={"result": {"trt_dcla_detl_sn": found["serial"]}})


def _recognitions(data: Mapping[str, Any], _message: Mapping[str, Any], request: Request, state: State) -> Answer:
    if data["psn_no"] not in BY_PSN_NO:
        raise Refused("psn_no（人员编号）不存在，请先做 1101")
    if data.get("omsgid"):
        return _became(state, data["omsgid"])
    today = request.at.date().isoformat()
    standing = [row for row in state.registrations(psn_no=data["psn_no"]) if row["begndate"] <= today and _reaches(row, today)]
    listed = [
        {"opsp_dise_code": row["disease"], "opsp_dise_name": row["name"], "begndate": row["begndate"], "enddate": row["enddate"]}
        for row in standing
    ]
    return Answer(0, output={"feedetail": listed})


def _became(state: State, omsgid: str) -> Answer:
    given = state.answer_given(omsgid)
    if given is None:
        return Answer(0, output={"feedetail": [], "result": {"state": "NOT_RECEIVED"}})
    if given["infcode"]:
        return Answer(0, output={"feedetail": [], "result": {"state": "REFUSED", "err_msg": given["err_msg"]}})
    return Answer(0, output={"feedetail": [], "result": {"state": "DONE", **given["output"]["result"]}})


def _reply(request: Request, given: Answer, *, status: int = 200) -> Reply:
    sequence = int(request.at.timestamp() * 1000)
    body = answer_body(answer=given, region=SANDBOX_CODE[1:7], received_at=request.at, responded_at=request.at, sequence=sequence)
    return json_reply(body, status=status)


_TRANSACTIONS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], Request, State], Answer]] = {
    "1101": _look_up, "2503": _register, "2504": _withdraw, "5301": _recognitions,
}  # fmt: skip
