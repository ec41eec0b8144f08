"""2505 人员定点备案: a person bound to a designated institution."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import person_at
from mantetong.settlement.models import FixedPlace
from mantetong.settlement.paying import new_number
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Day
from mantetong.settlement.v1.transaction import Asked, Transaction, node, taking, text
from mantetong.web.clock import day_of

_FIELDS: tuple[AnyField, ...] = (
    Field("psn_no", "人员编号", 30), Field("tel", "联系电话", 50, required=False), Field("addr", "联系地址", 200, required=False),
    Field("biz_appy_type", "业务申请类型", 3), Day("begndate", "开始日期"), Day("enddate", "结束日期", required=False),
    Field("agnter_name", "代办人姓名", 50, required=False), Field("agnter_cert_type", "代办人证件类型", 6, required=False),
    Field("agnter_certno", "代办人证件号码", 50, required=False), Field("agnter_tel", "代办人联系方式", 30, required=False),
    Field("agnter_addr", "代办人联系地址", 200, required=False), Field("agnter_rlts", "代办人关系", 3, required=False),
    Field("fix_srt_no", "定点排序号", 3), Field("fixmedins_code", "定点医药机构编号", 12), Field("fixmedins_name", "定点医药机构名称", 200),
    Field("memo", "备注", 500, required=False),
)  # fmt: skip


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    if data["fixmedins_code"] != asked.institution:
        raise Refused(Infcode.OTHER_INSTITUTION)
    if data["enddate"] and data["enddate"] < data["begndate"]:
        raise Refused(Infcode.FIELD_WRONG, why="enddate（结束日期）早于begndate（开始日期），请核对")
    person = person_at(psn_no=data["psn_no"], on=day_of(asked.at))
    record = FixedPlace(
        serial=new_number(asked.at),
        person_id=person.id,
        psn_no=data["psn_no"],
        insutype="",
        kind=data["biz_appy_type"],
        place=data["fix_srt_no"],
        institution_id=asked.institution,
        begins_on=data["begndate"],
        ends_on=data["enddate"],
        memo=data["memo"],
        made_by=asked.institution,
        made_at=asked.at,
    )
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(Infcode.REGISTERED_ALREADY) from error
    return {"result": {"trt_dcla_detl_sn": record.serial}}


GIVES = node(("result",), result=node(("trt_dcla_detl_sn",), trt_dcla_detl_sn=text("待遇申报明细流水号", 30)))
SERVED = Transaction(
    infno="2505", title="人员定点备案", takes=taking("data", *_FIELDS), gives=GIVES, writes=True, carry_out=_carry_out
)
