"""The clock of a case: started, paused, resumed and recomputed; the due day itself is a pure function of the domain."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.models import Case, Filing, Pause
from mantetong.cases.operations.ledger import write_ledger
from mantetong.domain.actor import SYSTEM
from mantetong.domain.deadlines import Pause as Stretch
from mantetong.domain.deadlines import due
from mantetong.domain.outcomes import Kind
from mantetong.domain.policy import CountedFrom, OnResubmit, RegionPolicy, TimeLimit
from mantetong.domain.roles import Role
from mantetong.domain.stages import RUNNING, Action
from mantetong.domain.working_days import Calendar
from mantetong.policies.operations import record_due_move
from mantetong.policies.queries import working_calendar

CLOCK_COLUMNS = ["counted_from", "limit_days", "due_on", "due_is_provisional", "calendar", "answered_at"]
_STARTS = {CountedFrom.SUBMITTED: Action.SUBMIT, CountedFrom.ACCEPTED: Action.ACCEPT}


def keep_time(*, case: Case, action: Action, at: datetime, policy: RegionPolicy) -> None:
    """What `action` does to the clock: start, pause, resume. Sets the columns; the caller saves CLOCK_COLUMNS."""
    limit = _limit(policy=policy, kind=case.filing.kind)
    case.answered_at = at if action is Action.ANSWER_SUPPLEMENT else None
    if action is Action.ASK_SUPPLEMENT:
        Pause.objects.create(case=case, from_at=at)
    if action in {Action.ANSWER_SUPPLEMENT, Action.LAPSE, Action.WITHDRAW}:
        case.pauses.filter(until_at=None).update(until_at=at)
    if limit and _starts_clock(limit=limit, action=action):
        case.counted_from, case.limit_days = at, limit.working_days
        case.pauses.filter(from_at__lt=at).delete()
    set_due(case=case, by_calendar=working_calendar())


def _limit(*, policy: RegionPolicy, kind: str) -> TimeLimit | None:
    """The published limit; an appeal's own where the pack states one."""
    limit = policy.time_limit.value if policy.time_limit else None
    days = policy.appeal.value.working_days
    if kind != Kind.APPEAL or days is None:
        return limit
    return TimeLimit(days, CountedFrom.SUBMITTED, limit.on_resubmit if limit else OnResubmit.RESUME, "")


def _starts_clock(*, limit: TimeLimit, action: Action) -> bool:
    if action is Action.REOPEN:
        return True
    if action is Action.ANSWER_SUPPLEMENT:
        return limit.on_resubmit is OnResubmit.RESTART
    return action is _STARTS[limit.counted_from]


def set_due(*, case: Case, by_calendar: Calendar) -> bool:
    """Compute the due day from what the case holds; True when it moved. No published limit, no due day (NC-17)."""
    before = (case.due_on, case.due_is_provisional)
    if case.counted_from is None or case.limit_days is None:
        case.due_on, case.due_is_provisional = None, False
        return before != (None, False)
    stretches = tuple(Stretch(pause.from_at, pause.until_at) for pause in case.pauses.order_by("from_at", "id"))
    answer = due(counted_from=case.counted_from, working_days=case.limit_days, pauses=stretches, calendar=by_calendar)
    if answer is not None:  # while a pause is open the day is not known; the last one stands, shown as paused
        case.due_on, case.due_is_provisional, case.calendar = answer.due_on, answer.provisional, answer.calendar
    return before != (case.due_on, case.due_is_provisional)


def recompute_running(*, after_id: int, loading_id: int, at: datetime, most: int = 500) -> tuple[int, int]:
    """Recompute a batch of running cases after a calendar was loaded: (last id seen or 0 at the end, how many moved).

    Every move stands in the case's ledger and is handed to the policy officer (old day, new day).
    """
    waiting = Case.objects.filter(stage__in=sorted(RUNNING), pk__gt=after_id).order_by("pk")[:most]
    rows = list(waiting.values_list("pk", "filing_id"))
    days = working_calendar()
    moved = sum(
        _recompute(case_id=case_id, filing_id=filing_id, by_calendar=days, loading_id=loading_id, at=at)
        for case_id, filing_id in rows
    )
    return (rows[-1][0] if len(rows) == most else 0, moved)


@transaction.atomic
def _recompute(*, case_id: int, filing_id: int, by_calendar: Calendar, loading_id: int, at: datetime) -> bool:
    """One case under its filing's lock, as every other move takes it; False when its due day stands."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    before = case.due_on
    if case.stage not in RUNNING or not set_due(case=case, by_calendar=by_calendar):
        return False
    case.save(update_fields=CLOCK_COLUMNS)
    told = {name: day.isoformat() if day else None for name, day in (("due_before", before), ("due_after", case.due_on))}
    write_ledger(filing=filing, case=case, action="DUE_MOVED", by=SYSTEM, role=Role.SYSTEM, at=at, calendar=case.calendar, **told)
    record_due_move(loading_id=loading_id, region=case.region, number=case.number or "", before=before, after=case.due_on)
    return True
