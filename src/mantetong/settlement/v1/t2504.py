"""2504 人员慢特病备案撤销: by the institution that registered it, with its reason."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.recognition.operations import NoSuchRecognition, take_out
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import InstitutionRecord
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.hospital import NOTHING
from mantetong.settlement.v1.transaction import Asked, Transaction, taking

_FIELDS = (Field("trt_dcla_detl_sn", "待遇申报明细流水号", 30), Field("psn_no", "人员编号", 30), Field("memo", "备注", 500))


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    own = InstitutionRecord.objects.filter(institution_code=asked.institution, withdrawn_at=None, psn_no=data["psn_no"])
    record = own.select_for_update().filter(serial=data["trt_dcla_detl_sn"]).first()
    if record is None:
        raise Refused(Infcode.RECORD_NOT_FOUND)
    try:
        take_out(recognition_id=record.recognition_id, reason=data["memo"], at=asked.at)
    except NoSuchRecognition as error:  # the agency revoked it meanwhile
        raise Refused(Infcode.RECORD_NOT_FOUND) from error
    record.withdrawn_at, record.withdrawn_memo = asked.at, data["memo"]
    record.save(update_fields=["withdrawn_at", "withdrawn_memo"])
    return {}


SERVED = Transaction(
    infno="2504", title="人员慢特病备案撤销", takes=taking("data", *_FIELDS), gives=NOTHING, writes=True, carry_out=_carry_out
)
