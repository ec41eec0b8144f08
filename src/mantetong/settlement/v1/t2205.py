"""2205 费用明细撤销: the lines of a batch that is not settled."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import FeeLine
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.hospital import NOTHING
from mantetong.settlement.v1.transaction import Asked, Transaction, taking
from mantetong.settlement.visits import lines_of, standing_bills, visit_for

_FIELDS = (Field("mdtrt_id", "就诊ID", 30), Field("chrg_bchno", "收费批次号", 30), Field("psn_no", "人员编号", 30))


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    visit = visit_for(institution=asked.institution, mdtrt_id=data["mdtrt_id"], psn_no=data["psn_no"])
    if standing_bills(visit, batch=data["chrg_bchno"]):
        raise Refused(Infcode.ALREADY_SETTLED)
    lines = lines_of(visit, data["chrg_bchno"])
    FeeLine.objects.filter(pk__in=[line.pk for line in lines]).delete()
    return {}


SERVED = Transaction(
    infno="2205", title="费用明细撤销", takes=taking("data", *_FIELDS), gives=NOTHING, writes=True, carry_out=_carry_out
)
