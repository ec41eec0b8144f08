"""Filings that wait for a person: accepted by one, or refused in writing. A machine never refuses (DESIGN §4)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import take_action
from mantetong.cases.queries import CaseCard, filing_card
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.review.errors import AlreadyAccepted, ReasonMissing
from mantetong.review.models import Refusal
from mantetong.review.operations.claiming import ensure_claimed

_DESK = frozenset({Role.REVIEWER, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a refusal to accept, with the rule it rests on."""

    words: str
    source: str


def _waiting(filing_id: int) -> tuple[CaseCard, ...]:
    waiting = tuple(case for case in filing_card(filing_id).cases if case.stage is Stage.FILED)
    if not waiting:
        raise AlreadyAccepted
    return waiting


@transaction.atomic
def accept_held(*, filing_id: int, by: Actor, at: datetime) -> None:
    """Accept every case of the filing that waits for a person. Raises AlreadyAccepted, NotClaimed, AlreadyClaimed."""
    ensure_claimed(filing_id=filing_id, by=by)
    for case in _waiting(filing_id):
        take_action(case_id=case.id, action=Action.ACCEPT, by=by, at=at)


@transaction.atomic
def refuse(*, filing_id: int, reasons: Sequence[Reason], by: Actor, at: datetime) -> int:
    """不予受理: refuse every case that waits for acceptance, in writing; the refusal's id.

    Raises ReasonMissing (each reason needs words and a rule), AlreadyAccepted, NotClaimed, AlreadyClaimed, OwnCase.
    """
    role = ensure_holds(by, _DESK)
    ensure_claimed(filing_id=filing_id, by=by)
    if not reasons or not all(reason.words.strip() and reason.source.strip() for reason in reasons):
        raise ReasonMissing
    waiting = _waiting(filing_id)
    refusal = Refusal.objects.create(
        filing_id=filing_id, account_id=by.known_id, role=role, reasons=[asdict(reason) for reason in reasons], at=at
    )
    for case in waiting:
        take_action(case_id=case.id, action=Action.REFUSE, by=by, at=at, refusal=refusal.pk)
    return refusal.pk
