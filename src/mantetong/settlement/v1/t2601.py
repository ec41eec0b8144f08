"""2601 冲正: undo a message whose answer was lost, by its msgid. What never arrived is marked, so that it is not done later either."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode, said
from mantetong.settlement.entitlement import customer_at, entitled
from mantetong.settlement.models import Bill, KeptAnswer
from mantetong.settlement.paying import restore, take_back
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.hospital import NOTHING
from mantetong.settlement.v1.transaction import Asked, Transaction, taking
from mantetong.web.clock import day_of

_FIELDS = (Field("psn_no", "人员编号", 30), Field("omsgid", "原发送方报文ID", 30), Field("oinfno", "原交易编号", 4))
_SETTLING, _REVERSING = frozenset({"2102", "2207"}), frozenset({"2103", "2208"})


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    data = asked.node("data", *_FIELDS)
    if data["oinfno"] not in _SETTLING | _REVERSING:
        raise Refused(Infcode.FIELD_WRONG, why="oinfno（原交易编号）应为2102、2103、2207或2208，其他交易请用各自的撤销交易")
    if data["omsgid"] == asked.message["msgid"]:
        raise Refused(Infcode.FIELD_WRONG, why="omsgid（原发送方报文ID）应为原交易的msgid，不是本次报文的msgid，请核对")
    if _is_marked(asked, data):
        return {}  # it was never received, and will not be done when it comes
    kept = _found(asked, data)
    if kept.answer["infcode"] == Infcode.TAKEN_BACK:
        raise Refused(Infcode.ALREADY_REVERSED)
    if kept.answer["infcode"] == Infcode.DONE:
        _undo(asked, data, kept)
    kept.answer = _taken_back()
    kept.save(update_fields=["answer"])
    return {}


def _is_marked(asked: Asked, data: Mapping[str, Any]) -> bool:
    """Take the msgid before its message comes; one still being carried out finds it taken and is undone. False when it was answered."""
    key = {"institution_code": asked.institution, "msgid": data["omsgid"], "infno": data["oinfno"]}
    try:
        with transaction.atomic():
            KeptAnswer.objects.create(**key, request_digest="", answer=_taken_back(), at=asked.at)
    except IntegrityError:
        return False
    return True


def _found(asked: Asked, data: Mapping[str, Any]) -> KeptAnswer:
    """The kept answer. Raises Refused for another transaction or person."""
    kept = KeptAnswer.objects.select_for_update().get(institution_code=asked.institution, msgid=data["omsgid"])
    if kept.infno != data["oinfno"]:
        raise Refused(Infcode.FIELD_WRONG, why="oinfno（原交易编号）与omsgid的原交易不一致，请核对")
    info = kept.answer["output"].get("setlinfo") or {}
    if info and info["psn_no"] != data["psn_no"]:
        raise Refused(Infcode.OTHER_PERSON)
    return kept


def _undo(asked: Asked, data: Mapping[str, Any], kept: KeptAnswer) -> None:
    bill = Bill.objects.select_related("visit").get(setl_id=kept.answer["output"]["setlinfo"]["setl_id"])
    if data["oinfno"] in _SETTLING:
        take_back(bill=bill, at=asked.at)
        return
    visit = bill.visit
    found = entitled(
        customer=customer_at(psn_no=visit.psn_no, institution=asked.institution, on=day_of(asked.at)),
        insutype=visit.insutype,
        place=bill.region,
        disease=visit.disease_code,
        at=asked.at,
    )
    restore(bill=bill, terms=found.terms)


def _taken_back() -> dict[str, Any]:
    return {"infcode": int(Infcode.TAKEN_BACK), "err_msg": said(Infcode.TAKEN_BACK), "output": {}}


SERVED = Transaction(
    infno="2601", title="冲正交易", takes=taking("data", *_FIELDS), gives=NOTHING, writes=True, carry_out=_carry_out
)
