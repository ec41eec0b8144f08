"""What may be asked of the journal and of the alarms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mantetong.people.queries import institution_card
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import Alarm, InterfaceCall, KeptAnswer


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


@dataclass(frozen=True, slots=True)
class AlarmCard:
    """One alarm: who asked, when, for how many people it could not have met; `found` once somebody has seen to it."""

    id: int
    institution: str
    since: datetime
    until: datetime
    misses: int
    found: str


def alarms() -> tuple[tuple[AlarmCard, ...], tuple[AlarmCard, ...]]:
    """The standing alarms, oldest first, and the last twenty that were seen to."""
    standing = Alarm.objects.filter(seen_at=None).order_by("raised_at", "pk")
    seen = Alarm.objects.exclude(seen_at=None).order_by("-seen_at", "-pk")[:20]
    return tuple(_alarm(row) for row in standing), tuple(_alarm(row) for row in seen)


def _alarm(row: Alarm) -> AlarmCard:
    known = institution_card(row.institution_code)
    name = f"{known.name}（{row.institution_code}）" if known else row.institution_code
    return AlarmCard(row.pk, name, row.since, row.until, row.misses, row.found)
