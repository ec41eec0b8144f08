"""What 2206 and 2207 share: a batch of a hospital visit, found and checked against the message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mantetong.domain.payment import Charge
from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import Entitled, customer_at, ensure_certificate, entitled
from mantetong.settlement.models import Visit
from mantetong.settlement.paying import ensure_total
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Number
from mantetong.settlement.v1.lines import ensure_in_force
from mantetong.settlement.v1.transaction import Asked
from mantetong.settlement.visits import charge_of, lines_of, standing_bills, visit_for
from mantetong.web.clock import day_of

FIELDS: tuple[AnyField, ...] = (
    Field("psn_no", "人员编号", 30), Field("mdtrt_cert_type", "就诊凭证类型", 3), Field("mdtrt_cert_no", "就诊凭证编号", 50),
    Field("med_type", "医疗类别", 6), Number("medfee_sumamt", "医疗费总额"), Field("psn_setlway", "个人结算方式", 6),
    Field("mdtrt_id", "就诊ID", 30), Field("chrg_bchno", "收费批次号", 30), Field("acct_used_flag", "个人账户使用标志", 1, required=False),
    Field("insutype", "险种类型", 6),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch ready to be settled."""

    visit: Visit
    entitled: Entitled
    charges: Sequence[Charge]


def read_batch(asked: Asked, data: Mapping[str, Any]) -> Batch:
    """The batch a message names. Raises Refused."""
    visit = visit_for(institution=asked.institution, mdtrt_id=data["mdtrt_id"], psn_no=data["psn_no"])
    if (data["med_type"], data["insutype"]) != (visit.med_type, visit.insutype):
        raise Refused(Infcode.FIELD_WRONG, why="med_type（医疗类别）、insutype（险种类型）应与2201、2203登记的一致")
    if standing_bills(visit, batch=data["chrg_bchno"]):
        raise Refused(Infcode.ALREADY_SETTLED)
    lines = lines_of(visit, data["chrg_bchno"])
    charges = [charge_of(line) for line in lines]
    ensure_total(charges=charges, given=data["medfee_sumamt"], name="medfee_sumamt（医疗费总额）")
    found = _entitled(asked, data, visit)
    ensure_in_force([line.occurred_at for line in lines], found.recognition)
    return Batch(visit, found, charges)


def _entitled(asked: Asked, data: Mapping[str, Any], visit: Visit) -> Entitled:
    customer = customer_at(psn_no=data["psn_no"], institution=asked.institution, on=day_of(asked.at))
    ensure_certificate(person=customer.person, cert_type=data["mdtrt_cert_type"], cert_no=data["mdtrt_cert_no"])
    return entitled(
        customer=customer,
        insutype=visit.insutype,
        place=asked.message.get("insuplc_admdvs") or "",
        disease=visit.disease_code,
        at=asked.at,
    )
