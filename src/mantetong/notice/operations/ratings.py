"""好差评: five grades, once per case; a bad one is followed by a call from somebody who did not work on the case."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from mantetong.cases.operations import write_note
from mantetong.cases.queries import CaseCard, case_card, hands_of_case
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import CITIZENS, Role
from mantetong.domain.stages import ENDS
from mantetong.domain.working_days import Calendar
from mantetong.notice.errors import AnsweredAlready, NoSuchTask, NotEndedYet, RatedAlready, RatedYourself
from mantetong.notice.models import CallBack, Rating
from mantetong.policies.queries import working_calendar
from mantetong.web.clock import day_of

BAD = frozenset({1, 2})
CALL_BACK_DAYS = 15  # 国办发〔2019〕51号: a bad rating is looked into and answered within 15 working days
_CALLING = frozenset({Role.CLERK, Role.HELPER, Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def rate_case(*, case_id: int, grade: int, words: str, wants_call: bool, by: Actor, at: datetime) -> int:
    """Rate an ended case, once; the rating's id. A bad grade makes a call-back task unless the person does not want one.

    Whether `by` may see the case is the caller's to ask. Raises NotEndedYet, RatedAlready, NotYoursToTake.
    """
    role = ensure_holds(by, CITIZENS)
    case = case_card(case_id)
    if case.stage not in ENDS:
        raise NotEndedYet
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                case_id=case_id, account_id=by.known_id, grade=grade, words=words.strip() or None, at=at
            )
    except IntegrityError as error:
        raise RatedAlready from error
    if grade in BAD and wants_call:
        _ask_to_call(rating, case, at)
    write_note(filing_id=case.filing_id, action="RATED", by=by, role=role, at=at, ordinal=case.ordinal)
    return rating.pk


def _ask_to_call(rating: Rating, case: CaseCard, at: datetime) -> None:
    rated = sorted(hands_of_case(case.id).accounts)
    due_on = call_back_due(rated_on=day_of(at), calendar=working_calendar())
    CallBack.objects.create(rating=rating, region=case.region, rated=rated, due_on=due_on)


def call_back_due(*, rated_on: date, calendar: Calendar) -> date:
    """The last day for the call: the fifteenth working day after the rating."""
    day = rated_on
    for _ in range(CALL_BACK_DAYS):
        day = calendar.next_working_day(day)
    return day


def note_call_back_try(*, call_back_id: int, by: Actor, at: datetime) -> None:
    """Nobody picked up: the task stays. Raises NoSuchTask, RatedYourself, AnsweredAlready."""
    with transaction.atomic():
        task = _task(call_back_id, by)
        task.tries += 1
        task.save(update_fields=["tries"])
        _note(task, by, at, outcome="NO_ANSWER")


@transaction.atomic
def note_call_back(*, call_back_id: int, outcome: str, found: str, by: Actor, at: datetime) -> None:
    """The call was made: TALKED, or DECLINED by the person. `found` says what came of it.

    Raises NoSuchTask, RatedYourself, AnsweredAlready, NotYoursToTake.
    """
    task = _task(call_back_id, by)
    task.outcome, task.found, task.account_id, task.done_at = outcome, found.strip() or None, by.known_id, at
    task.save(update_fields=["outcome", "found", "account", "done_at"])
    _note(task, by, at, outcome=outcome)


def _task(call_back_id: int, by: Actor) -> CallBack:
    ensure_holds(by, _CALLING)
    task = CallBack.objects.select_for_update().filter(pk=call_back_id, region=by.region or "").first()
    if task is None:
        raise NoSuchTask
    if by.account_id in task.rated:
        raise RatedYourself
    if task.done_at is not None:
        raise AnsweredAlready
    return task


def _note(task: CallBack, by: Actor, at: datetime, *, outcome: str) -> None:
    case = case_card(task.rating.case_id)
    role = ensure_holds(by, _CALLING)
    write_note(filing_id=case.filing_id, action="CALLED_BACK", by=by, role=role, at=at, ordinal=case.ordinal, outcome=outcome)
