"""Charged lines as 2204 and 2102 bring them: fields, and what must hold among the lines of one batch."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from mantetong.domain.payment import Charge, NotAChargedLine
from mantetong.outside.envelope import Field
from mantetong.recognition.queries import RecognitionCard
from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Moment, Number
from mantetong.settlement.v1.figures import charges_of
from mantetong.web.clock import day_of

_CENT = Decimal("0.01")
_AHEAD = timedelta(minutes=10)  # of a clock in the institution

COMMON: tuple[AnyField, ...] = (
    Field("feedetl_sn", "费用明细流水号", 30), Moment("fee_ocur_time", "费用发生时间"), Field("med_list_codg", "医疗目录编码", 50),
    Field("medins_list_codg", "医药机构目录编码", 150), Number("det_item_fee_sumamt", "明细项目费用总额"), Number("cnt", "数量", 4),
    Number("pric", "单价", 6), Field("rxno", "处方号", 30, required=False), Field("rx_circ_flag", "外购处方标志", 3),
    Number("fulamt_ownpay_amt", "全自费金额", required=False), Number("overlmt_amt", "超限价金额", required=False),
    Number("preselfpay_amt", "先行自付金额", required=False),
)  # fmt: skip


def read_charges(rows: Sequence[Mapping[str, Any]], *, at: datetime) -> tuple[Charge, ...]:
    """The lines as charges. Raises Refused naming the line that does not add up, repeats a number or lies ahead of time."""
    serials = [row["feedetl_sn"] for row in rows]
    for place, row in enumerate(rows, start=1):
        if serials.index(row["feedetl_sn"]) != place - 1:
            raise _wrong(place, "feedetl_sn（费用明细流水号）与前面的行重复")
        if abs(row["cnt"] * row["pric"] - row["det_item_fee_sumamt"]) > _CENT:
            raise _wrong(place, "det_item_fee_sumamt（明细项目费用总额）应等于cnt（数量）乘pric（单价）")
        if row["fee_ocur_time"] > at + _AHEAD:
            raise _wrong(place, "fee_ocur_time（费用发生时间）晚于现在，请校准时钟")
    try:
        return charges_of(rows)
    except NotAChargedLine as error:
        raise Refused(Infcode.FIELD_WRONG, why="明细的全自费、超限价、先行自付之和不能超过该行费用总额") from error


def ensure_in_force(moments: Sequence[datetime], recognition: RecognitionCard) -> None:
    """Every charge lies in the days of the recognition. Raises Refused naming the line."""
    for place, moment in enumerate(moments, start=1):
        if not recognition.is_in_force(on=day_of(moment)):
            raise _wrong(place, f"fee_ocur_time（费用发生时间）不在该病种待遇有效期内，待遇自{recognition.begins_on}起")


def _wrong(place: int, why: str) -> Refused:
    return Refused(Infcode.FIELD_WRONG, why=f"第{place}行{why}")
