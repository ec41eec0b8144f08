"""2207 结算: a batch settled. The split the hospital states must be the one of its lines."""

from collections.abc import Mapping
from typing import Any

from mantetong.domain.payment import Paid
from mantetong.outside.envelope import Field
from mantetong.settlement.paying import ensure_same, pay
from mantetong.settlement.v1.fields import AnyField, Number
from mantetong.settlement.v1.figures import SETTLED, answered, of_bill
from mantetong.settlement.v1.settling import FIELDS, read_batch
from mantetong.settlement.v1.transaction import Asked, Transaction, taking

_FIELDS: tuple[AnyField, ...] = (
    *FIELDS, Field("invono", "发票号", 20, required=False), Number("fulamt_ownpay_amt", "全自费金额"),
    Number("overlmt_selfpay", "超限价金额"), Number("preselfpay_amt", "先行自付金额"), Number("inscp_scp_amt", "符合政策范围金额"),
)  # fmt: skip


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    batch = read_batch(asked, data)
    trial, bill = pay(
        entitled=batch.entitled, charges=batch.charges, visit=batch.visit, batch=data["chrg_bchno"], invoice=data["invono"]
    )
    _ensure_split(data, trial.paid)  # refused, everything above is undone
    return answered(of_bill(bill, person=batch.entitled.person), trial.paid)


def _ensure_split(data: Mapping[str, Any], paid: Paid) -> None:
    for name, label, expected in (
        ("fulamt_ownpay_amt", "全自费金额", paid.own),
        ("overlmt_selfpay", "超限价金额", paid.over_limit),
        ("preselfpay_amt", "先行自付金额", paid.own_first),
        ("inscp_scp_amt", "符合政策范围金额", paid.in_scope),
    ):
        ensure_same(name=f"{name}（{label}）", given=data[name], expected=expected)


SERVED = Transaction(infno="2207", title="结算", takes=taking("data", *_FIELDS), gives=SETTLED, writes=True, carry_out=_carry_out)
