"""A case enters determination: the pack says who decides, and they are called on at once (MS-15, NC-17, JQ-17)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import assign, write_note
from mantetong.cases.queries import CaseCard, FilingCard, case_card, filing_card, hands_before
from mantetong.determination.models import Entrusting, Panel, Seat, WaitingForHand
from mantetong.determination.reasons import rules_of
from mantetong.domain.actor import SYSTEM
from mantetong.domain.panel import drawn
from mantetong.domain.policy import Decider
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.queries import institutions_in, is_kin_or_self, staff_in
from mantetong.web.clock import day_of

TOO_FEW_EXPERTS = "TOO_FEW_EXPERTS"
NO_OTHER_INSTITUTION = "NO_OTHER_INSTITUTION"


@transaction.atomic
def start(*, case_id: int, seed: str, at: datetime) -> None:
    """Call on whoever the pack names; nothing to do for an agency's own case, or one that has moved on. Safe to repeat."""
    case = case_card(case_id)
    if case.stage is not Stage.DETERMINING:
        return
    match rules_of(case).determination.value.decider:
        case Decider.EXPERTS:
            draw_panel(case_id=case_id, seed=seed, at=at)
        case Decider.INSTITUTION:
            entrust(case_id=case_id, seed=seed, at=at)
        case Decider.AGENCY:
            return


@transaction.atomic
def draw_panel(*, case_id: int, seed: str, at: datetime) -> int | None:
    """Draw the experts of a case by lot, without those who may not judge it; the panel's id, the open one's if there is one.

    None when fewer than the quorum remain: then the case waits for a supervisor. Pool, ties and seed go into the ledger.
    """
    standing = Panel.objects.filter(case_id=case_id, closed_at=None).first()
    if standing:
        return standing.pk
    case = case_card(case_id)
    filing, rules = filing_card(case.filing_id), rules_of(case).determination.value
    pool, left_out = _pool(case, filing, at=at)
    chosen = drawn(pool=pool, seed=seed, wanted=rules.panel)
    _note(case, "PANEL_DRAWN", at=at, seed=seed, pool=pool, left_out=left_out, drawn=list(chosen))
    if len(chosen) < rules.quorum:
        wait_for_hand(case_id, TOO_FEW_EXPERTS, at)
        return None
    panel = Panel.objects.create(
        case_id=case_id, seed=seed, pool=pool, left_out=left_out, wanted=len(chosen), quorum=rules.quorum, drawn_at=at
    )
    _seat(panel, case, chosen, at)
    return panel.pk


def _pool(case: CaseCard, filing: FilingCard, *, at: datetime) -> tuple[list[int], dict[str, str]]:
    """Who may be drawn, and who may not with the reason: their own hospital treated, kin, or judged before (DESIGN §4)."""
    experts = staff_in(region=case.region, role=Role.EXPERT, on=day_of(at))
    left_out: dict[str, str] = {}
    before = hands_before(filing.id)
    for expert in experts:
        if filing.institution_code and expert.institution == filing.institution_code:
            left_out[str(expert.account_id)] = "OWN_INSTITUTION"
        elif is_kin_or_self(account_id=expert.account_id, person_id=filing.person_id):
            left_out[str(expert.account_id)] = "KIN"
        elif expert.account_id in before.accounts:
            left_out[str(expert.account_id)] = "JUDGED_BEFORE"
    return [expert.account_id for expert in experts if str(expert.account_id) not in left_out], left_out


def _seat(panel: Panel, case: CaseCard, chosen: Iterable[int], at: datetime) -> None:
    for order, account_id in enumerate(chosen, start=1):
        given = assign(filing_id=case.filing_id, case_id=case.id, account_id=account_id, role=Role.EXPERT, why="PANEL", at=at)
        Seat.objects.create(panel=panel, account_id=account_id, assignment=given, order=order)


@transaction.atomic
def entrust(*, case_id: int, seed: str, at: datetime) -> int | None:
    """Give the case to an entrusted institution that did not treat the person, by lot where there are several; the row's id.

    None when there is no other institution: then the case waits for a supervisor.
    """
    standing = Entrusting.objects.filter(case_id=case_id, ended_at=None).first()
    if standing:
        return standing.pk
    case = case_card(case_id)
    treating = filing_card(case.filing_id).institution_code
    barred = {treating, *hands_before(case.filing_id).institutions}
    pool = [one.code for one in institutions_in(case.region) if one.is_entrusted and one.code not in barred]
    if not pool:
        wait_for_hand(case_id, NO_OTHER_INSTITUTION, at)
        return None
    code = pool[drawn(pool=range(len(pool)), seed=seed, wanted=1)[0]]
    given = assign(
        filing_id=case.filing_id, case_id=case.id, institution_code=code, role=Role.INSTITUTION, why="ENTRUSTED", at=at
    )
    row = Entrusting.objects.create(case_id=case_id, institution_id=code, assignment=given, seed=seed, pool=pool, at=at)
    _note(case, "ENTRUSTED", at=at, seed=seed, pool=pool, drawn=[code])
    return row.pk


def wait_for_hand(case_id: int, code: str, at: datetime) -> None:
    """The pack's way is blocked: a supervisor must act. Asking twice changes nothing."""
    WaitingForHand.objects.get_or_create(case_id=case_id, cleared_at=None, defaults={"code": code, "at": at})


def _note(case: CaseCard, action: str, *, at: datetime, **facts: object) -> None:
    write_note(filing_id=case.filing_id, action=action, by=SYSTEM, role=Role.SYSTEM, at=at, ordinal=case.ordinal, **facts)
