"""What 2103 and 2208 share: one bill reversed, once."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.paying import paid_of, take_back
from mantetong.settlement.v1.figures import SETTLED, answered, of_bill
from mantetong.settlement.v1.transaction import Asked, taking
from mantetong.settlement.visits import bill_for

_FIELDS = (Field("setl_id", "结算ID", 30), Field("mdtrt_id", "就诊ID", 30), Field("psn_no", "人员编号", 30))
TAKES = taking("data", *_FIELDS)
GIVES = SETTLED


def reverse(asked: Asked) -> Mapping[str, Any]:
    """The reversed bill's figures. Raises Refused."""
    data = asked.node("data", *_FIELDS)
    bill = bill_for(institution=asked.institution, setl_id=data["setl_id"], mdtrt_id=data["mdtrt_id"], psn_no=data["psn_no"])
    held = take_back(bill=bill, at=asked.at)
    return answered(of_bill(held), paid_of(held))
