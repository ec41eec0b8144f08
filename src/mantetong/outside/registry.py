"""The registry of insured persons: transaction 1101 人员信息获取.

Errors: RegistryAway (try again or hand to a person), PersonNotFound (the registry says so), InsuranceCodeRefused (a 医保码 that
has run out or was read badly). A refusal we do not understand counts as away, never as "not insured".
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from mantetong.outside.envelope import Answer, message_id
from mantetong.outside.gateways import interface_gateway
from mantetong.outside.interface_client import InterfaceAway, ask

_SAYS_UNKNOWN = re.compile("未查询到|未找到|查无|不存在|不一致")
_SAYS_SPENT = re.compile("令牌|失效|过期")
_INSURANCE_CODE, _ID_CARD = "01", "02"
_CERTIFICATES = (
    ("9", "07"),
    ("81", "17"),
    ("82", "17"),
    ("83", "17"),
)  # national_interface §4: foreigners' cards, 港澳台居民居住证
_ID_CERTIFICATE = "01"


class RegistryAway(ConnectionError):
    """The registry gave no usable answer."""

    code = "REGISTRY_AWAY"


class PersonNotFound(LookupError):
    """The registry knows no person with this name and ID number."""

    code = "PERSON_NOT_FOUND"


class InsuranceCodeRefused(ValueError):
    """The registry does not open this 医保码: it has run out, or was not read whole."""

    code = "INSURANCE_CODE_REFUSED"


class InsuredStatus(StrEnum):
    """psn_insu_stas in our words."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"


_STATUS = {"1": InsuredStatus.ACTIVE, "2": InsuredStatus.PAUSED, "4": InsuredStatus.ENDED}


@dataclass(frozen=True, slots=True)
class Insurance:
    """One insurance a person holds: 险种 (310 employee, 390 resident …), place, status and since when."""

    insutype: str
    region: str
    status: InsuredStatus
    since: date | None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class InsuredAnswer:
    """A person as the registry knows them. `sex` is 1 or 2 as the dictionary `gend` has it."""

    psn_no: str
    name: str
    id_number: str
    born_on: date
    sex: str
    insurances: tuple[Insurance, ...]
    died_on: date | None = None


def find_insured(*, id_number: str, name: str, at: datetime | None = None) -> InsuredAnswer:
    """Ask the registry for the person with this ID number and name. Raises RegistryAway, PersonNotFound."""
    return _asked(
        {
            "mdtrt_cert_type": _ID_CARD, "mdtrt_cert_no": id_number, "card_sn": "", "begntime": "",
            "psn_cert_type": certificate_type(id_number), "certno": id_number, "psn_name": name,
        },
        at,
    )  # fmt: skip


def find_by_insurance_code(*, token: str, at: datetime | None = None) -> InsuredAnswer:
    """Ask the registry whose 医保码 (28 signs, good for minutes) was shown. Raises InsuranceCodeRefused, RegistryAway, PersonNotFound."""
    return _asked({"mdtrt_cert_type": _INSURANCE_CODE, "mdtrt_cert_no": token, "card_sn": "", "begntime": ""}, at)


def _asked(data: Mapping[str, str], at: datetime | None) -> InsuredAnswer:
    moment = at or timezone.now()
    code = interface_gateway().code
    msgid = message_id(institution=code, at=moment, sequence=secrets.randbelow(10_000))
    try:
        answer = ask(infno="1101", msgid=msgid, region=code[1:7], given={"data": data}, at=moment)
    except InterfaceAway as error:
        raise RegistryAway(str(error)) from error
    if answer.infcode and data["mdtrt_cert_type"] == _INSURANCE_CODE and _SAYS_SPENT.search(answer.err_msg):
        raise InsuranceCodeRefused
    return _person(answer)


def certificate_type(id_number: str) -> str:
    """`psn_cert_type` 人员证件类型 as the number itself tells it: 07 foreigners' permanent residence, 17 港澳台居民居住证, else 01."""
    return next((code for head, code in _CERTIFICATES if id_number.startswith(head)), _ID_CERTIFICATE)


def _person(answer: Answer) -> InsuredAnswer:
    if answer.infcode:
        raise PersonNotFound if _SAYS_UNKNOWN.search(answer.err_msg) else RegistryAway(f"infcode {answer.infcode}")
    try:
        return _read_person(answer.output["baseinfo"], answer.output.get("insuinfo") or ())
    except (KeyError, TypeError, ValueError) as error:
        raise RegistryAway("unreadable answer") from error


def _read_person(base: Mapping[str, Any], rows: Any) -> InsuredAnswer:
    return InsuredAnswer(
        psn_no=str(base["psn_no"]),
        name=str(base["psn_name"]),
        id_number=str(base["certno"]),
        born_on=date.fromisoformat(str(base["brdy"])[:10]),
        sex=str(base["gend"]),
        insurances=tuple(_read_insurance(row) for row in rows),
        died_on=_day(_extension(base.get("expContent")).get("die_date")),
    )


def _read_insurance(row: Mapping[str, Any]) -> Insurance:
    # An unknown status must not pass for an active insurance.
    status = _STATUS.get(str(row["psn_insu_stas"]), InsuredStatus.PAUSED)
    return Insurance(
        str(row["insutype"]), str(row["insuplc_admdvs"]), status, _day(row.get("psn_insu_date")), str(row.get("emp_name") or "")
    )


def _extension(text: Any) -> Mapping[str, Any]:
    content = json.loads(text) if text else {}
    return content if isinstance(content, Mapping) else {}


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None
