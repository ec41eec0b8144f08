"""Which carrier takes the next short message: the preferred one, until it fails or slows; then the other, while the first one rests.

After a rest it is tried again; each rest in a row is twice as long, up to half an hour.
"""

from datetime import datetime, timedelta

from django.db import transaction

from mantetong.notice.models import Carrier as CarrierRow
from mantetong.outside import carriers as outside
from mantetong.outside.carriers import Carrier
from mantetong.outside.sms import Sending, Sent

BAD_IN_A_ROW = 3
SLOW = timedelta(seconds=3)
_FIRST_REST, _LONGEST_REST = timedelta(minutes=1), timedelta(minutes=30)


def carriers_now(*, at: datetime) -> tuple[Carrier, ...]:
    """The carriers in the order they are to be tried at a moment: those at work before those at rest; never none."""
    resting = set(CarrierRow.objects.filter(resting_until__gt=at).values_list("name", flat=True))
    return tuple(sorted(outside.carriers(), key=lambda one: one.name in resting))


def is_bad(sent: Sent, *, took: timedelta) -> bool:
    """Whether an answer speaks against the carrier: none came, it has no room, or it took too long."""
    return sent.state is Sending.UNKNOWN or (sent.state is Sending.REFUSED and sent.may_retry) or took > SLOW


@transaction.atomic
def note_answers(*, name: str, bad: tuple[bool, ...], at: datetime) -> bool:
    """Keep how a carrier's answers were, in their order; whether it rests from now on."""
    if not bad:
        return False
    CarrierRow.objects.get_or_create(name=name)
    row = CarrierRow.objects.select_for_update().get(name=name)
    in_a_row = row.bad
    for one in bad:
        in_a_row = in_a_row + 1 if one else 0
    if not any(bad) and not row.bad and not row.strikes:
        return False
    rests = in_a_row >= BAD_IN_A_ROW
    strikes = row.strikes + 1 if rests else (row.strikes if in_a_row else 0)
    until = at + min(_FIRST_REST * 2 ** min(row.strikes, 10), _LONGEST_REST) if rests else row.resting_until
    CarrierRow.objects.filter(pk=row.pk).update(bad=0 if rests else in_a_row, strikes=strikes, resting_until=until)
    return rests
