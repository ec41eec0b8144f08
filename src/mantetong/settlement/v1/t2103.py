"""2103 药店结算撤销: the bill reversed; the personal part is called psn_pay here and cash cash_payamt."""

from collections.abc import Mapping
from typing import Any

from mantetong.settlement.v1.reversing import GIVES, TAKES, reverse
from mantetong.settlement.v1.transaction import Asked, Transaction


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    output = reverse(asked)
    info = output["setlinfo"]
    return {**output, "setlinfo": info | {"psn_pay": info["psn_part_amt"], "cash_payamt": info["psn_cash_pay"]}}


SERVED = Transaction(infno="2103", title="药店结算撤销", takes=TAKES, gives=GIVES, writes=True, carry_out=_carry_out)
