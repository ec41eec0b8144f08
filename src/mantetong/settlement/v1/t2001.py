"""2001 人员待遇享受检查: may this person have this disease paid here, today?"""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import UNKNOWNS, Infcode, said
from mantetong.settlement.entitlement import Customer, customer_at, ensure_chronic, entitled
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Moment
from mantetong.settlement.v1.transaction import Asked, Transaction, node, taking
from mantetong.web.clock import day_of

_FIELDS: tuple[AnyField, ...] = (
    Field("psn_no", "人员编号", 30), Field("insutype", "险种类型", 6), Field("fixmedins_code", "定点医药机构编号", 30),
    Field("med_type", "医疗类别", 6), Moment("begntime", "开始时间", required=False), Moment("endtime", "结束时间", required=False),
    Field("dise_codg", "病种编码", 30), Field("dise_name", "病种名称", 500, required=False),
)  # fmt: skip
_TREATMENT = "1"  # trt_chk_type


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    ensure_chronic(data["med_type"])
    if data["fixmedins_code"] != asked.institution:
        raise Refused(Infcode.OTHER_INSTITUTION)
    customer = customer_at(psn_no=data["psn_no"], institution=asked.institution, on=day_of(asked.at))
    told = {"psn_no": customer.person.psn_no, "trt_chk_type": _TREATMENT, "fund_pay_type": ""}
    return {"trtinfo": [told | _checked(asked, customer, data)]}


def _checked(asked: Asked, customer: Customer, data: Mapping[str, Any]) -> dict[str, Any]:
    """Yes with its days, or no with its reason. Raises Refused while nobody can tell."""
    try:
        found = entitled(
            customer=customer,
            insutype=data["insutype"],
            place=asked.message.get("insuplc_admdvs") or "",
            disease=data["dise_codg"],
            at=asked.at,
        )
    except Refused as refused:
        if refused.code in UNKNOWNS:
            raise
        return {"trt_enjymnt_flag": "0", "begndate": None, "enddate": None, "trt_chk_rslt": said(refused.code, **refused.facts)}
    held = found.recognition
    last = held.ends_on.isoformat() if held.ends_on else None
    return {"trt_enjymnt_flag": "1", "begndate": held.begins_on.isoformat(), "enddate": last, "trt_chk_rslt": "可以享受"}


_DAY = {"type": ["string", "null"], "format": "date"}
_ROW = node(
    ("psn_no", "trt_chk_type", "trt_enjymnt_flag", "begndate", "enddate", "trt_chk_rslt"),
    trt_enjymnt_flag={"enum": ["0", "1"], "description": "待遇享受标志：1享受，0不享受"},
    begndate=_DAY,
    enddate=_DAY,
    trt_chk_rslt={"type": "string", "description": "检查结果"},
)
SERVED = Transaction(
    infno="2001",
    title="人员待遇享受检查",
    takes=taking("data", *_FIELDS),
    gives=node(("trtinfo",), trtinfo={"type": "array", "items": _ROW}),
    carry_out=_carry_out,
)
