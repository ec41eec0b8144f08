"""Half a minute to think again: what is about to be sent is held in the database, can be taken back, and is carried out once.

The act's row and the job that will carry it out are written in one transaction; carrying out locks the row and ends it in the
transaction that does the deed. So a killed process loses nothing and repeats nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.review.errors import AlreadySending, TooLateToUndo
from mantetong.review.models import ActKind, SendingAct, SendingState

SECONDS = 30
JOB = "review.carry_out"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done: of which kind, on what, with which details (plain JSON), by whom, when."""

    kind: str
    filing_id: int
    case_id: int | None
    given: Mapping[str, Any]
    by: Actor
    at: datetime


Doer = Callable[[Deed], None]
_DOERS: dict[str, Doer] = {}


def register_doer(*, kind: str, doer: Doer) -> None:
    """Say who carries out acts of a kind. Called once per kind, where the operation stands; later rooms bring their own."""
    _DOERS[kind] = doer


def perform(deed: Deed) -> None:
    """Do it now. Raises what the operation raises."""
    _DOERS[deed.kind](deed)


@transaction.atomic
def hold(deed: Deed) -> int:
    """Keep the deed for half a minute before it is sent; the act's id.

    It is rehearsed first, so that everything that speaks against it is said now and not in half a minute. Raises what the
    operation raises, and AlreadySending.
    """
    _rehearse(deed)
    try:
        with transaction.atomic():
            act = SendingAct.objects.create(**_columns(deed))
    except IntegrityError as error:
        raise AlreadySending from error
    _job().configure(schedule_in={"seconds": SECONDS}).defer(act_id=act.pk)
    return act.pk


def _job() -> Any:
    return app.tasks[JOB]


def _rehearse(deed: Deed) -> None:
    with transaction.atomic():
        perform(deed)
        transaction.set_rollback(True)


def _columns(deed: Deed) -> dict[str, Any]:
    return {
        "filing_id": deed.filing_id,
        "case_id": deed.case_id,
        "kind": deed.kind,
        "given": dict(deed.given),
        "account_id": deed.by.known_id,
        "roles": sorted(deed.by.roles),
        "region": deed.by.region or "",
        "institution": deed.by.institution or "",
        "at": deed.at,
        "sends_at": deed.at + timedelta(seconds=SECONDS),
    }


@transaction.atomic
def undo(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Take back what is about to be sent; only who sent it may. Raises TooLateToUndo."""
    act = SendingAct.objects.select_for_update().filter(filing_id=filing_id, state=SendingState.SENDING).first()
    if act is None or act.account_id != by.account_id:
        raise TooLateToUndo
    _end(act, SendingState.UNDONE, at=at)


@transaction.atomic
def send_now(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Do not wait for the rest of the half minute; only who sent it may. Raises TooLateToUndo when it has gone already."""
    act = SendingAct.objects.select_for_update().filter(filing_id=filing_id, state=SendingState.SENDING).first()
    if act is None or act.account_id != by.account_id:
        raise TooLateToUndo
    _carry_out(act, at=max(at, act.at))


@transaction.atomic
def carry_out(*, act_id: int) -> SendingState:
    """Send what was held, unless it was taken back or sent before; how it ended. What stands in the way is kept as its code."""
    act = SendingAct.objects.select_for_update().get(pk=act_id)
    if act.state == SendingState.SENDING:
        _carry_out(act, at=act.sends_at)
    return SendingState(act.state)


def _carry_out(act: SendingAct, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            perform(_deed(act, at=at))
    except Exception as error:
        code = getattr(error, "code", None)
        if not isinstance(code, str):  # not one of ours: the job tries again
            raise
        _end(act, SendingState.FAILED, at=at, code=code)
        return
    _end(act, SendingState.SENT, at=at)


def _deed(act: SendingAct, *, at: datetime) -> Deed:
    roles = frozenset(Role(role) for role in act.roles)
    by = Actor(act.account_id, roles, act.region or None, act.institution or None)
    return Deed(ActKind(act.kind), act.filing_id, act.case_id, act.given, by, at)


def _end(act: SendingAct, state: SendingState, *, at: datetime, code: str = "") -> None:
    act.state, act.ended_at, act.code = state, at, code
    act.save(update_fields=["state", "ended_at", "code"])
