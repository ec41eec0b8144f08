"""1101 人员信息获取: who a certificate belongs to. Answered from the people the registry has confirmed, else by asking it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mantetong.domain.identity import NotAnIdNumber, age_on, parse_id_number
from mantetong.outside.envelope import SHANGHAI, Field
from mantetong.outside.registry import RegistryAway
from mantetong.people.queries import InsuranceCard, PersonCard, insurances_of, person_by_id_number
from mantetong.settlement.codes import Infcode
from mantetong.settlement.operations import learn_person, note_identified
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.transaction import Asked, Transaction, node, text
from mantetong.web.clock import day_of

_ID_CARD = "02"
_RESIDENT_CARD = "01"
_STATUS = {"ACTIVE": "1", "PAUSED": "2", "ENDED": "4"}
_FIELDS = (
    Field("mdtrt_cert_type", "就诊凭证类型", 3),
    Field("mdtrt_cert_no", "就诊凭证编号", 50),
    Field("psn_name", "人员姓名", 50, required=False),
)


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    if data["mdtrt_cert_type"] != _ID_CARD:
        raise Refused(Infcode.FIELD_WRONG, why="mdtrt_cert_type（就诊凭证类型）目前只支持02（居民身份证）")
    person = _person(data["mdtrt_cert_no"], str(data.get("psn_name") or ""), asked.at)
    if person is None or (data.get("psn_name") or person.name) != person.name:
        raise Refused(Infcode.PERSON_NOT_FOUND)
    note_identified(institution_code=asked.institution, psn_no=person.psn_no or "", at=asked.at)
    insurances = [_insurance(one, person) for one in insurances_of(person.id)]
    return {"baseinfo": _base(person, day_of(asked.at)), "insuinfo": insurances, "idetinfo": []}


def _person(number: str, name: str, at: datetime) -> PersonCard | None:
    """The person known here, else whom the registry names: the certificate and the name are both asked for then."""
    try:
        plain = parse_id_number(number).text
    except NotAnIdNumber as error:
        raise Refused(Infcode.FIELD_WRONG, why="mdtrt_cert_no（就诊凭证编号）不是有效的18位身份证号，请核对") from error
    known = person_by_id_number(plain)
    if known is not None or not name:
        return known
    try:
        return person_by_id_number(plain) if learn_person(id_number=plain, name=name, at=at) else None
    except RegistryAway as error:
        raise Refused(Infcode.UNKNOWN) from error


def _base(person: PersonCard, on: date) -> dict[str, Any]:
    return {
        "psn_no": person.psn_no,
        "psn_cert_type": _RESIDENT_CARD,
        "certno": person.id_number,
        "psn_name": person.name,
        "gend": person.sex,
        "naty": "",
        "brdy": person.born_on.isoformat(),
        "age": age_on(born_on=person.born_on, on=on),
        "expContent": _checked(person),
    }


def _checked(person: PersonCard) -> str:
    """When the registry last said so: what is told here is as old as that."""
    if person.checked_at is None:
        return ""
    return json.dumps({"checked_at": f"{person.checked_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"})


def _insurance(one: InsuranceCard, person: PersonCard) -> dict[str, Any]:
    """What the registry told us. The account's balance and the kind of person are not ours to know: null and empty."""
    return {
        "balc": None,
        "insutype": one.insutype,
        "psn_type": "",
        "psn_insu_stas": _STATUS.get(one.status, "2") if person.died_on is None else "4",
        "psn_insu_date": one.since.isoformat() if one.since else None,
        "paus_insu_date": None,
        "cvlserv_flag": "",
        "insuplc_admdvs": one.region,
        "emp_name": one.employer,
    }


_BASE = node(
    ("psn_no", "psn_cert_type", "certno", "psn_name", "gend", "brdy", "age"),
    psn_no=text("人员编号", 30),
    psn_cert_type=text("人员证件类型", 6),
    certno=text("证件号码", 50),
    psn_name=text("人员姓名", 50),
    gend=text("性别", 6),
    naty=text("民族", 3),
    brdy={"type": "string", "format": "date", "description": "出生日期"},
    age={"type": "number", "description": "年龄"},
    expContent=text("字段扩展", 4000),
)
_INSURANCE = node(
    ("insutype", "psn_insu_stas", "insuplc_admdvs"),
    balc={"type": ["number", "null"], "description": "余额；本系统不掌握，为空"},
    insutype=text("险种类型", 6),
    psn_insu_stas=text("人员参保状态", 6),
    insuplc_admdvs=text("参保地医保区划", 6),
    emp_name=text("单位名称", 200),
)

SERVED = Transaction(
    infno="1101",
    title="人员信息获取",
    takes=node(
        ("data",),
        data=node(
            ("mdtrt_cert_type", "mdtrt_cert_no"),
            mdtrt_cert_type=text("就诊凭证类型", 3) | {"enum": [_ID_CARD]},
            mdtrt_cert_no=text("就诊凭证编号", 50),
            psn_name=text("人员姓名", 50),
        ),
    ),
    gives=node(
        ("baseinfo", "insuinfo", "idetinfo"),
        baseinfo=_BASE,
        insuinfo={"type": "array", "items": _INSURANCE},
        idetinfo={"type": "array", "items": {"type": "object"}},
    ),
    carry_out=_carry_out,
)
