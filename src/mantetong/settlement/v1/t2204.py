"""2204 费用明细上传: the charged lines of one batch, all for the visit's one disease (§3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import Visit
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField
from mantetong.settlement.v1.figures import line_result
from mantetong.settlement.v1.lines import COMMON, read_charges
from mantetong.settlement.v1.transaction import Asked, Transaction, listing, node
from mantetong.settlement.visits import keep_lines, standing_bills, visit_for

_FIELDS: tuple[AnyField, ...] = (
    *COMMON,
    Field("mdtrt_id", "就诊ID", 30), Field("psn_no", "人员编号", 30), Field("chrg_bchno", "收费批次号", 30),
    Field("dise_codg", "病种编码", 30), Field("bilg_dept_codg", "开单科室编码", 30), Field("bilg_dept_name", "开单科室名称", 100),
    Field("bilg_dr_codg", "开单医生编码", 30), Field("bilg_dr_name", "开单医师姓名", 50), Field("hosp_appr_flag", "医院审批标志", 3),
)  # fmt: skip


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    rows = asked.rows("feedetail", *_FIELDS)
    charges = read_charges(rows, at=asked.at)
    mdtrt_id, psn_no, batch = (_one(rows, name) for name in ("mdtrt_id", "psn_no", "chrg_bchno"))
    visit = visit_for(institution=asked.institution, mdtrt_id=mdtrt_id, psn_no=psn_no)
    _ensure_one_disease(visit, rows)
    if standing_bills(visit, batch=batch):
        raise Refused(Infcode.ALREADY_SETTLED)
    keep_lines(visit=visit, batch=batch, rows=rows, charges=charges)
    return {"result": [line_result(row, charge) for row, charge in zip(rows, charges, strict=True)]}


def _one(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    if len({row[name] for row in rows}) > 1:
        raise Refused(Infcode.FIELD_WRONG, why=f"feedetail各行的{name}必须一致，请分次上传")
    return str(rows[0][name])


def _ensure_one_disease(visit: Visit, rows: Sequence[Mapping[str, Any]]) -> None:
    if not visit.disease_code:
        raise Refused(Infcode.VISIT_CLOSED, why="还没有病种，请先进行2203就诊信息上传")
    if {row["dise_codg"] for row in rows} != {visit.disease_code}:
        raise Refused(Infcode.TWO_DISEASES)


SERVED = Transaction(
    infno="2204",
    title="费用明细上传",
    takes=node(("feedetail",), feedetail=listing(*_FIELDS)),
    gives=node(("result",), result={"type": "array", "items": {"type": "object"}}),
    writes=True,
    carry_out=_carry_out,
)
