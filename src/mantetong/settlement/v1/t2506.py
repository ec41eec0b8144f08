"""2506 人员定点备案撤销: by the institution that made the record, with its reason."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import FixedPlace
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.hospital import NOTHING
from mantetong.settlement.v1.transaction import Asked, Transaction, taking

_FIELDS = (Field("trt_dcla_detl_sn", "待遇申报明细流水号", 30), Field("psn_no", "人员编号", 30), Field("memo", "备注", 500))


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    standing = FixedPlace.objects.filter(made_by=asked.institution, serial=data["trt_dcla_detl_sn"], psn_no=data["psn_no"])
    if not standing.filter(withdrawn_at=None).update(withdrawn_at=asked.at, withdrawn_memo=data["memo"]):
        raise Refused(Infcode.RECORD_NOT_FOUND)
    return {}


SERVED = Transaction(
    infno="2506", title="人员定点备案撤销", takes=taking("data", *_FIELDS), gives=NOTHING, writes=True, carry_out=_carry_out
)
