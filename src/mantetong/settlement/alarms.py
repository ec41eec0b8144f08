"""Numbers tried out at the till: an institution that asks for many people it could not have met is reported to people."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import Alarm, InterfaceCall

WINDOW = timedelta(minutes=60)
MOST_MISSES = 20
_MISSES = (Infcode.PSN_NO_UNREGISTERED, Infcode.PERSON_NOT_FOUND, Infcode.OTHER_PERSON, Infcode.NOT_IDENTIFIED)
_MAY = frozenset({Role.AUDITOR, Role.SYSTEM_ADMIN})


class NoSuchAlarm(LookupError):
    """No standing alarm has this number."""

    code = "NO_SUCH_ALARM"


@transaction.atomic
def raise_alarms(*, at: datetime) -> int:
    """Raise an alarm for every institution with more than twenty misses in the last hour; how many are new.

    A miss is a call for somebody who does not exist, is another, or has shown no certificate there: by different numbers for a
    look-up, by different calls for 1101. One that stands already only grows.
    """
    calls = InterfaceCall.objects.filter(at__gt=at - WINDOW, at__lte=at, infcode__in=[int(code) for code in _MISSES])
    found = (
        calls.exclude(institution_code="")
        .values("institution_code")
        .annotate(people=Count("psn_no", distinct=True), blind=Count("pk", filter=Q(psn_no="")))
    )
    misses = {one["institution_code"]: one["people"] + one["blind"] for one in found.order_by("institution_code")}
    return sum(_raised(code, count, at) for code, count in misses.items() if count > MOST_MISSES)


@transaction.atomic
def see_to(*, alarm_id: int, found: str, by: Actor, at: datetime) -> None:
    """Somebody has looked into an alarm and says what it was. Raises NotYoursToTake, NoSuchAlarm."""
    ensure_holds(by, _MAY)
    seen = {"seen_by": str(by.known_id), "seen_at": at, "found": found}
    if not Alarm.objects.filter(pk=alarm_id, seen_at=None).update(**seen):
        raise NoSuchAlarm


def _raised(institution: str, misses: int, at: datetime) -> int:
    grown = {"until": at, "misses": misses}
    if Alarm.objects.filter(institution_code=institution, seen_at=None).update(**grown):
        return 0
    last = Alarm.objects.filter(institution_code=institution, seen_at__gt=at - WINDOW).exists()
    if last:  # somebody has just looked into these very calls
        return 0
    Alarm.objects.create(institution_code=institution, since=at - WINDOW, raised_at=at, **grown)
    return 1
