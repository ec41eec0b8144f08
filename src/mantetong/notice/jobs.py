"""Jobs: telling (one per event), rounds of sending and asking after, and codes on a queue of their own.

Every job may run twice: rows are unique by event and person, and a cut-short sending is looked up first.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from mantetong.cases import queries as cases
from mantetong.domain.events import Event
from mantetong.notice import operations
from mantetong.notice.told import TOLD
from mantetong.queue.announce import Reaction

_WITHIN_A_MINUTE = RetryStrategy(max_attempts=5, exponential_wait=2, retry_exceptions={operations.TryAgainLater})
_SOON = timedelta(minutes=1)  # what is due later is found by the next minute's round
_AT_MOST = 40  # rounds of one job: then it makes room for the others in its queue


@app.task(name="notice.tell", queue="notices", retry=5)
def tell(*, event: str, key: str, case_id: int | None = None, filing_id: int | None = None, **_others: object) -> None:
    """Write what is told of one announced event and see to its sending."""
    case = cases.case_card(case_id) if case_id is not None else None
    filing = filing_id if case is None else case.filing_id
    if filing is None:
        return
    at, ordinal = timezone.now(), None if case is None else case.ordinal
    if operations.publish(event=Event(event), filing_id=filing, key=key, at=at, case_id=case_id):
        push.defer()
    queued = operations.tell(event=Event(event), filing_id=filing, key=key, at=at, ordinal=ordinal)
    if Event(event) is Event.SUBMIT:  # whom somebody has filed for reads of it at once
        queued += operations.tell(event=Event.MANDATE_USED, filing_id=filing, key=key, at=at)
    if queued:
        _wake()


@app.periodic(cron="* * * * *")
@app.task(name="notice.drain", queue="notices", retry=5)
def drain(timestamp: int = 0) -> int:  # noqa: ARG001  given by the periodic table
    """Hand in what is due and ask after what was handed in, in turn by region; how many were handled."""
    handled = 0
    for _ in range(_AT_MOST):
        done = operations.drain(at=timezone.now())
        handled += done
        if not done:
            break
    _look_again()
    return handled


def _wake(at: datetime | None = None) -> None:
    """Queue a round, unless one waits already; `at` for a later one. A kill before this is mended by the next minute's round."""
    lock = "notice.drain" if at is None else f"notice.drain.{int(at.timestamp()) // 5}"
    try:
        with transaction.atomic():
            drain.configure(queueing_lock=lock, schedule_at=at).defer()
    except AlreadyEnqueued:
        pass


def _look_again() -> None:
    soon = operations.next_due(after=timezone.now(), within=_SOON)
    if soon is not None:
        _wake(soon)


@app.periodic(cron="* * * * *")
@app.task(name="notice.push", queue="outside", retry=5)
def push(timestamp: int = 0) -> int:  # noqa: ARG001  given by the periodic table
    """Push to portals what is due; how many were tried."""
    return operations.push_due(at=timezone.now())


@app.task(name="notice.send", queue="notices", retry=5)
def send(*, notice_id: int) -> None:
    """A job of the last release."""
    operations.send_notice(notice_id=notice_id, at=timezone.now())


@app.task(name="notice.ask_after", queue="notices", retry=5)
def ask_after(*, notice_id: int) -> None:
    """A job of the last release."""
    operations.send_notice(notice_id=notice_id, at=timezone.now())


@app.task(name="notice.send_code", queue="codes", retry=_WITHIN_A_MINUTE, pass_context=True)
def send_code(context: JobContext, *, code_id: int) -> None:
    """Send a code; a second run first looks whether the first one got through."""
    look_first = bool(context.job and context.job.attempts)
    operations.send_code(code_id=code_id, at=timezone.now(), look_first=look_first)


@app.periodic(cron="30 8 * * *")
@app.task(name="notice.warn_of_ending", queue="notices", retry=5, queueing_lock="notice.warn_of_ending")
def warn_of_ending(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Tell those whose supplement runs out within a week; how many messages were queued."""
    ids = operations.warn_of_ending(at=timezone.now())
    if ids:
        _wake()
    return len(ids)


@app.periodic(cron="40 0 * * *")  # 08:40 in Shanghai, when the desk begins
@app.task(name="notice.call_whom_nobody_reached", queue="notices", retry=5, queueing_lock="notice.call_whom_nobody_reached")
def call_whom_nobody_reached(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Put on the call list who has not opened what must be known; how many."""
    return operations.call_whom_nobody_reached(at=timezone.now())


@app.task(name="notice.note_replied", queue="notices", retry=5)
def note_replied(*, case_id: int, **_others: object) -> None:
    """Somebody has answered in a filing: what they were told of it has reached them."""
    case = cases.case_card(case_id)
    for account_id, _person in cases.people_to_tell(case.filing_id):
        if account_id is not None:
            operations.note_replied(account_id=account_id, filing_id=case.filing_id, at=timezone.now())


class _Telling:
    """The reaction to one event: `tell` with the event's name, and a key made when it is announced, so that a job that
    runs twice tells once. Who may announce one happening twice gives it a `key` of its own.
    """

    def __init__(self, event: Event) -> None:
        self.event = event
        self.name = f"notice.tell:{event}"

    def defer(self, **ids: Any) -> int:
        """Queue the telling in the announcing transaction."""
        return tell.defer(event=self.event.value, **{"key": secrets.token_hex(6)} | ids)


TELLING: dict[Event, Reaction] = {event: _Telling(event) for event in TOLD}
"""For `config.reactions`: what to add for each event that people are told of; CODE_ASKED is followed by `send_code`."""
