"""What each expert says, blind to the others until the votes suffice (NC-17)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from mantetong.cases.operations import end_assignment, write_note
from mantetong.cases.queries import CaseCard, case_card, filing_card
from mantetong.determination.errors import AlreadyVoted, NotAtDetermination, NotOnPanel, ReasonsIncomplete
from mantetong.determination.models import Panel, Seat, Vote
from mantetong.determination.operations.deciding import ensure_reasoned, settle_decision
from mantetong.determination.operations.starting import TOO_FEW_EXPERTS, wait_for_hand
from mantetong.determination.reasons import reasons_of, rules_of, with_refusals
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.outcomes import Outcome
from mantetong.domain.panel import majority
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage


def _seat_of(*, case: CaseCard, by: Actor) -> Seat:
    panel = Panel.objects.select_for_update().filter(case_id=case.id, closed_at=None).first()
    seat = Seat.objects.filter(panel=panel, account_id=by.known_id, left_at=None).first() if panel else None
    if seat is None:
        raise NotOnPanel
    return seat


@transaction.atomic
def vote(*, case_id: int, outcome: Outcome, path: str, reason: str, by: Actor, at: datetime) -> bool:
    """One expert's answer with its reason; a no names the criterion (`path`). True when it completes the panel.

    Then the case is decided, or proposed to a supervisor where nobody leads or the pack asks for a second signature.
    Raises NotOnPanel, AlreadyVoted, NotAtDetermination, ReasonsIncomplete, OwnCase.
    """
    role = ensure_holds(by, frozenset({Role.EXPERT}))
    case = case_card(case_id)
    if case.stage is not Stage.DETERMINING:
        raise NotAtDetermination
    _ensure_said(case=case, outcome=outcome, path=path, reason=reason)
    seat = _seat_of(case=case, by=by)
    try:
        with transaction.atomic():
            Vote.objects.create(seat=seat, outcome=outcome, path=path, reason=reason.strip(), at=at)
    except IntegrityError as error:
        raise AlreadyVoted from error
    write_note(
        filing_id=case.filing_id, action="PANEL_VOTE", by=by, role=role, at=at, ordinal=case.ordinal, outcome=outcome, path=path
    )
    return _close_if_complete(panel=seat.panel, case=case, by=by, at=at)


def _ensure_said(*, case: CaseCard, outcome: Outcome, path: str, reason: str) -> None:
    known = {reason.path for reason in reasons_of(case, disease=rules_of(case).diseases[case.disease_code])}
    if not reason.strip() or (outcome is Outcome.NOT_RECOGNISED and path not in known):
        raise ReasonsIncomplete


def _close_if_complete(*, panel: Panel, case: CaseCard, by: Actor, at: datetime) -> bool:
    votes = list(Vote.objects.filter(seat__panel=panel, seat__left_at=None).select_related("seat").order_by("seat__order"))
    seats = Seat.objects.filter(panel=panel, left_at=None).count()
    outcome = majority(votes=[Outcome(one.outcome) for one in votes], panel=seats, quorum=panel.quorum)
    if outcome is None:
        return False
    rules, filing = rules_of(case), filing_card(case.filing_id)
    refusals = {one.path: one.reason for one in votes if one.outcome == Outcome.NOT_RECOGNISED == outcome}
    reasons = with_refusals(reasons_of(case, disease=rules.diseases[case.disease_code]), refusals=refusals)
    remark = _remark(votes, outcome)
    ensure_reasoned(case=case, rules=rules, outcome=outcome, reasons=reasons, remark=remark)
    Panel.objects.filter(pk=panel.pk).update(closed_at=at, outcome=outcome)
    settle_decision(
        case=case,
        rules=rules,
        outcome=outcome,
        reasons=reasons,
        remark=remark,
        who=(filing.institution_code, filing.doctor_code),
        by=by,
        at=at,
        to_supervisor=outcome is Outcome.UNDETERMINED,
    )
    return True


def _remark(votes: list[Vote], outcome: Outcome) -> str:
    agreeing = [one for one in votes if one.outcome == outcome]
    said = "；".join(one.reason.rstrip("。；") for one in agreeing)
    return f"专家组{len(votes)}人提出意见，{len(agreeing)}人意见一致。{said}。" if said else f"专家组{len(votes)}人意见不一致。"


@transaction.atomic
def leave_panel(*, case_id: int, account_id: int, why: str, by: Actor, at: datetime) -> None:
    """An expert leaves mid-panel (tie discovered, illness), on a supervisor's written reason; too few left wait for a supervisor.

    Raises NotOnPanel, ReasonsIncomplete, NotYoursToTake.
    """
    role = ensure_holds(by, frozenset({Role.SUPERVISOR}))
    if not why.strip():
        raise ReasonsIncomplete
    case = case_card(case_id)
    panel = Panel.objects.select_for_update().filter(case_id=case_id, closed_at=None).first()
    seat = Seat.objects.filter(panel=panel, account_id=account_id, left_at=None).first() if panel else None
    if panel is None or seat is None:
        raise NotOnPanel
    Seat.objects.filter(pk=seat.pk).update(left_at=at)
    end_assignment(assignment_id=seat.assignment, at=at)
    write_note(filing_id=case.filing_id, action="PANEL_LEFT", by=by, role=role, at=at, ordinal=case.ordinal, expert=account_id)
    if Seat.objects.filter(panel=panel, left_at=None).count() < panel.quorum:
        wait_for_hand(case_id, TOO_FEW_EXPERTS, at)
