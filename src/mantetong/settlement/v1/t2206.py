"""2206 预结算: what a batch would cost. Nothing is kept; 2207 gives the same figures as long as the year stands still."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mantetong.settlement.paying import reckon
from mantetong.settlement.v1.figures import SETTLED, answered, of_trial
from mantetong.settlement.v1.settling import FIELDS, read_batch
from mantetong.settlement.v1.transaction import Asked, Transaction, taking


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *FIELDS)
    with transaction.atomic():
        batch = read_batch(asked, data)
        trial = reckon(entitled=batch.entitled, charges=batch.charges)
    return answered(of_trial(trial, med_type=data["med_type"], mdtrt_id=batch.visit.mdtrt_id), trial.paid)


SERVED = Transaction(infno="2206", title="预结算", takes=taking("data", *FIELDS), gives=SETTLED, carry_out=_carry_out)
