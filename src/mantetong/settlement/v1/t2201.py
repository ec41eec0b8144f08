"""2201 门诊挂号: a visit begins."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.entitlement import ensure_certificate, insurance_of, person_at
from mantetong.settlement.models import Visit
from mantetong.settlement.paying import new_number
from mantetong.settlement.v1.fields import Moment
from mantetong.settlement.v1.hospital import ensure_hospital
from mantetong.settlement.v1.transaction import Asked, Transaction, node, taking, text
from mantetong.web.clock import day_of

_FIELDS = (
    Field("psn_no", "人员编号", 30), Field("insutype", "险种类型", 6), Moment("begntime", "开始时间"),
    Field("mdtrt_cert_type", "就诊凭证类型", 3), Field("mdtrt_cert_no", "就诊凭证编号", 50), Field("ipt_otp_no", "门诊号", 30),
    Field("atddr_no", "医师编码", 30), Field("dr_name", "医师姓名", 50), Field("dept_code", "科室编码", 30),
    Field("dept_name", "科室名称", 100), Field("caty", "科别", 6),
)  # fmt: skip


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    ensure_hospital(asked)
    data = asked.node("data", *_FIELDS)
    person = person_at(psn_no=data["psn_no"], on=day_of(asked.at))
    ensure_certificate(person=person, cert_type=data["mdtrt_cert_type"], cert_no=data["mdtrt_cert_no"])
    insurance_of(person=person, insutype=data["insutype"], place=asked.message.get("insuplc_admdvs") or "")
    visit = Visit.objects.create(
        mdtrt_id=new_number(asked.at),
        institution_code=asked.institution,
        person_id=person.id,
        psn_no=data["psn_no"],
        insutype=data["insutype"],
        own_number=data["ipt_otp_no"],
        began_at=data["begntime"],
    )
    return {"data": {"mdtrt_id": visit.mdtrt_id, "psn_no": visit.psn_no, "ipt_otp_no": visit.own_number}}


_GIVES = node(
    ("mdtrt_id", "psn_no", "ipt_otp_no"),
    mdtrt_id=text("就诊ID", 30),
    psn_no=text("人员编号", 30),
    ipt_otp_no=text("门诊号", 30),
)
SERVED = Transaction(
    infno="2201", title="门诊挂号", takes=taking("data", *_FIELDS), gives=node(("data",), data=_GIVES), writes=True,
    carry_out=_carry_out,
)  # fmt: skip
