"""2203 就诊信息上传: what the visit is for. A chronic-disease visit names one disease the person is recognised for (§3)."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import ensure_chronic, insurance_of, person_at, recognition_at
from mantetong.settlement.models import FeeLine, Visit
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Moment, schema_of
from mantetong.settlement.v1.hospital import NOTHING
from mantetong.settlement.v1.transaction import Asked, Transaction, node
from mantetong.settlement.visits import visit_for
from mantetong.web.clock import day_of

_VISIT: tuple[AnyField, ...] = (
    Field("mdtrt_id", "就诊ID", 30), Field("psn_no", "人员编号", 30), Field("med_type", "医疗类别", 6), Moment("begntime", "开始时间"),
    Field("main_cond_dscr", "主要病情描述", 1000, required=False), Field("dise_codg", "病种编码", 30),
    Field("dise_name", "病种名称", 500, required=False),
)  # fmt: skip
_DIAGNOSIS: tuple[AnyField, ...] = (
    Field("diag_type", "诊断类别", 3), Field("diag_srt_no", "诊断排序号", 2), Field("diag_code", "诊断代码", 20),
    Field("diag_name", "诊断名称", 100), Field("diag_dept", "诊断科室", 50, required=False),
    Field("dise_dor_no", "诊断医生编码", 30, required=False), Field("dise_dor_name", "诊断医生姓名", 50, required=False),
    Moment("diag_time", "诊断时间", required=False), Field("vali_flag", "有效标志", 3, required=False),
)  # fmt: skip


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    told = asked.node("mdtrtinfo", *_VISIT)
    asked.rows("diseinfo", *_DIAGNOSIS)
    ensure_chronic(told["med_type"])
    visit = visit_for(institution=asked.institution, mdtrt_id=told["mdtrt_id"], psn_no=told["psn_no"])
    _ensure_recognised(asked, visit, told["dise_codg"])
    if FeeLine.objects.filter(visit=visit).exclude(disease_code=told["dise_codg"]).exists():
        raise Refused(Infcode.TWO_DISEASES)
    visit.med_type, visit.disease_code = told["med_type"], told["dise_codg"]
    visit.save(update_fields=["med_type", "disease_code"])
    return {}


def _ensure_recognised(asked: Asked, visit: Visit, disease: str) -> None:
    on = day_of(asked.at)
    person = person_at(psn_no=visit.psn_no, on=on)
    insurance = insurance_of(person=person, insutype=visit.insutype, place=asked.message.get("insuplc_admdvs") or "")
    recognition_at(person=person, insurance=insurance, disease=disease, institution=asked.institution, on=on)


SERVED = Transaction(
    infno="2203",
    title="就诊信息上传",
    takes=node(
        ("mdtrtinfo", "diseinfo"),
        mdtrtinfo=schema_of(*_VISIT),
        diseinfo={"type": "array", "minItems": 1, "items": schema_of(*_DIAGNOSIS)},
    ),
    gives=NOTHING,
    writes=True,
    carry_out=_carry_out,
)
