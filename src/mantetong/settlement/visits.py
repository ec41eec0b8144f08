"""Visits and their lines as rows: found for the institution that made them, changed only while nothing stands settled."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from mantetong.domain.payment import Charge
from mantetong.settlement.codes import Infcode
from mantetong.settlement.inserting import insert
from mantetong.settlement.models import Bill, FeeLine, Visit
from mantetong.settlement.refusals import Refused


def visit_for(*, institution: str, mdtrt_id: str, psn_no: str) -> Visit:
    """The institution's open visit of this person, locked for this transaction. Raises Refused."""
    visit = Visit.objects.select_for_update().filter(institution_code=institution, mdtrt_id=mdtrt_id, psn_no=psn_no).first()
    if visit is None:
        raise Refused(Infcode.VISIT_NOT_FOUND)
    if visit.withdrawn_at is not None:
        raise Refused(Infcode.VISIT_CLOSED, why="已撤销挂号，请重新登记2201")
    return visit


def bill_for(*, institution: str, setl_id: str, mdtrt_id: str, psn_no: str) -> Bill:
    """The institution's bill of this person. Raises Refused."""
    rows = Bill.objects.select_related("visit").filter(visit__institution_code=institution, visit__psn_no=psn_no)
    bill = rows.filter(setl_id=setl_id, visit__mdtrt_id=mdtrt_id).first()
    if bill is None:
        raise Refused(Infcode.BILL_NOT_FOUND)
    return bill


def standing_bills(visit: Visit, *, batch: str = "") -> bool:
    """Whether the visit, or one batch of it, is settled."""
    rows = Bill.objects.filter(visit=visit, reversed_at=None)
    return (rows.filter(batch=batch) if batch else rows).exists()


def keep_lines(*, visit: Visit, batch: str, rows: Sequence[Mapping[str, Any]], charges: Sequence[Charge]) -> None:
    """Keep the lines of a batch. Raises Refused when a line of the visit has this number already."""
    lines = [_line(visit, batch, row, charge) for row, charge in zip(rows, charges, strict=True)]
    try:
        with transaction.atomic(savepoint=False):
            insert(*lines)
    except IntegrityError as error:
        raise Refused(Infcode.FIELD_WRONG, why="feedetl_sn（费用明细流水号）在本次就诊中已上传过，请勿重复上传") from error


def lines_of(visit: Visit, batch: str) -> tuple[FeeLine, ...]:
    """The lines of a batch, as they were charged. Raises Refused when there are none."""
    lines = tuple(FeeLine.objects.filter(visit=visit, batch=batch).order_by("pk"))
    if not lines:
        raise Refused(Infcode.FIELD_WRONG, why="chrg_bchno（收费批次号）没有已上传的费用明细，请先进行2204")
    return lines


def charge_of(line: FeeLine) -> Charge:
    """The line as the payment rule looks at it."""
    return Charge(line.amount, line.own, line.over_limit, line.own_first)


def _line(visit: Visit, batch: str, row: Mapping[str, Any], charge: Charge) -> FeeLine:
    return FeeLine(
        visit=visit,
        batch=batch,
        serial=row["feedetl_sn"],
        disease_code=visit.disease_code,
        item_code=row["med_list_codg"],
        occurred_at=row["fee_ocur_time"],
        amount=charge.amount,
        own=charge.own,
        over_limit=charge.over_limit,
        own_first=charge.own_first,
    )
