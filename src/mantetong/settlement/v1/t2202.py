"""2202 门诊挂号撤销: a visit that never was, as long as nothing of it stands settled."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.hospital import NOTHING
from mantetong.settlement.v1.transaction import Asked, Transaction, taking
from mantetong.settlement.visits import standing_bills, visit_for

_FIELDS = (Field("psn_no", "人员编号", 30), Field("mdtrt_id", "就诊ID", 30), Field("ipt_otp_no", "门诊号", 30, required=False))


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    visit = visit_for(institution=asked.institution, mdtrt_id=data["mdtrt_id"], psn_no=data["psn_no"])
    if standing_bills(visit):
        raise Refused(Infcode.VISIT_CLOSED, why="已有结算，请先撤销结算2208")
    visit.withdrawn_at = asked.at
    visit.save(update_fields=["withdrawn_at"])
    return {}


SERVED = Transaction(
    infno="2202", title="门诊挂号撤销", takes=taking("data", *_FIELDS), gives=NOTHING, writes=True, carry_out=_carry_out
)
