"""What may be asked of the journal."""

from typing import Any

from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import InterfaceCall, KeptAnswer


def received_of(*, institution: str, msgid: str) -> dict[str, Any]:
    """Every call of the institution under this msgid, and whether what it asked for stands: DONE, REFUSED, TAKEN_BACK or NONE.

    NONE: nothing that writes was carried out under it.
    """
    calls = InterfaceCall.objects.filter(institution_code=institution, msgid=msgid).order_by("at", "pk")
    kept = KeptAnswer.objects.filter(institution_code=institution, msgid=msgid).first()
    return {
        "msgid": msgid,
        "calls": [{"infno": call.infno, "at": call.at.isoformat(), "infcode": call.infcode} for call in calls],
        "stands": _stands(kept),
    }


def _stands(kept: KeptAnswer | None) -> str:
    if kept is None:
        return "NONE"
    named = {int(Infcode.DONE): "DONE", int(Infcode.TAKEN_BACK): "TAKEN_BACK"}
    return named.get(kept.answer["infcode"], "REFUSED")
