"""5302 人员定点信息查询: the institutions a person is bound to today."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from mantetong.outside.envelope import Field
from mantetong.settlement.entitlement import person_at
from mantetong.settlement.models import FixedPlace
from mantetong.settlement.v1.transaction import Asked, Transaction, node, taking, text
from mantetong.web.clock import day_of

_FIELDS = (Field("psn_no", "人员编号", 30), Field("biz_appy_type", "业务申请类型", 3, required=False))
_EVERY_KIND = "99"


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    on = day_of(asked.at)
    person = person_at(psn_no=data["psn_no"], on=on)
    rows = FixedPlace.objects.select_related("institution").filter(person_id=person.id, withdrawn_at=None)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    if data["biz_appy_type"] not in ("", _EVERY_KIND):
        rows = rows.filter(kind=data["biz_appy_type"])
    return {"psnfixmedin": [_told(row) for row in rows.order_by("kind", "place", "pk")]}


def _told(row: FixedPlace) -> dict[str, Any]:
    return {
        "psn_no": row.psn_no,
        "insutype": row.insutype,
        "fix_srt_no": row.place,
        "fixmedins_code": row.institution_id,
        "fixmedins_name": row.institution.name,
        "begndate": row.begins_on.isoformat(),
        "enddate": row.ends_on.isoformat() if row.ends_on else None,
        "memo": row.memo,
    }


_ROW = node(
    ("psn_no", "fix_srt_no", "fixmedins_code", "fixmedins_name", "begndate", "enddate"),
    psn_no=text("人员编号", 30),
    fix_srt_no=text("定点排序号", 3),
    fixmedins_code=text("定点医药机构编号", 12),
    fixmedins_name=text("定点医药机构名称", 200),
)
SERVED = Transaction(
    infno="5302",
    title="人员定点信息查询",
    takes=taking("data", *_FIELDS),
    gives=node(("psnfixmedin",), psnfixmedin={"type": "array", "items": _ROW}),
    carry_out=_carry_out,
)
