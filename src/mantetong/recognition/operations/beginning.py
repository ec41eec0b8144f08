"""The first day of a benefit that begins later than it was decided (the day after, the first of a month, after what is renewed)."""

from datetime import datetime, time, timedelta

from mantetong.domain.events import Event
from mantetong.people.queries import person_card
from mantetong.queue.announce import announce
from mantetong.recognition.models import Recognition, State
from mantetong.web.clock import SHANGHAI, day_of

_IN_THE_MORNING = time(8, 10)
_LONG_AGO = timedelta(days=7)


def tell_of_beginning(*, case_id: int, at: datetime) -> datetime | None:
    """Announce RECOGNITION_BEGUN on the first day; the moment to ask again while it has not come, None when there is nothing to wait for.

    Silent for what began on the day of its decision, which said so already, for what does not count, and for what began long ago.
    Asked twice it is told once: the happening is named by case and day.
    """
    row = Recognition.objects.filter(case_id=case_id).first()
    if row is None or row.state == State.REVOKED or row.begins_on <= row.decided_on:
        return None
    on = day_of(at)
    if row.begins_on > on:
        return datetime.combine(row.begins_on, _IN_THE_MORNING, SHANGHAI)
    is_alive = person_card(row.person_id).died_on is None
    if row.state == State.IN_FORCE and is_alive and row.begins_on > on - _LONG_AGO:
        announce(Event.RECOGNITION_BEGUN, case_id=case_id, key=f"{case_id}-{row.begins_on.isoformat()}")
    return None
