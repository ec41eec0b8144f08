"""2101 药店预结算: what a purchase would cost. Nothing is kept; 2102 gives the same figures as long as the year stands still."""

from collections.abc import Mapping
from typing import Any

from mantetong.settlement.paying import reckon
from mantetong.settlement.v1.figures import answered, of_trial
from mantetong.settlement.v1.pharmacy import GIVES, TAKES, read_purchase
from mantetong.settlement.v1.transaction import Asked, Transaction


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    purchase = read_purchase(asked)
    trial = reckon(entitled=purchase.entitled, charges=purchase.charges)
    info = of_trial(trial, med_type=purchase.head["med_type"], mdtrt_id="")
    return answered(info, trial.paid) | {"detlcutinfo": purchase.cut}


SERVED = Transaction(infno="2101", title="药店预结算", takes=TAKES, gives=GIVES, carry_out=_carry_out)
