"""2503 人员慢特病备案 by an institution that the region's pack entrusts with it: what it determined is in force from its first day."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from mantetong.domain.policy import DiseasePolicy, RegionPolicy, Registers, Status
from mantetong.outside.envelope import Field
from mantetong.people.queries import InstitutionCard, doctor_card
from mantetong.policies.queries import NoSuchRegion, policy_on
from mantetong.recognition.operations import AlreadyHeld, TakenIn, take_in
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import institution_at, insurance_of, person_at, prefecture
from mantetong.settlement.models import InstitutionRecord
from mantetong.settlement.paying import new_number
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Day
from mantetong.settlement.v1.t2505 import GIVES
from mantetong.settlement.v1.transaction import Asked, Transaction, taking
from mantetong.web.clock import day_of

_FIELDS: tuple[AnyField, ...] = (
    Field("psn_no", "人员编号", 30), Field("insutype", "险种类型", 6), Field("opsp_dise_code", "门慢门特病种目录代码", 30),
    Field("opsp_dise_name", "门慢门特病种名称", 300), Field("tel", "联系电话", 50, required=False),
    Field("addr", "联系地址", 200, required=False), Field("insu_optins", "参保机构医保区划", 6),
    Field("ide_fixmedins_no", "鉴定定点医药机构编号", 30), Field("ide_fixmedins_name", "鉴定定点医药机构名称", 200),
    Day("hosp_ide_date", "医院鉴定日期"), Field("diag_dr_codg", "诊断医师编码", 30), Field("diag_dr_name", "诊断医师姓名", 50),
    Day("begndate", "开始日期"), Day("enddate", "结束日期", required=False),
)  # fmt: skip


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    region = prefecture(data["insu_optins"])
    disease = _listed(entrusting(region, institution_at(asked.institution), asked), data)
    _ensure_plausible(asked, data)
    person = person_at(psn_no=data["psn_no"], on=day_of(asked.at))
    insurance_of(person=person, insutype=data["insutype"], place=data["insu_optins"])
    what = TakenIn(
        person.id, data["psn_no"], region, data["insutype"], disease.code, disease.name, data["hosp_ide_date"], data["begndate"],
        data["enddate"], asked.institution, data["diag_dr_codg"],
    )  # fmt: skip
    try:
        made = take_in(what=what, at=asked.at)
    except AlreadyHeld as error:
        raise Refused(Infcode.REGISTERED_ALREADY) from error
    record = InstitutionRecord.objects.create(
        serial=new_number(asked.at),
        recognition_id=made,
        psn_no=data["psn_no"],
        institution_code=asked.institution,
        made_at=asked.at,
    )
    return {"result": {"trt_dcla_detl_sn": record.serial}}


def entrusting(region: str, institution: InstitutionCard, asked: Asked) -> RegionPolicy:
    """The pack by which the region entrusts this institution with registering. Raises Refused."""
    try:
        policy = policy_on(region=region, on=day_of(asked.at))
    except NoSuchRegion as error:
        raise Refused(Infcode.NOT_ENTRUSTED) from error
    rule = policy.till
    is_invented = policy.is_sample or (rule is not None and rule.status is Status.SAMPLE)
    if rule is None or rule.value.registers is not Registers.ENTRUSTED or (is_invented and not settings.MANTETONG_SANDBOX):
        raise Refused(Infcode.NOT_ENTRUSTED)
    if not institution.is_entrusted or prefecture(institution.region) != region:
        raise Refused(Infcode.NOT_ENTRUSTED)
    return policy


def _listed(policy: RegionPolicy, data: Mapping[str, Any]) -> DiseasePolicy:
    disease = policy.diseases.get(data["opsp_dise_code"])
    if disease is None or not disease.listed.value:
        raise Refused(
            Infcode.FIELD_WRONG, why="opsp_dise_code（门慢门特病种目录代码）不在参保地病种目录中，请以1309下载的目录为准"
        )
    return disease


def _ensure_plausible(asked: Asked, data: Mapping[str, Any]) -> None:
    if data["ide_fixmedins_no"] != asked.institution:
        raise Refused(Infcode.FIELD_WRONG, why="ide_fixmedins_no（鉴定定点医药机构编号）应为本机构")
    doctor = doctor_card(data["diag_dr_codg"])
    if doctor is None or doctor.institution != asked.institution:
        raise Refused(Infcode.FIELD_WRONG, why="diag_dr_codg（诊断医师编码）不是本机构的医师，请核对")
    if data["hosp_ide_date"] > day_of(asked.at):
        raise Refused(Infcode.FIELD_WRONG, why="hosp_ide_date（医院鉴定日期）晚于今天，请核对")
    if data["begndate"] < data["hosp_ide_date"]:
        raise Refused(Infcode.FIELD_WRONG, why="begndate（开始日期）早于hosp_ide_date（医院鉴定日期），请核对")
    if data["enddate"] and data["enddate"] < data["begndate"]:
        raise Refused(Infcode.FIELD_WRONG, why="enddate（结束日期）早于begndate（开始日期），请核对")


SERVED = Transaction(
    infno="2503", title="人员慢特病备案", takes=taking("data", *_FIELDS), gives=GIVES, writes=True, carry_out=_carry_out
)
