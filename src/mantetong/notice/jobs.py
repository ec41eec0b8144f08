"""Jobs: telling (one per event), sending, asking after delivery, and codes on a queue of their own.

Every job may run twice: rows are unique by event and person, and a cut-short sending is looked up first.
"""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from mantetong.cases import queries as cases
from mantetong.domain.events import Event
from mantetong.notice import operations
from mantetong.notice.told import TOLD
from mantetong.queue.announce import Reaction

# 5 s, 25 s, 2 min, 10 min, 52 min, 4.3 h, 21 h: over a day, then `send_notice` gives up and says so.
_OVER_A_DAY = RetryStrategy(max_attempts=8, exponential_wait=5, retry_exceptions={operations.TryAgainLater})
_WITHIN_A_MINUTE = RetryStrategy(max_attempts=5, exponential_wait=2, retry_exceptions={operations.TryAgainLater})


@app.task(name="notice.tell", queue="notices", retry=5)
def tell(*, event: str, key: str, case_id: int | None = None, filing_id: int | None = None, **_others: object) -> None:
    """Write what is told of one announced event and queue its sending, both or neither."""
    case = cases.case_card(case_id) if case_id is not None else None
    filing = filing_id if case is None else case.filing_id
    if filing is None:
        return
    with transaction.atomic():
        ordinal = None if case is None else case.ordinal
        for notice_id in operations.tell(event=Event(event), filing_id=filing, key=key, at=timezone.now(), ordinal=ordinal):
            send.defer(notice_id=notice_id)


@app.task(name="notice.send", queue="notices", retry=_OVER_A_DAY)
def send(*, notice_id: int) -> None:
    """Hand one short message to the carrier, then see whether it arrives."""
    operations.send_notice(notice_id=notice_id, at=timezone.now())
    ask_after.configure(schedule_in={"seconds": 2}).defer(notice_id=notice_id)


@app.task(name="notice.ask_after", queue="notices", retry=_OVER_A_DAY)
def ask_after(*, notice_id: int) -> None:
    """Ask the carrier whether the message arrived."""
    operations.note_delivery(notice_id=notice_id, at=timezone.now())


@app.task(name="notice.send_code", queue="codes", retry=_WITHIN_A_MINUTE, pass_context=True)
def send_code(context: JobContext, *, code_id: int) -> None:
    """Send a code; a second run first looks whether the first one got through."""
    look_first = bool(context.job and context.job.attempts)
    operations.send_code(code_id=code_id, at=timezone.now(), look_first=look_first)


@app.periodic(cron="30 8 * * *")
@app.task(name="notice.warn_of_ending", queue="notices", retry=5, queueing_lock="notice.warn_of_ending")
def warn_of_ending(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Tell those whose supplement runs out within a week; how many short messages were queued."""
    with transaction.atomic():
        ids = operations.warn_of_ending(at=timezone.now())
        for notice_id in ids:
            send.defer(notice_id=notice_id)
    return len(ids)


class _Telling:
    """The reaction to one event: `tell` with the event's name, and a key made when it is announced, so that a job that
    runs twice tells once.
    """

    def __init__(self, event: Event) -> None:
        self.event = event
        self.name = f"notice.tell:{event}"

    def defer(self, **ids: Any) -> int:
        """Queue the telling in the announcing transaction."""
        return tell.defer(event=self.event.value, key=secrets.token_hex(6), **ids)


TELLING: dict[Event, Reaction] = {event: _Telling(event) for event in TOLD}
"""For `config.reactions`: what to add for each event that people are told of; CODE_ASKED is followed by `send_code`."""
