"""What 2101 and 2102 share: a purchase of one person for one disease, read and reckoned (national_interface §6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mantetong.domain.payment import Charge
from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import Entitled, customer_at, ensure_certificate, ensure_chronic, entitled
from mantetong.settlement.paying import ensure_total
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Moment, Number
from mantetong.settlement.v1.figures import SETTLED, line_result
from mantetong.settlement.v1.lines import COMMON, ensure_in_force, read_charges
from mantetong.settlement.v1.transaction import Asked, listing, node
from mantetong.web.clock import day_of

HEAD: tuple[AnyField, ...] = (
    Field("psn_no", "人员编号", 30), Field("mdtrt_cert_type", "就诊凭证类型", 3), Field("mdtrt_cert_no", "就诊凭证编号", 50),
    Moment("begntime", "开始时间"), Number("medfee_sumamt", "医疗费总额"), Field("invono", "发票号", 20, required=False),
    Field("insutype", "险种类型", 6), Field("dise_codg", "病种编码", 30), Field("dise_name", "病种名称", 500, required=False),
    Field("acct_used_flag", "个人账户使用标志", 3, required=False), Field("med_type", "医疗类别", 6),
)  # fmt: skip
TAKES = node(("druginfo", "drugdetail"), druginfo=listing(*HEAD)["items"], drugdetail=listing(*COMMON))
GIVES = SETTLED | {
    "properties": SETTLED["properties"] | {"detlcutinfo": {"type": "array", "items": {"type": "object"}}},
    "required": [*SETTLED["required"], "detlcutinfo"],
}


@dataclass(frozen=True, slots=True)
class Purchase:
    """A read purchase: who may have what, the charges, and the message's own words."""

    entitled: Entitled
    charges: Sequence[Charge]
    head: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]

    @property
    def cut(self) -> list[dict[str, Any]]:
        """detlcutinfo: each line as it was split."""
        return [line_result(row, charge) for row, charge in zip(self.rows, self.charges, strict=True)]


def read_purchase(asked: Asked) -> Purchase:
    """The purchase in a message. Raises Refused."""
    if not asked.institution.startswith("P"):
        raise Refused(Infcode.NOT_SETTLED_HERE, why="定点医疗机构请使用2201至2208交易，2101至2103供定点零售药店使用")
    head, rows = asked.node("druginfo", *HEAD), asked.rows("drugdetail", *COMMON)
    ensure_chronic(head["med_type"])
    charges = read_charges(rows, at=asked.at)
    ensure_total(charges=charges, given=head["medfee_sumamt"], name="medfee_sumamt（医疗费总额）")
    found = _entitled(asked, head)
    ensure_in_force([row["fee_ocur_time"] for row in rows], found.recognition)
    return Purchase(found, charges, head, rows)


def _entitled(asked: Asked, head: Mapping[str, Any]) -> Entitled:
    customer = customer_at(psn_no=head["psn_no"], institution=asked.institution, on=day_of(asked.at))
    ensure_certificate(person=customer.person, cert_type=head["mdtrt_cert_type"], cert_no=head["mdtrt_cert_no"])
    return entitled(
        customer=customer,
        insutype=head["insutype"],
        place=asked.message.get("insuplc_admdvs") or "",
        disease=head["dise_codg"],
        at=asked.at,
    )
