"""2102 药店结算: a purchase settled at once."""

from collections.abc import Mapping
from typing import Any

from mantetong.settlement.inserting import insert
from mantetong.settlement.models import Visit
from mantetong.settlement.paying import new_number, pay
from mantetong.settlement.v1.figures import answered, of_bill
from mantetong.settlement.v1.pharmacy import GIVES, TAKES, Purchase, read_purchase
from mantetong.settlement.v1.transaction import Asked, Transaction
from mantetong.settlement.visits import keep_lines

_BATCH = "1"  # a purchase is one batch


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    purchase = read_purchase(asked)
    visit = _visit(asked, purchase)
    keep_lines(visit=visit, batch=_BATCH, rows=purchase.rows, charges=purchase.charges)
    trial, bill = pay(
        entitled=purchase.entitled, charges=purchase.charges, visit=visit, batch=_BATCH, invoice=purchase.head["invono"]
    )
    return answered(of_bill(bill, person=purchase.entitled.person), trial.paid) | {"detlcutinfo": purchase.cut}


def _visit(asked: Asked, purchase: Purchase) -> Visit:
    made = Visit(
        mdtrt_id=new_number(asked.at),
        institution_code=asked.institution,
        person_id=purchase.entitled.person.id,
        psn_no=purchase.head["psn_no"],
        insutype=purchase.head["insutype"],
        med_type=purchase.head["med_type"],
        disease_code=purchase.head["dise_codg"],
        began_at=purchase.head["begntime"],
    )
    insert(made)
    return made


SERVED = Transaction(infno="2102", title="药店结算", takes=TAKES, gives=GIVES, writes=True, carry_out=_carry_out)
