"""Who is reminded that a recognition ends: 90, 30 and 7 days before, once each, and not by the thousand on one morning."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef

from mantetong.domain.events import Event
from mantetong.queue.announce import announce
from mantetong.recognition.models import ExpiryReminder, Recognition, State
from mantetong.recognition.operations.lasting import goes_on, lasting_diseases
from mantetong.web.clock import day_of

STEPS = (90, 30, 7)
_EARLY_DAYS = 14  # a wave that ends on one day (a year's end) is told over a fortnight, the earliest of it first
_MOST_A_RUN = 5_000


@transaction.atomic
def remind_of_ending(*, at: datetime, most: int = _MOST_A_RUN) -> int:
    """Announce RECOGNITION_EXPIRING for whoever is due and not yet reminded; how many. Runs twice without telling twice.

    The first step is spread over the fortnight before it, by the recognition's own number, so that renewals of a wave do not
    all arrive on one day. What is followed by a renewal already is left in peace, and so is what goes on by itself: only where it
    should and cannot (the insurance has ended) is the person told, from the second step on. Imported ones without a case here have
    no way to be told by and stand on the list of `ending`.
    """
    return sum(_remind(row, step, at) for row, step in islice(_due(day_of(at)), most))


def spread_of(recognition_id: int) -> int:
    """By how many days the first reminder comes earlier, 0 to 13."""
    return recognition_id % _EARLY_DAYS


def _due(on: date) -> Iterable[tuple[Recognition, int]]:
    """What ends, with the step that is due now."""
    lasting = lasting_diseases(on=on)
    for row in _ending(on):
        lasts = row.disease_code in lasting.get(row.region, ())
        step = _step(row, on, STEPS[1:] if lasts else STEPS)
        if step is not None and not (lasts and goes_on(row)):
            yield row, step


def _ending(on: date) -> Iterable[Recognition]:
    """What ends soon and nothing follows; what was renewed must not fill the run again and again."""
    later = Recognition.objects.filter(
        person_id=OuterRef("person_id"), disease_code=OuterRef("disease_code"), begins_on__gt=OuterRef("ends_on")
    ).exclude(state=State.REVOKED)
    rows = Recognition.objects.filter(ends_on__gte=on, ends_on__lte=on + timedelta(days=STEPS[0] + _EARLY_DAYS))
    rows = rows.filter(state=State.IN_FORCE, case_id__isnull=False, person__died_on=None).exclude(Exists(later))
    return rows.order_by("ends_on", "pk").prefetch_related("reminders").iterator(chunk_size=1_000)


def _step(row: Recognition, on: date, steps: tuple[int, ...]) -> int | None:
    """The step that is due now and not yet told. One that was missed gives way to the later one."""
    left = (row.ends_on - on).days if row.ends_on else STEPS[0] * 2
    reached = [step for step in steps if left <= step + (spread_of(row.pk) if step == STEPS[0] else 0)]
    if not reached:
        return None
    told = {one.days_before for one in row.reminders.all() if one.ends_on == row.ends_on}
    return None if reached[-1] in told else reached[-1]


def _remind(row: Recognition, step: int, at: datetime) -> int:
    if row.ends_on is None or row.case_id is None:
        return 0
    _, fresh = ExpiryReminder.objects.get_or_create(recognition=row, ends_on=row.ends_on, days_before=step, defaults={"at": at})
    if fresh:
        announce(Event.RECOGNITION_EXPIRING, case_id=row.case_id)
    return int(fresh)
