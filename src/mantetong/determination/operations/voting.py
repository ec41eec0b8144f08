"""What each expert says, blind to the others until the votes suffice (NC-17)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from mantetong.cases.operations import OwnCase, write_note
from mantetong.cases.queries import CaseCard, case_card, filing_card
from mantetong.determination.errors import AlreadyVoted, NotAtDetermination, NotOnPanel, ReasonsIncomplete
from mantetong.determination.models import Panel, Seat, Vote
from mantetong.determination.operations.deciding import ensure_reasoned, settle_decision
from mantetong.determination.reasons import reasons_of, rules_of, with_refusals
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.outcomes import Outcome
from mantetong.domain.panel import majority
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.queries import is_kin_or_self


def seat_of(*, case: CaseCard, by: Actor) -> Seat:
    """The expert's open seat, its panel locked. Raises NotOnPanel."""
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
    if is_kin_or_self(account_id=by.account_id, person_id=case.person_id):
        raise OwnCase
    seat = seat_of(case=case, by=by)
    try:
        with transaction.atomic():
            Vote.objects.create(
                seat=seat, outcome=outcome, path=path, reason=reason.strip(), fee_yuan=_fee(rules_of(case)), at=at
            )
    except IntegrityError as error:
        raise AlreadyVoted from error
    write_note(
        filing_id=case.filing_id, action="PANEL_VOTE", by=by, role=role, at=at, ordinal=case.ordinal, outcome=outcome, path=path
    )
    return close_if_complete(panel=seat.panel, case=case, by=by, at=at)


def _ensure_said(*, case: CaseCard, outcome: Outcome, path: str, reason: str) -> None:
    known = {reason.path for reason in reasons_of(case, disease=rules_of(case).diseases[case.disease_code])}
    if not reason.strip() or (outcome is Outcome.NOT_RECOGNISED and path not in known):
        raise ReasonsIncomplete


def _fee(rules: RegionPolicy) -> int:
    return rules.experts.value.fee_yuan if rules.experts else 0


def close_if_complete(*, panel: Panel, case: CaseCard, by: Actor, at: datetime) -> bool:
    """Decide or propose when the panel has spoken; False while answers are awaited. Who dissented stands in the ledger."""
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
    _note_spoken(case, votes, outcome, by=by, at=at)
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


def _note_spoken(case: CaseCard, votes: list[Vote], outcome: Outcome, *, by: Actor, at: datetime) -> None:
    role = ensure_holds(by, frozenset({Role.EXPERT, Role.SUPERVISOR, Role.SYSTEM}))
    dissent = [one.seat.order for one in votes if one.outcome != outcome]
    facts = {"outcome": outcome, "answers": len(votes), "dissent": dissent}
    write_note(filing_id=case.filing_id, action="PANEL_SPOKEN", by=by, role=role, at=at, ordinal=case.ordinal, **facts)


def _remark(votes: list[Vote], outcome: Outcome) -> str:
    agreeing = [one for one in votes if one.outcome == outcome]
    said = "；".join(one.reason.rstrip("。；") for one in agreeing)
    return f"专家组{len(votes)}人提出意见，{len(agreeing)}人意见一致。{said}。" if said else f"专家组{len(votes)}人意见不一致。"
