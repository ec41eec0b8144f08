"""The national platform: a recognition is registered (2503), withdrawn (2504), and asked after by msgid (5301).

No answer is UNKNOWN: the caller keeps the msgid it sent and reconciles by it; sending the same msgid again is safe on a
platform that honours it, a new msgid for the same recognition is not.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mantetong.outside.envelope import Answer, message_id
from mantetong.outside.gateways import interface_gateway
from mantetong.outside.interface_client import InterfaceAway, ask


class Registering(StrEnum):
    """How one request ended."""

    REGISTERED = "REGISTERED"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Registration:
    """How a request ended: `serial` (trt_dcla_detl_sn) when registered or withdrawn, `said` (err_msg) when refused."""

    state: Registering
    serial: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class ToRegister:
    """The fields of 2503 under their official names; `enddate` None is open-ended, `insu_optins` the place of insurance."""

    psn_no: str
    insutype: str
    opsp_dise_code: str
    opsp_dise_name: str
    insu_optins: str
    ide_fixmedins_no: str
    ide_fixmedins_name: str
    hosp_ide_date: date
    diag_dr_codg: str
    diag_dr_name: str
    begndate: date
    enddate: date | None = None
    tel: str = ""
    addr: str = ""


def platform_message_id(*, at: datetime, sequence: int) -> str:
    """A msgid of this installation; take the row's own id as `sequence` and store the result before sending."""
    return message_id(institution=interface_gateway().code, at=at, sequence=sequence)


def register(*, what: ToRegister, msgid: str, at: datetime) -> Registration:
    """Register one recognition (2503). Never raises for an absent platform: the state is then UNKNOWN."""
    data = {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in asdict(what).items()}
    return _send(infno="2503", msgid=msgid, region=what.insu_optins, data=data, at=at)


def withdraw(*, serial: str, psn_no: str, region: str, why: str, msgid: str, at: datetime) -> Registration:
    """Withdraw a registered recognition (2504) with its reason. UNKNOWN when nobody answers."""
    data = {"trt_dcla_detl_sn": serial, "psn_no": psn_no, "memo": why}
    done = _send(infno="2504", msgid=msgid, region=region, data=data, at=at)
    return Registration(done.state, done.serial or serial, done.said)


def reconcile(*, psn_no: str, region: str, omsgid: str, msgid: str, at: datetime) -> Registration:
    """What became of the request `omsgid`: REGISTERED with its serial, REFUSED in the platform's words, or UNKNOWN.

    A request that never arrived is REFUSED with an empty `said`: the same msgid may then be sent once more.
    """
    try:
        answer = ask(
            infno="5301",
            msgid=msgid,
            region=region,
            given={"data": {"psn_no": psn_no, "omsgid": omsgid}},
            at=at,
            insured_at=region,
        )
    except InterfaceAway:
        return Registration(Registering.UNKNOWN)
    result = answer.output.get("result")
    if answer.infcode or not isinstance(result, dict):
        return Registration(Registering.UNKNOWN, said=answer.err_msg)
    return _became(result)


def _became(result: dict[str, Any]) -> Registration:
    if result.get("state") == "DONE":
        return Registration(Registering.REGISTERED, serial=str(result.get("trt_dcla_detl_sn") or ""))
    if result.get("state") in ("NOT_RECEIVED", "REFUSED"):
        return Registration(Registering.REFUSED, said=str(result.get("err_msg") or ""))
    return Registration(Registering.UNKNOWN)


def _send(*, infno: str, msgid: str, region: str, data: dict[str, Any], at: datetime) -> Registration:
    try:
        answer = ask(infno=infno, msgid=msgid, region=region, given={"data": data}, at=at, insured_at=region)
    except InterfaceAway:
        return Registration(Registering.UNKNOWN)
    return _registration(answer)


def _registration(answer: Answer) -> Registration:
    if answer.infcode:
        return Registration(Registering.REFUSED, said=answer.err_msg)
    result = answer.output.get("result")
    serial = str(result.get("trt_dcla_detl_sn") or "") if isinstance(result, dict) else ""
    return Registration(Registering.REGISTERED, serial=serial)
